"""An interviewer's own interviews as lists: what is running, coming up, to hand in, handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interview.models import Entry, Interview, Seat, SeatQuerySet
from interview.phase import Phase, phases

MOST_OPEN = 50
MOST_RECENT = 5

# Whether a seat's own journal has begun: a colleague may have started the interview before.
STARTED = Exists(Entry.objects.filter(seat=OuterRef("pk"), kind="start"))

# What the list of interviews can be narrowed down to.
VIEWS: dict[str, Callable[[SeatQuerySet], SeatQuerySet]] = {
    "all": lambda seats: seats,
    "upcoming": lambda seats: seats.filter(~STARTED, scorecard=None),
    "running": lambda seats: seats.filter(STARTED, scorecard=None),
    "handed_in": lambda seats: seats.filter(scorecard__isnull=False),
}


@dataclass(frozen=True)
class Item:
    """One own interview in a list."""

    seat: Seat
    phase: Phase

    @property
    def interview(self) -> Interview:
        return self.seat.interview

    @property
    def day(self) -> date:
        """The day for which it is planned, in the reader's time zone."""
        return timezone.localdate(self.interview.planned_at)


def mine(user: Any) -> SeatQuerySet:
    """Give the user's own seats as a list shows them: without the scripts, which are long."""
    return Seat.objects.of(user).defer("interview__frozen")


def items(seats: Iterable[Seat]) -> list[Item]:
    """Say of each seat how far it is; one query for all."""
    seats = list(seats)
    known = phases(seats)
    return [Item(seat, known[seat.pk]) for seat in seats]


@dataclass(frozen=True)
class Part:
    """Some of one's own interviews under one heading."""

    key: str
    title: str | Promise
    items: Sequence[Item]


class Agenda:
    """What one interviewer has to do next, at most MOST_OPEN interviews. Costs three queries."""

    def __init__(self, user: Any, today: date) -> None:
        own = mine(user)
        soonest = own.filter(scorecard=None).order_by("interview__planned_at", "pk")
        self._open = items(soonest[:MOST_OPEN])
        done = own.filter(scorecard__isnull=False).order_by("-scorecard__handed_in_at", "-pk")
        self._recent = [Item(seat, Phase.HANDED_IN) for seat in done[:MOST_RECENT]]
        self._today = today

    @property
    def empty(self) -> bool:
        """Whether this interviewer has no interview at all yet."""
        return not self._open and not self._recent

    @cached_property
    def parts(self) -> list[Part]:
        """The parts that have something in them, the most urgent first."""
        planned = [(item, item.day) for item in self._open if item.phase == Phase.PLANNED]
        parts = [
            Part("running", _("Under way"), self._in(Phase.RUNNING, Phase.PAUSED)),
            Part("today", _("Today"), [item for item, day in planned if day == self._today]),
            Part("overdue", _("Not started"), [item for item, day in planned if day < self._today]),
            Part("drafts", _("To hand in"), self._in(Phase.FINISHED)),
            Part("later", _("Coming up"), [item for item, day in planned if day > self._today]),
            Part("recent", _("Handed in recently"), self._recent),
        ]
        return [part for part in parts if part.items]

    def _in(self, *wanted: Phase) -> list[Item]:
        return [item for item in self._open if item.phase in wanted]
