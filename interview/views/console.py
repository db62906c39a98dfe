"""The console: begin, walk the questions, finish, hand in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interview.access import seat_or_404
from interview.console import Console
from interview.forms import HandInForm, ReopenForm, posted
from interview.models import Refused, Seat
from interview.wrap_up import WrapUp


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the script and begin this seat's journal."""
    seat = seat_or_404(request.user, pk)
    try:
        seat.start(timezone.now())
    except Refused:
        return redirect(seat.interview)
    return redirect("interview:console", pk)


@require_GET
def console(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole script with what is recorded so far."""
    seat = seat_or_404(request.user, pk)
    if not seat.interview.started_at:
        return redirect(seat.interview)
    if seat.scorecard_id:
        return redirect("reports:report", pk)
    return render(request, "interview/console.html", {"console": _console(seat)})


@require_http_methods(["GET", "POST"])
def wrap_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Look back at what has gaps, make the overall call, and hand in."""
    seat = seat_or_404(request.user, pk)
    if not seat.interview.started_at:
        return redirect(seat.interview)
    if seat.scorecard_id:
        return redirect("reports:report", pk)
    now = timezone.now()
    board = WrapUp(_console(seat))
    form = HandInForm(posted(request), initial=board.draft)
    if request.method == "POST" and form.is_valid():
        seat.conclude(form.cleaned_data["call"], form.cleaned_data["summary"], now)
        return redirect("reports:report", pk)
    status = 422 if form.is_bound else 200
    context = {"board": board, "console": board.console, "form": form}
    return render(request, "interview/wrap_up.html", context, status=status)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a handed-in scorecard's journal again, with a reason that is kept."""
    seat = seat_or_404(request.user, pk)
    if not seat.scorecard_id:
        return redirect(seat.interview)
    form = ReopenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        seat.reopen(form.cleaned_data["reason"], timezone.now())
        return redirect("interview:wrap_up", pk)
    context = {"seat": seat, "interview": seat.interview, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "interview/reopen.html", context, status=status)


def _console(seat: Seat) -> Console:
    return Console(seat, (get_language() or "en")[:2], timezone.now())
