"""Who may see and do what: the one place that says so.

Everybody who is signed in may use the bank, positions and kits. An interview is reached by those
who have a seat in it, a candidate by those who entered them or have a seat with them. To everybody
else there is no such thing: Http404, so that not even its existence shows. One query each.
"""

from typing import Any

from django.shortcuts import get_object_or_404

from interview.models import Candidate, Interview, Seat


def interview_or_404(user: Any, pk: int) -> Interview:
    """Give an interview in which the user has a seat, with its candidate, kit and position."""
    return get_object_or_404(
        Interview.objects.for_user(user).select_related("candidate", "kit__position"), pk=pk
    )


def seat_or_404(user: Any, interview_pk: int) -> Seat:
    """Give the user's own seat in an interview, with the interview, its candidate and kit."""
    return get_object_or_404(Seat.objects.of(user), interview__pk=interview_pk)


def journal_or_404(user: Any, interview_pk: int) -> Seat:
    """Give the user's own seat in an interview with no more than what its journal needs."""
    seats = Seat.objects.filter(user=user).select_related("interview")
    return get_object_or_404(seats, interview__pk=interview_pk)


def begun_or_404(user: Any, interview_pk: int) -> Seat:
    """Give the user's own seat in an interview, once its journal has begun."""
    seats = Seat.objects.filter(user=user, started_at__isnull=False).select_related("interview")
    return get_object_or_404(seats, interview__pk=interview_pk)


def candidate_or_404(user: Any, pk: int) -> Candidate:
    """Give a candidate whom the user entered or has a seat with."""
    return get_object_or_404(Candidate.objects.for_user(user), pk=pk)
