"""Who may read which report.

Blind scoring: a colleague's report opens once one's own scorecard is handed in, and shuts again
while one's own is reopened. Whatever may not be read does not exist: Http404.
"""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from interview.access import seat_or_404
from interview.models import Scorecard, Seat
from questions.numbers import whole


def readable_seat_or_404(user: Any, interview_pk: int, wanted: str = "") -> Seat:
    """Give the user's own seat, or that colleague's seat of the same interview if it is open."""
    own = seat_or_404(user, interview_pk)
    if wanted in ("", str(own.pk)):
        return own
    if not own.scorecard_id:
        raise Http404
    return get_object_or_404(own.interview.seats, pk=_number_or_404(wanted))


def scorecard_or_404(seat: Seat, wanted: str = "") -> Scorecard | None:
    """Give the scorecard with this number, else the one handed in now, None where there is none.

    The seat, its user, the interview and the candidate are fetched along: one query.
    """
    if not wanted and not seat.scorecard_id:
        return None
    which = {"number": _number_or_404(wanted)} if wanted else {"pk": seat.scorecard_id}
    cards = Scorecard.objects.select_related("seat__user", "seat__interview__candidate")
    return get_object_or_404(cards, seat=seat, **which)


def _number_or_404(text: str) -> int:
    number = whole(text)
    if number is None:
        raise Http404
    return number
