"""What the import page says: problems, doubts, counts and changes, in the reader's language."""

from __future__ import annotations

from collections import Counter

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from questions.outline import Outline, Problem
from questions.outline_plan import ImportReport

PROBLEMS = {
    "too_large": _(
        "The outline has {size} bytes; at most {limit} are allowed. Split it into smaller files."
    ),
    "binary": _("This is not a text file. Save the outline as plain text in UTF-8."),
    "undecodable": _(
        "These bytes are neither UTF-8, UTF-16 with a byte order mark, nor Korean CP949. "
        "Save the file as UTF-8."
    ),
    "nul": _(
        "There is a NUL character here, as in a binary file. Delete it, or save the file as "
        "plain text."
    ),
    "replacement_character": _(
        "There is a U+FFFD here: a character was lost when the file was saved. Write the missing "
        "character again."
    ),
    "control_character": _("There is an invisible control character {codepoint} here. Delete it."),
    "follow_up_before_root": _(
        "A follow-up stands before any root question: {text}. Put a root question such as "
        "“Q1. …” above it."
    ),
    "too_deep": _(
        "This question is on level {depth}; at most {limit} levels are allowed. Take away plus "
        "signs or indentation."
    ),
    "too_many_questions": _(
        "This is question {count}; at most {limit} are allowed. Split the outline into smaller "
        "files."
    ),
    "unlisted_problems": _("There are more problems; only the first {limit} are listed."),
    "empty_prompt": _(
        "This question has no words. Write them after its marker, or delete the line."
    ),
    "no_questions": _("There is no question here. Begin a root question with “Q1.” or “1.”."),
}
TOO_LONG = {
    "question": _("This question has {size} bytes; at most {limit} are allowed. Shorten it."),
    "answer": _("This answer has {size} bytes; at most {limit} are allowed. Shorten it."),
    "topic": _("This topic has {size} bytes; at most {limit} are allowed. Shorten it."),
    "note": _("This note has {size} bytes; at most {limit} are allowed. Shorten it."),
}
FINDINGS = {
    "uncertain_mark": _("marked with (?)"),
    "remark": _("a // remark, perhaps not part of it"),
    "placeholder": _("a [placeholder] for missing words"),
    "ellipsis": _("trails off"),
    "empty_answer": _("empty answer"),
    "no_answer": _("no answer"),
    "unusual_marker": _("unusual marker, read as the usual one"),
    "second_answer": _("second answer marker, read as words"),
    "answer_without_question": _("answer without a question, read as a note"),
    "number_jump": _("number out of order, read as a root question"),
    "doubtful_root": _("perhaps part of the text above, read as a root question"),
    "list_like_line": _("perhaps a root question, read as words of the text above"),
    "level_skipped": _("skips a level, read as one level deeper"),
    "uneven_indent": _("uneven indentation, read as below the nearest line indented less"),
    "blank_line_inside": _("after a blank line, read as words of the question above"),
    "closing_text": _("perhaps part of the last question, read as a closing note"),
    "text_under_topic": _("between topic and question, read as a note"),
    "empty_topic": _("a topic without questions"),
}
ENCODINGS = {
    "utf-8": _("UTF-8"),
    "utf-8-sig": _("UTF-8 with a byte order mark"),
    "utf-16": _("UTF-16"),
    "cp949": _("CP949 (Korean)"),
}


def problem_words(problem: Problem) -> str:
    """Say what is wrong and what to do, without the line."""
    what = str(problem.params.get("what", ""))
    text = TOO_LONG[what] if what else PROBLEMS[problem.code]
    params = {name: _plain(value) for name, value in problem.params.items()}
    return str(text).format(**params)


def finding_words(code: str) -> str:
    """Say what is doubtful."""
    return str(FINDINGS[code])


def encoding_words(code: str) -> str:
    """Say how the bytes of a file were read; "" for a text that was pasted."""
    if code not in ENCODINGS:
        return ""
    return gettext("File read as {encoding}.").format(encoding=ENCODINGS[code])


def count_words(outline: Outline) -> list[str]:
    """Count what is in an outline: chains, questions, answers with text, empty, missing."""
    heard = Counter(
        item.heard if item.heard is None else bool(item.heard) for item in outline.walk()
    )
    return [
        _n(ngettext("{n} chain", "{n} chains", n := len(outline.chains)), n),
        _n(ngettext("{n} question", "{n} questions", n := outline.count), n),
        _n(ngettext("{n} answer with text", "{n} answers with text", n := heard[True]), n),
        _n(ngettext("{n} empty answer", "{n} empty answers", n := heard[False]), n),
        _n(ngettext("{n} without an answer", "{n} without an answer", n := heard[None]), n),
    ]


def change_words(report: ImportReport) -> list[str]:
    """Say what an import changes; nothing gives an empty list."""
    said = [
        (n := len(report.new), ngettext("{n} new question", "{n} new questions", n)),
        (n := len(report.revised), ngettext("{n} revised", "{n} revised", n)),
        (n := len(report.moved), ngettext("{n} moved", "{n} moved", n)),
    ]
    pack = {
        "notes": gettext("the notes of the pack"),
        "closing": gettext("its closing words"),
        "topics": gettext("its topics"),
    }
    return [_n(text, n) for n, text in said if n] + [pack[name] for name in report.pack]


def done_words(report: ImportReport) -> str:
    """Say what an import did."""
    if report.changes_nothing:
        return gettext("The pack says all of this already: nothing was changed.")
    done = gettext("Imported: {changes}.").format(changes=", ".join(change_words(report)))
    if not (report.new or report.revised):
        return done
    standing = gettext("Answers came in as heard, unverified.")
    return f"{done} {standing}"


def _n(text: str, n: int) -> str:
    return text.format(n=_plain(n))


def _plain(value: str | int) -> str:
    return value if isinstance(value, str) else number_format(value, force_grouping=True)
