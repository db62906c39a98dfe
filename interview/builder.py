"""The kit builder: what the kit holds, its minutes against the plan, and what can be picked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.http import QueryDict

from interview import scripting
from interview.models import Kit, KitChain
from interview.scripting import Size
from interview.shelf import Group, Shelf
from questions.card import Words, pick

NOT_ASKED = Size(1, 0)


@dataclass(frozen=True)
class Refusal:
    """Minutes that were typed and cannot be kept, and what is wrong with them."""

    typed: str
    error: str


NO_REFUSALS: Mapping[int, Refusal] = MappingProxyType({})


@dataclass(frozen=True)
class Picked:
    """One chain of the kit, in its place."""

    number: int
    chain: KitChain
    prompt: Words
    size: Size
    first: bool
    last: bool
    refusal: Refusal | None

    @property
    def retired(self) -> bool:
        """Whether the bank has retired the question: then it will not be asked."""
        return self.chain.root.retired_at is not None

    @property
    def short(self) -> bool:
        """Whether the chain has fewer minutes than its cards plan."""
        return self.chain.minutes < self.size.minutes

    @property
    def minutes(self) -> str:
        return self.refusal.typed if self.refusal else str(self.chain.minutes)


@dataclass(frozen=True)
class Budget:
    """The minutes of the core and of the optional chains, against those planned."""

    core: int
    optional: int
    planned: int

    @property
    def chosen(self) -> int:
        return self.core + self.optional

    @property
    def over(self) -> int:
        return max(0, self.chosen - self.planned)

    @property
    def free(self) -> int:
        return max(0, self.planned - self.chosen)

    @property
    def scale(self) -> int:
        """The minutes that the full width of the bar stands for."""
        return max(self.chosen, self.planned)


class Builder:
    """All that the builder shows of one kit.

    `query` says what is on the shelf; `focus` is a place from 1 whose chain's last button gets
    the keyboard; `problem` says why what was asked for could not be done.
    """

    def __init__(
        self,
        kit: Kit,
        query: QueryDict,
        language: str,
        refusals: Mapping[int, Refusal] = NO_REFUSALS,
        focus: int = 0,
        problem: str = "",
    ) -> None:
        self.kit = kit
        self.shelf = Shelf(query)
        self.query = self.shelf.address
        self.focus = focus
        self.problem = problem
        self._language = language
        self._refusals = refusals
        self._rows = list(kit.chains.select_related("root__current"))

    @cached_property
    def chains(self) -> list[Picked]:
        """The kit's chains in their order, with the words that they have now."""
        sizes = scripting.sizes(chain.root.pack_id for chain in self._rows)
        return [
            Picked(
                number=number,
                chain=chain,
                prompt=_prompt(chain, self._language),
                size=sizes.get(chain.root_id, NOT_ASKED),
                first=number == 1,
                last=number == len(self._rows),
                refusal=self._refusals.get(chain.pk),
            )
            for number, chain in enumerate(self._rows, start=1)
        ]

    @cached_property
    def budget(self) -> Budget:
        asked = [chain for chain in self._rows if chain.root.retired_at is None]
        return Budget(
            core=sum(chain.minutes for chain in asked if chain.core),
            optional=sum(chain.minutes for chain in asked if not chain.core),
            planned=self.kit.minutes,
        )

    @property
    def questions(self) -> int:
        """How many questions would be asked, follow-ups included."""
        return sum(row.size.questions for row in self.chains if not row.retired)

    @cached_property
    def groups(self) -> list[Group]:
        """What is on the shelf, by topic."""
        return self.shelf.groups({chain.root_id for chain in self._rows}, self._language)

    @property
    def fresh(self) -> int:
        """How many of the chains on the shelf are not in the kit yet."""
        return self.shelf.count - sum(chain.root_id in self.shelf for chain in self._rows)


def _prompt(chain: KitChain, language: str) -> Words:
    revision = chain.root.current
    return pick(revision.content["prompt"] if revision else {}, language)
