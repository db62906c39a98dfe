"""Where in a card the words of a search stand, when it is not in its prompt."""

from __future__ import annotations

from dataclasses import dataclass

from questions.card import Card, facets, pick
from questions.highlight import Stretch, excerpt, mark
from questions.markup import plain

PARTS = (
    *("prompt", "answer", "heard", "key_points", "hints", "anchors", "pitfalls", "why"),
    *("probe", "figure", "answer_figure"),
)


@dataclass(frozen=True)
class Found:
    """The first part of a card that holds one of the words, and the words around it."""

    part: str
    language: str
    stretches: tuple[Stretch, ...]


def elsewhere(card: Card, words: list[str], reader: str) -> Found | None:
    """Find what the prompt that is shown does not hold, in the reader's language first."""
    if any(stretch.hit for stretch in mark(pick(card.prompt, reader).text, words)):
        return None
    for (part, language), text in sorted(facets(card).items(), key=lambda one: one[0][1] != reader):
        said = part == "sources" or (part in PARTS and language)
        if said and excerpt(text, words) and (found := excerpt(plain(text), words)):
            return Found(part, language, found)
    return None
