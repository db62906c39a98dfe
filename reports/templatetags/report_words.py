"""Filters that give a template the words that the exports use too."""

from collections.abc import Callable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.reader import WORDS
from reports.report import Text

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
