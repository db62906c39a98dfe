"""Filters that give a template the words that the exports use too."""

from collections.abc import Callable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.anonymous import Piece, pieces
from reports.reader import WORDS
from reports.report import Text, View

register = template.Library()


def _saying(name: str) -> Callable[[object], str]:
    # A bound method would do, but Django counts its `self` among a filter's arguments.
    return lambda value: getattr(WORDS, name)(value)


for name in (
    "asked",
    "average",
    "call",
    "depth",
    "duration",
    "hint",
    "minutes",
    "moment",
    "no_average",
    "outcome",
    "points",
    "score",
    "scored",
):
    register.filter(name, _saying(name))


@register.simple_tag
def lang(text: Text) -> SafeString | str:
    """Give the lang attribute for a text whose language is known, else nothing."""
    return format_html(' lang="{}"', text.language) if text.language else ""


@register.filter
def as_typed(text: str, view: str) -> str:
    """Give what a person typed; in the anonymous view its gendered words are marked."""
    return _gendered(text) if view == View.ANONYMOUS else text


def _gendered(text: str) -> SafeString:
    return format_html_join(
        "", "{}", ((_marked(piece) if piece.gendered else piece.text,) for piece in pieces(text))
    )


def _marked(piece: Piece) -> SafeString:
    return format_html('<mark class="gendered">{}</mark>', piece.text)
