"""Who sits in an interview, and how far each of them is: never what they scored."""

from dataclasses import dataclass

from interview.models import Interview, Seat
from interview.phase import Phase, phases


@dataclass(frozen=True)
class Place:
    """One seat as the others may see it."""

    seat: Seat
    phase: Phase

    @property
    def shown(self) -> Phase:
        """The phase as colleagues see it: planned, running or handed in, and no closer."""
        busy = (Phase.RUNNING, Phase.PAUSED, Phase.FINISHED)
        return Phase.RUNNING if self.phase in busy else self.phase


def roster(interview: Interview) -> list[Place]:
    """Give the seats of an interview in two queries."""
    seats = list(interview.seats.select_related("user"))
    known = phases(seats)
    return [Place(seat, known[seat.pk]) for seat in seats]
