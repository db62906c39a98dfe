"""Put an unplanned follow-up into the bank."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from interview.access import seat_or_404
from interview.models import Promotion, Refused


@require_POST
def promote(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    """Put it below its parent, unverified, and lead back to the wrap-up, which links to it."""
    seat = seat_or_404(request.user, pk)
    if not seat.started_at:
        return redirect(seat.interview)
    try:
        Promotion.objects.promote(seat, node, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, _why_not(refused.code))
    else:
        messages.success(request, gettext("It is in the question bank now, unverified."))
    return redirect("interview:wrap_up", pk)


def _why_not(code: str) -> str:
    if code == "names_candidate":
        return gettext("It names the candidate. Write it in the question bank in other words.")
    if code == "parent_first":
        return gettext("Put the question above it into the bank first.")
    if code == "too_deep":
        return gettext("Follow-ups cannot be nested deeper than this.")
    return gettext("This interview has no such question.")
