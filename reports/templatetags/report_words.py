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


@register.filter
def bar_width(average: object) -> str:
    """Give how much of a bar of 100 an average on the scale from 1 to 4 fills."""
    return f"{(float(str(average)) - 1) / 3 * 100:.1f}"


@register.filter
def step(average: object) -> int:
    """Give the step of the scale that an average is nearest to, halves rounded up."""
    return int(float(str(average)) + 0.5)
