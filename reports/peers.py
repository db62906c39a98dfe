"""How the scorecards of one position came out, for the one that is read to be seen among them."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from interview import scoring
from interview.models import Kit, Line, Scorecard, Seat
from reports.report import ANSWERED


def peers(user: Any, scorecard: Scorecard) -> list[Decimal]:
    """Give the averages of the other scorecards of the position that the user may read.

    One query. Those without an average (too little was scored) are left out.
    """
    position = Kit.objects.filter(pk=scorecard.seat.interview.kit_id).values("position")
    seats = Seat.objects.readable_by(user).exclude(pk=scorecard.seat_id)
    seats = seats.filter(interview__kit__position__in=position)
    lines = Line.objects.counted().filter(
        scorecard__in=seats.values("scorecard"), outcome__in=ANSWERED
    )
    sums = lines.values("scorecard").annotate(total=Sum("score"), scored=Count("score"))
    found = [scoring.mean(row["total"] or 0, row["scored"]) for row in sums.order_by("scorecard")]
    return [average for average in found if average is not None]
