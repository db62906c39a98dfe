"""Filters for texts in two languages and for the codes of a card."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from questions import labels, tree
from questions.card import Words, pick
from questions.highlight import Stretch, mark
from questions.models import OWN_WORDS
from questions.reading import reader_language

register = template.Library()


@register.filter
def words(texts: Mapping[str, str]) -> Words:
    """Give a text in the reader's language, else in the one that exists: `text`, `language`."""
    return pick(texts, reader_language())


@register.simple_tag
def both(texts: Sequence[Mapping[str, str]], *, bare: bool = False) -> SafeString:
    """Show a text of a page in the languages that it is in, side by side; `bare` without names.

    What a revision keeps as HTML is HTML already; a prompt is text.
    """
    named = len(texts) > 1 and not bare
    return format_html(
        '<div class="both">{}</div>',
        format_html_join(
            "",
            '<div class="prose{}" lang="{}">{}{}</div>',
            (
                (
                    "" if "html" in text else " plain",
                    text["language"],
                    _language_name(text["language"]) if named else "",
                    _stored(text) if "html" in text else text["text"],
                )
                for text in texts
            ),
        ),
    )


def _stored(text: Mapping[str, str]) -> SafeString:
    return mark_safe(text["html"])  # noqa: S308 - questions.markup made it


def _language_name(code: str) -> SafeString:
    return format_html('<p class="language" lang="">{}</p>', language_label(code))


@register.filter
def kind_label(code: str) -> str:
    """What a kind of question is called; an unknown code stays as it is."""
    return str(labels.KINDS.get(code, code))


@register.filter
def kind_help(code: str) -> str:
    """What an answer to a kind of question consists of."""
    return str(labels.KIND_HELP.get(code, ""))


@register.filter
def level_label(code: str) -> str:
    """What a level is called; an unknown code stays as it is."""
    return str(labels.LEVELS.get(code, code))


@register.filter
def level_help(code: str) -> str:
    """For whom a level is."""
    return str(labels.LEVEL_HELP.get(code, ""))


@register.filter
def when_label(code: str) -> str:
    """What a time to ask is called; an unknown code stays as it is."""
    return str(labels.WHENS.get(code, code))


@register.filter
def standing_label(code: str) -> str:
    """What a standing is called; an unknown code stays as it is."""
    return str(labels.STANDINGS.get(code, code))


@register.filter
def note_words(note: str) -> str:
    """Give the note of a revision; one that Kkori wrote itself in the reader's language."""
    return gettext(note) if note == OWN_WORDS else note


@register.filter
def part_label(code: str) -> str:
    """What a part of a card is called."""
    return str(labels.PARTS[code])


@register.filter
def in_words(value: str, part: str) -> str:
    """Say the value of a part of a card: a code by what it is called, a text as it is."""
    in_words = {
        "kind": kind_label,
        "level": level_label,
        "when": when_label,
        "standing": standing_label,
    }
    return in_words.get(part, str)(value)


@register.filter
def score_label(code: str) -> str:
    """What a score is called."""
    return str(labels.SCORES[code])


@register.filter
def language_label(code: str) -> str:
    """What a language is called."""
    return str(labels.LANGUAGES[code])


@register.filter
def language_labels(codes: Sequence[str]) -> str:
    """What several languages are called, in one line."""
    return ", ".join(map(language_label, codes))


@register.filter
def of_row(values: Mapping[int, Any], pk: int) -> Any:
    """Give what there is about a row, by its number."""
    return values.get(pk) if values else None


@register.filter
def one_line(text: str) -> str:
    """Give the lines of a text in one."""
    return " · ".join(filter(None, map(str.strip, text.splitlines())))


@register.filter
def marked(text: str, words: Sequence[str]) -> tuple[Stretch, ...]:
    """Cut a text where a word that was looked for begins or ends."""
    return mark(text, words or ())


@register.filter
def nested(nodes: Sequence[tree.Node[Any]]) -> Iterator[tree.Visit[Any]]:
    """Visit the nodes of a tree in the order in which nested lists print them."""
    return tree.nested(nodes)
