"""What an interviewer's own earlier interviews say about the time that a chain takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview.models import Line, Scorecard
from interview.pace import Usual
from interview.pace import usual as usual_of
from interview.script import Script
from interview.state import Outcome

if TYPE_CHECKING:
    from interview.models import Seat

MOST_INTERVIEWS = 10


def usual(seat: Seat, script: Script) -> dict[str, Usual]:
    """Give what each chain took in this person's last interviews, by its root. One query."""
    own = Scorecard.objects.counted().filter(seat__user=seat.user_id)
    last = own.exclude(seat=seat.pk).order_by("-pk").values("pk")[:MOST_INTERVIEWS]
    asked = [node.question for node in script.nodes if node.question]
    lines = Line.objects.filter(scorecard__in=last, question__in=asked)
    lines = lines.exclude(outcome=Outcome.NOT_REACHED).order_by()
    return usual_of(script, lines.values_list("scorecard_id", "question_id", "seconds"))
