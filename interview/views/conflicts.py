"""Fields that were written in two places at once: see both values, choose one."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from interview.access import begun_or_404
from interview.conflicts import disputed
from interview.models import Refused


@require_safe
def conflicts(request: Request, pk: int) -> HttpResponse:
    """Show the part of the page that lists them."""
    seat = begun_or_404(request.user, pk)
    context = {"interview": seat.interview, "disputed": list(disputed(seat.state()))}
    return render(request, "interview/_conflicts.html", context)


@require_POST
def choose(request: Request, pk: int) -> HttpResponse:
    """Let one of the values stand; lead back to where one was."""
    seat = begun_or_404(request.user, pk)
    with suppress(Refused):  # chosen twice, or elsewhere meanwhile: the page shows what stands
        seat.choose(request.POST.get("entry", ""), timezone.now())
    page = "wrap_up" if request.POST.get("page") == "wrap_up" else "console"
    return redirect(f"interview:{page}", pk)
