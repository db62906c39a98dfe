"""The time that an interview and each of its questions took, without pauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from interview.script import Node, Script, UnknownNode
from interview.state.entry import Entry


class Stretch(NamedTuple):
    """A span of time without a break in which one question was on screen."""

    question: str
    start: datetime
    end: datetime


@dataclass
class Clock:
    """Time counted so far: `spent` altogether, `on` each question; `current` is on screen.

    Time is counted while `running`, up to `mark`. The mark never goes back, so that no moment is
    counted twice and a clock that runs backwards counts nothing.
    """

    current: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    paused: bool = False
    running: bool = False
    mark: datetime | None = None
    spent: timedelta = timedelta()
    on: dict[str, timedelta] = field(default_factory=lambda: defaultdict(timedelta))
    stretches: list[Stretch] = field(default_factory=list)

    def settle(self, at: datetime) -> None:
        """Count the time since the mark, and move the mark."""
        if self.mark is None or at <= self.mark:
            return
        if self.running:
            self.spent += at - self.mark
            if self.current is not None:
                self.on[self.current] += at - self.mark
                self.stretches.append(Stretch(self.current, self.mark, at))
        self.mark = at

    def start(self, entry: Entry) -> None:
        """Begin, once."""
        if self.started_at is None:
            self.started_at = self.mark = entry.at
            self.running = True

    def open(self, entry: Entry) -> None:
        """Bring a question on screen."""
        self.settle(entry.at)
        self.current = entry.question

    def pause(self, entry: Entry) -> None:
        """Stop counting until `resume`."""
        if self.running:
            self.settle(entry.at)
            self.running, self.paused = False, True

    def resume(self, entry: Entry) -> None:
        """Go on after a pause or a finish."""
        if self.started_at is not None and not self.running:
            self.settle(entry.at)
            self.running, self.paused, self.finished_at = True, False, None

    def finish(self, entry: Entry) -> None:
        """Stop; a later `resume` goes on."""
        if self.started_at is not None and self.finished_at is None:
            self.settle(entry.at)
            self.running, self.paused, self.finished_at = False, False, self.mark


# A hand-in stops a clock that nobody stopped, or it would run for ever.
TICKS = {
    "start": Clock.start,
    "open": Clock.open,
    "pause": Clock.pause,
    "resume": Clock.resume,
    "finish": Clock.finish,
    "hand_in": Clock.finish,
}


def count(entries: Iterable[Entry], known: Mapping[str, Node], sight: Script) -> Clock:
    """Give the clock after the entries; those that are not of the clock are passed over.

    So is opening a node that is known but not in sight: its add was taken back. Raises
    UnknownNode for a node that nobody knows.
    """
    clock = Clock()
    for entry in entries:
        if entry.kind == "open" and entry.question not in sight:
            if entry.question not in known:
                raise UnknownNode(entry.question)
        elif entry.kind in TICKS:
            TICKS[entry.kind](clock, entry)
    return clock


def stretches(entries: Iterable[Entry], script: Script) -> list[Stretch]:
    """Give what was on screen when, of entries that were not taken back, over the script's nodes.

    Opening what is not in the script is passed over, as an added question that was taken back.
    """
    ticks = (entry for entry in entries if entry.kind != "open" or entry.question in script)
    return count(ticks, {}, script).stretches
