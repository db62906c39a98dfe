"""How an interview went in time: what was on screen when, where hints came, where it paused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from interview.script import Script
from interview.state import Entry, in_order, stretches, undone_of


@dataclass(frozen=True)
class Stretch:
    """A span in seconds since the start; `node` was on screen, and none in a pause."""

    node: str
    start: int
    end: int

    @property
    def seconds(self) -> int:
        """How long it was."""
        return self.end - self.start


@dataclass(frozen=True)
class Mark:
    """A hint that was given: on which node, which step of the ladder, how long after the start."""

    node: str
    hint: int
    second: int


@dataclass(frozen=True)
class Course:
    """The stretches in the order of time, pauses among them, and the hints."""

    stretches: tuple[Stretch, ...]
    hints: tuple[Mark, ...]

    @classmethod
    def of(cls, journal: Sequence[Entry], script: Script) -> Course:
        """Read the journal of a seat up to where it was handed in."""
        undone = undone_of(journal)
        live = [entry for entry in in_order(journal) if entry.id not in undone]
        spans = [(span.question, span.start, span.end) for span in stretches(live, script)]
        if not spans:
            return cls((), ())
        start = spans[0][1]
        seen = tuple(Stretch(node, _since(start, a), _since(start, b)) for node, a, b in spans)
        return cls(tuple(_with_pauses(seen)), tuple(_hints(live, script, start)))

    @property
    def pauses(self) -> tuple[Stretch, ...]:
        """The stretches in which the clock stood still."""
        return tuple(stretch for stretch in self.stretches if not stretch.node)

    @property
    def length(self) -> int:
        """The seconds from the start to the end, pauses too."""
        return self.stretches[-1].end if self.stretches else 0

    def worked(self, second: int) -> int:
        """Give the seconds without pauses from the start until `second`."""
        return sum(
            min(stretch.end, second) - stretch.start
            for stretch in self.stretches
            if stretch.node and stretch.start < second
        )


def _with_pauses(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    end = 0
    for stretch in stretches:
        if stretch.start > end:
            yield Stretch("", end, stretch.start)
        if stretch.end > stretch.start:
            yield stretch
        end = stretch.end


def _hints(live: Iterable[Entry], script: Script, start: datetime) -> Iterator[Mark]:
    given: dict[str, int] = {}
    for entry in live:
        if entry.kind == "hint" and entry.question in script:
            if entry.value > given.get(entry.question, 0):
                yield Mark(entry.question, entry.value, max(0, _since(start, entry.at)))
            given[entry.question] = entry.value


def _since(start: datetime, at: datetime) -> int:
    return int((at - start).total_seconds() + 0.5)
