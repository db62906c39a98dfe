"""What is wrong with a pack, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from questions import file_words
from questions.labels import LANGUAGES
from questions.math_words import math_words
from questions.pack import Problem

PROBLEMS = file_words.PROBLEMS | {
    # the files
    "too_many_files": _("The pack has {count} files; at most {limit} are allowed."),
    "file_too_large": _("The file has {size} bytes; at most {limit} are allowed."),
    "pack_too_large": _("The files have {size} bytes together; at most {limit} are allowed."),
    "unknown_file": _(
        "A pack has no such file. It has pack.toml, cards/….toml and figures/….svg, with names of "
        "Latin letters, digits, “-”, “_” and “.”."
    ),
    "no_about": _("The file is missing. It says what the pack is called and which topics it has."),
    "toml": _("This is not TOML: look for a missing quote, bracket or “=” here or just before."),
    "not_blocks": _("Write each question as a block that begins with [[questions]]."),
    "no_questions": _("There is no question here. Write one, or delete the file."),
    "second_root": _("There is a root question here already. Give this one a file of its own."),
    "parent_elsewhere": _("Its parent is in another file. Put the two into one file."),
    "slug_reserved": _("A page stands at the address “{it}”. Choose another slug."),
    # single values
    "unknown_field": _("There is no such field."),
    "field_missing": _("This field is missing."),
    "unknown_value": _("This must be one of {allowed}."),
    "wrong_form": _("Use lower-case Latin letters and digits, with “-” between, or “/” in a key."),
    "text_unkeepable": _("The text holds a character that cannot be kept (NUL or U+FFFD)."),
    "text_too_long": _("The text is too long; at most {limit} bytes are allowed."),
    "out_of_range": _("The number is out of range; the limit is {limit}."),
    "text_wanted": _("A text belongs here, in quotation marks."),
    "number_wanted": _("A whole number belongs here."),
    "yes_or_no_wanted": _("Yes or no belongs here: true or false."),
    "date_wanted": _("A date without a time belongs here, such as 2026-11-28."),
    "fields_wanted": _("Fields with names belong here, such as ko and en."),
    "list_wanted": _("A list belongs here, in brackets."),
    "wrong_value": _("The value does not fit: {reason}."),
    "control_character": _("There is an invisible control character {codepoint} here. Delete it."),
    # the tree
    "key_repeated": _("Another question has this key. Give each its own."),
    "parent_unknown": _("There is no question with the key “{it}”."),
    "parent_after": _("Its parent “{it}” stands below it. Put the parent before its follow-ups."),
    "cycle": _("The question is below itself: its parents lead back to it."),
    "too_deep": _("The question stands too deep; at most {limit} levels are allowed."),
    "too_many_questions": _("The pack has {count} questions; at most {limit} are allowed."),
    "topic_missing": _("A root question needs a topic."),
    "topic_of_follow_up": _("A follow-up has the topic of its root question. Delete this line."),
    "topic_unknown": _("pack.toml has no topic with the key “{it}”."),
    "topic_repeated": _("Another topic has the key “{it}”."),
    # figures
    "figure_name": _("“{it}” is no name of a figure. It is figures/….svg, in Latin letters."),
    "figure_missing": _("The file {it} is missing."),
    "figure_unused": _("No question has this figure. Use it, or delete the file."),
    "figure_differs": _("Another question has another picture of the name {it}."),
    "figure_too_large": _("{it} has {size} bytes; at most {limit} are allowed."),
    "figure_broken": _("{it}, line {line}: this is not well-formed XML."),
    "figure_doctype": _("{it}: a DOCTYPE is not allowed. Delete it."),
    "figure_not_svg": _('{it} does not begin with <svg xmlns="http://www.w3.org/2000/svg">.'),
    "figure_no_viewbox": _("{it}: <svg> needs a viewBox."),
    "figure_element": _("{it}, line {line}: <{name}> is not allowed here."),
    "figure_attribute": _("{it}, line {line}: the attribute {name} is not allowed."),
    "figure_value": _("{it}, line {line}: {name} cannot be “{value}”."),
    "figure_text": _("{it}, line {line}: put the words “{text}” into <text>."),
    "figure_too_deep": _("{it}, line {line}: the elements are nested more than {limit} deep."),
    # what a card lacks
    "prompt_missing": _("The question has no words."),
    "language_unlisted": _("The main language “{it}” is not among the languages of the pack."),
    "language_missing": _("The text is missing in “{language}”."),
    "no_key_points": _("An answer needs key points to tick."),
    "no_essential_point": _("No key point is essential. Mark those that a good answer must have."),
    "anchor_missing": _("There is no anchor for score {score}."),
    "anchors_alike": _("The anchor says nearly the same as that for score {score}."),
    "anchor_of_another": _("“{it}” has the same anchor. Write one for this question."),
    "source_without_year": _("The source has no year."),
    "not_checked": _("Say who checked it, when, and against what (checked.on, .by, .against)."),
    "checked_against_nothing": _("Say what the card was held against."),
    "verified_without_sources": _("A verified card needs a source, or a fact with its test."),
    "words_missing": _("It is asked when a word falls: say which words, in “{language}”."),
    "words_unneeded": _('It has words to listen for, but is not asked when a word falls ("word").'),
    "math": _("The math “{it}” cannot be shown: {reason}."),
    "html": _("HTML is shown as text here. Use Markdown, or put it into `code`."),
    "image": _("Images cannot stand in Markdown. Use a figure."),
    "link": _("Links can lead to https://, http:// and mailto: only; this one is shown as text."),
    "unlisted_problems": _("There are more problems; only the first {limit} are listed."),
}


def problem_words(problem: Problem) -> str:
    """Say what is wrong and what to do, without the place."""
    values = {name: _plain(value) for name, value in problem.values.items()}
    if problem.code == "math":
        values["reason"] = math_words(values["reason"])
    return str(PROBLEMS[problem.code]).format(**values)


def page_words(problem: Problem) -> str:
    """Say the same on a page, where a language is called by its name."""
    values = {
        name: LANGUAGES.get(value, value)
        for name, value in problem.values.items()
        if name == "language" or problem.code == "language_unlisted"
    }
    return problem_words(replace(problem, values={**problem.values, **values}))


def place_words(problem: Problem) -> str:
    """Say where: file, line and key, as far as they are known."""
    line = f":{problem.line}" if problem.line else ""
    key = f"[{problem.key}]" if problem.key else ""
    return " ".join(part for part in (f"{problem.file}{line}:", key) if part.strip(":"))


def located_words(problem: Problem) -> str:
    """Say all of it in one line: `file:line: [key] field: words`."""
    field = f"{problem.where}:" if problem.where else ""
    parts = (place_words(problem), field, problem_words(problem))
    return " ".join(part for part in parts if part)


def words_of(code: str, values: Mapping[str, Any]) -> str:
    """Say what a code means."""
    return problem_words(Problem(code, values=values))


def _plain(value: Any) -> str:
    return number_format(value, force_grouping=True) if isinstance(value, int) else str(value)
