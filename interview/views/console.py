"""The console: begin, walk the questions, finish, hand in."""

import json
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from interview.access import seat_or_404
from interview.conflicts import disputed
from interview.console import Console
from interview.forms import HandInForm, ReopenForm, posted
from interview.models import Interview, Missing, Refused, Seat
from interview.picture import heads
from interview.state import InvalidEntry
from interview.wrap_up import WrapUp
from questions.reading import reader_language


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the script and begin this seat's journal."""
    seat = seat_or_404(request.user, pk)
    try:
        seat.start(timezone.now())
    except Refused:
        return redirect(seat.interview)
    return first_page(seat.interview)


@require_safe
def console(request: Request, pk: int) -> HttpResponse:
    """Show the whole script with what is recorded so far."""
    seat = seat_or_404(request.user, pk)
    order = seat.order  # read first: what comes meanwhile is told again rather than never
    board = _board(seat)
    if not board:
        return elsewhere(seat)
    shown = {**_shown(board, order), **_shortcodes(request.user.shortcodes)}
    response = render(request, "interview/console.html", shown)
    response.headers["X-Kept-As"] = f"kept-{seat.user_id}-{seat.key}"  # for the service worker
    return response


@require_http_methods(["GET", "POST"])
def wrap_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Look back at what has gaps, make the overall call, and hand in."""
    seat = seat_or_404(request.user, pk)
    order = seat.order
    board = _board(seat)
    if not board:
        return elsewhere(seat)
    gaps = WrapUp(board)
    said = gaps.with_draft if "draft" in request.GET else gaps.recorded
    form = HandInForm(posted(request), initial=said)
    if form.is_valid() and _hand_in(seat, form):
        return redirect("reports:report", pk)
    context = {**_shown(board, order), "board": gaps, "form": form}
    return render(request, "interview/wrap_up.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a handed-in scorecard's journal again, with a reason that is kept."""
    seat = seat_or_404(request.user, pk)
    if not seat.scorecard_id:
        return redirect(seat.interview)
    form = ReopenForm(posted(request))
    if form.is_valid():
        with suppress(Refused):  # sent twice: the first one did it
            seat.reopen(form.cleaned_data["reason"], timezone.now())
        return redirect("interview:wrap_up", pk)
    context = {"seat": seat, "interview": seat.interview, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "interview/reopen.html", context, status=status)


def first_page(interview: Interview) -> HttpResponse:
    """Lead to the console: to what is said first, where the kit says it."""
    anchor = "#opening" if (interview.frozen or {}).get("opening") else ""
    return redirect(f"{reverse('interview:console', args=[interview.pk])}{anchor}")


def _hand_in(seat: Seat, form: HandInForm) -> bool:
    """Hand in what the form says; a text that cannot be kept becomes an error of the form."""
    try:
        data = form.cleaned_data
        seat.conclude(data["call"], data["summary"], timezone.now(), data["known"])
    except InvalidEntry:
        form.add_error("summary", _("The text holds a character that cannot be kept."))
        return False
    except Missing as missing:
        form.add_missing(missing.entries)
        return False
    except Refused as refused:
        if refused.code == "conflict":
            form.add_error(None, _("Something was written in two places: choose what stands."))
            return False
        # another tab was faster: what it handed in stands
        return bool(Seat.objects.filter(pk=seat.pk, scorecard__isnull=False))
    return True


def _board(seat: Seat) -> Console | None:
    """Give the seat's console; None while there is none: not begun, or handed in."""
    if seat.scorecard_id or not seat.started_at:
        return None
    return Console(seat, reader_language(), timezone.now())


def _shown(board: Console, order: int) -> dict[str, Any]:
    """What a page with an outbox needs: how far the journal was read, and what stands in it."""
    return {
        "console": board,
        "interview": board.interview,
        "order": order,
        "heads": json.dumps(heads(board.state)),
        "disputed": list(disputed(board.state)),
    }


def _shortcodes(codes: dict[str, str]) -> dict[str, Any]:
    return {"shortcodes": codes, "codes": json.dumps(codes)}


def elsewhere(seat: Seat) -> HttpResponse:
    """Lead to where a seat without a console is: at its report, or still at the plan."""
    return (
        redirect("reports:report", seat.interview_id)
        if seat.scorecard_id
        else redirect(seat.interview)
    )
