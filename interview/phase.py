"""How far a seat is, told for a whole list of seats at once and without folding their journals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from interview import state
from interview.models import Entry, Seat
from interview.script import Script
from interview.state import clock

KINDS = ("start", "pause", "resume", "finish", "hand_in", "undo", "redo")


class Phase(models.TextChoices):
    """What a seat is at; finished means that the scorecard is still to be handed in."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    FINISHED = "finished", _("Not handed in")
    HANDED_IN = "handed_in", _("Handed in")


def phases(seats: Iterable[Seat]) -> dict[int, Phase]:
    """Give each seat's phase by its id, in one query."""
    seats = list(seats)
    acts: dict[int, list[state.Entry]] = defaultdict(list)
    rows = Entry.objects.filter(seat__in=[s.pk for s in seats if not s.scorecard_id])
    rows = rows.filter(kind__in=KINDS).order_by("pk")
    for row in rows.values_list("seat_id", "uuid", "kind", "question", "value", "at"):
        seat, uid, kind, question, value, at = row
        acts[seat].append(state.Entry(str(uid), kind, question, value, at))
    return {s.pk: Phase.HANDED_IN if s.scorecard_id else _of(acts[s.pk]) for s in seats}


def _of(acts: list[state.Entry]) -> Phase:
    """Read the clock's own acts by the rules of the fold: what was undone counts as not made."""
    undone = state.undone_of(acts)
    time = clock.count((act for act in acts if act.id not in undone), {}, Script(()))
    if time.started_at is None:
        return Phase.PLANNED
    if time.finished_at is not None:
        return Phase.FINISHED
    return Phase.PAUSED if time.paused else Phase.RUNNING
