"""Filters for the pages that load and check a pack."""

from collections.abc import Mapping
from typing import Any

from django import template

from questions import load_words, pack_words

register = template.Library()
register.filter(load_words.grouped)
register.filter(load_words.is_nothing)
register.filter(load_words.line_words)
register.filter(load_words.lists)
register.filter(load_words.load_words)
register.filter(load_words.part_labels)
register.filter("problem_words", pack_words.page_words)


@register.filter
def question_of(row: Mapping[str, Any], cards: Mapping[str, int]) -> int | None:
    """Give the question of the bank that a row of changes is about."""
    return cards.get(row["was"] or row["key"])
