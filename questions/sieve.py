"""Which questions of a pack a keeper wants to see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

MONTH = timedelta(days=365) / 12
DEPTHS = {"0": range(1), "1": range(1, 2), "2": range(2, 32)}  # roots, follow-ups, what is below
ANY_GAP = "any"
NEVER = "never"
NO_TOPIC = 0


class Item(Protocol):
    """What is asked about a question."""

    @property
    def pk(self) -> int: ...
    @property
    def topic_id(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def standing(self) -> str: ...
    @property
    def gaps(self) -> Collection[str]: ...
    @property
    def checked_on(self) -> date | None: ...


@dataclass(frozen=True)
class Sieve:
    """What all must hold; what is "" or None does not matter. `hits` are those that a text finds.

    `age` is "never", or the months since the last check.
    """

    today: date
    topic: int | None = None
    kind: str = ""
    level: str = ""
    depth: str = ""
    standing: str = ""
    gap: str = ""
    age: str = ""
    hits: Collection[int] | None = None

    def passes(self, item: Item, depth: int) -> bool:
        """Say whether a question, so deep below its root, is wanted."""
        return (
            (self.topic is None or (item.topic_id or NO_TOPIC) == self.topic)
            and self.kind in ("", item.kind)
            and self.level in ("", item.level)
            and self.standing in ("", item.standing)
            and (not self.depth or depth in DEPTHS[self.depth])
            and (self.gap in ("", *item.gaps) or (self.gap == ANY_GAP and bool(item.gaps)))
            and (not self.age or self._is_old(item.checked_on))
            and (self.hits is None or item.pk in self.hits)
        )

    def _is_old(self, checked_on: date | None) -> bool:
        if self.age == NEVER or checked_on is None:
            return checked_on is None and self.age == NEVER
        return checked_on < self.today - int(self.age) * MONTH
