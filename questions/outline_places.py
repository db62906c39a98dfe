"""Where the questions of a pack stand after an import: the file's order, the fewest changes.

What the file lacks, and what is retired, stays behind the sibling behind which it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol, TypeVar

from questions.models import Question, Topic


class Row(Protocol):
    """What has a place among its siblings; `pk` is None before it is saved."""

    position: Any

    @property
    def pk(self) -> Any: ...


R = TypeVar("R", bound=Row)


def merged(old: Sequence[R], wanted: Sequence[R]) -> list[R]:
    """Give the wanted order, with each row that only `old` has behind the one it stood behind."""
    given = {id(row) for row in wanted}
    behind: dict[int, list[R]] = defaultdict(list)
    last = 0
    for row in old:
        if id(row) in given:
            last = id(row)
        else:
            behind[last].append(row)
    order = behind[0]
    for row in wanted:
        order += [row, *behind[id(row)]]
    return order


def number(order: Iterable[R], old: Iterable[R]) -> None:
    """Give rising positions to rows in this order; `old` ones keep theirs where it rises already.

    Equal positions rise by key, as the database sorts them.
    """
    own = {id(row) for row in old}
    last: tuple[int, float] = (-1, inf)
    for row in order:
        if id(row) in own and (row.position, row.pk or 0) > last:
            last = (row.position, row.pk or 0)
        else:
            row.position = last[0] + 1
            last = (row.position, inf)


@dataclass(eq=False)
class Place:
    """The place of one question; the question, its parent and its topic may be unsaved.

    `topic` is read at root questions only: a follow-up is always in the topic of its chain.
    """

    question: Question
    parent: Place | None
    topic: Topic | None
    position: int

    @property
    def pk(self) -> int | None:
        """The key of the question."""
        return self.question.pk

    @property
    def group(self) -> Hashable:
        """What siblings have in common: the parent, or for root questions the topic."""
        return self.parent or (id(self.topic) if self.topic else None)

    @property
    def level(self) -> int:
        """How many questions stand above."""
        return self.parent.level + 1 if self.parent else 0

    def chain_topic(self) -> Topic | None:
        """Give the topic of the chain that the question belongs to."""
        place = self
        while place.parent:
            place = place.parent
        return place.topic

    def settle(self) -> bool:
        """Put the question there; say whether that is another place than it had."""
        question, topic = self.question, self.chain_topic()
        old = question.parent_id, question.topic_id, question.position
        unsaved = any(above is not None and above.pk is None for above in (self.parent, topic))
        question.parent = self.parent.question if self.parent else None
        question.topic, question.position = topic, self.position
        return unsaved or old != (question.parent_id, question.topic_id, question.position)


class Places:
    """The places of all questions of a pack, to be changed and then settled."""

    def __init__(self, rows: Iterable[Question], topics: Mapping[int, Topic]) -> None:
        """`rows` come in the order of their places, `topics` by their keys."""
        self.by_pk = {
            row.pk: Place(row, None, topics.get(row.topic_id or 0), row.position) for row in rows
        }
        for place in self.by_pk.values():
            place.parent = self.by_pk.get(place.question.parent_id or 0)
        self.old: dict[Hashable, list[Place]] = defaultdict(list)
        for place in self.by_pk.values():
            self.old[place.group].append(place)

    def of(self, pk: int | None) -> Place | None:
        """Give the place of a saved question."""
        return self.by_pk.get(pk or 0)

    def arrange(self, wanted: Iterable[Place]) -> None:
        """Let siblings, which have their new parent or topic already, stand in this order."""
        groups: dict[Hashable, list[Place]] = defaultdict(list)
        for place in wanted:
            groups[place.group].append(place)
        for group, places in groups.items():
            stayed = [place for place in self.old[group] if place.group == group]
            number(merged(stayed, places), stayed)

    def settle(self) -> list[Question]:
        """Put every saved question into its place; give those that had another one."""
        return [place.question for place in self.by_pk.values() if place.settle()]
