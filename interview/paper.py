"""A kit on paper: what to ask and how to judge it, for an hour without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from interview import scripting
from questions import tree
from questions.card import Card, Words, pick

if TYPE_CHECKING:
    from interview.models import Kit, KitChain

Shown = Literal["all", "short", "questions"]  # how much of a card stands on paper


@dataclass(frozen=True)
class PaperQuestion:
    """One question: its printed number, how deep it stands (0 for a root), its card.

    `page` is the card as HTML in the reader's language (see `questions.sheet`).
    """

    path: str
    depth: int
    card: Card
    page: dict[str, Any]


@dataclass(frozen=True)
class PaperChain:
    """A chain with the minutes that the kit gives it; its root comes first."""

    minutes: int
    core: bool
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True)
class Paper:
    """All that a printed kit shows, in the order of asking."""

    kit: str
    position: str
    minutes: int
    opening: Words
    closing: Words
    chains: tuple[PaperChain, ...]

    @classmethod
    def of(cls, kit: Kit, language: str) -> Paper:
        """Give a kit as the bank has it now. Costs three queries, whatever its size."""
        asked = scripting.Asked(kit, pages=True)
        chains = [
            PaperChain(chain.minutes, chain.core, tuple(_questions(asked, chain, number, language)))
            for number, chain in enumerate(asked.chains, start=1)
        ]
        return cls(
            kit=kit.title,
            position=kit.position.title,
            minutes=kit.minutes,
            opening=pick(kit.opening, language),
            closing=pick(kit.closing, language),
            chains=tuple(chains),
        )

    @property
    def size(self) -> int:
        """How many questions there are."""
        return sum(len(chain.questions) for chain in self.chains)


def _questions(
    asked: scripting.Asked, chain: KitChain, number: int, language: str
) -> Iterator[PaperQuestion]:
    for node in tree.walk([asked.trees[chain.root_id]]):
        revision = asked.cards[node.item.pk].current
        below = node.path.partition(".")[2]
        path = f"{number}.{below}" if below else str(number)
        yield PaperQuestion(path, node.depth, revision.card, revision.html[language])
