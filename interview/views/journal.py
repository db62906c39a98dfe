"""Write to the journal: batches from the console's outbox, and plain forms."""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from interview.access import seat_or_404
from interview.answer_form import changes
from interview.models import Refused, Seat
from interview.state import Entry, InvalidEntry

MOST_ENTRIES = 200
ACTS = ("pause", "resume", "finish", "undo")


@require_POST
def journal(request: HttpRequest, pk: int) -> JsonResponse:
    """Append a batch `{"entries": [...]}`; answer with the ids that are committed.

    422: an entry makes no sense (it is named). 409: the scorecard is handed in, or an id was
    used before for something else. Either way nothing of the batch was written.
    """
    seat = seat_or_404(request.user, pk)
    try:
        entries = list(_read(request.body))
        return JsonResponse({"saved": seat.record(entries)})
    except InvalidEntry as error:
        body = {"error": error.code, "message": str(error), "entry": error.entry}
        return JsonResponse(body, status=422)
    except Refused as refusal:
        return JsonResponse({"error": refusal.code, "entry": refusal.entry}, status=409)


@require_POST
def answer(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    """Record what a question's plain form says and the journal does not say yet."""
    seat = seat_or_404(request.user, pk)
    wanted = changes(request.POST, seat.state(), node)
    return _record_and_return(request, seat, [_made_here(*act) for act in wanted], node)


@require_POST
def add(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    """Write an unplanned follow-up under a question."""
    seat = seat_or_404(request.user, pk)
    prompt = request.POST.get("prompt", "").strip()
    name = str(uuid.uuid4())
    entries = [_made_here("add", name, {"parent": node, "prompt": prompt})] if prompt else []
    return _record_and_return(request, seat, entries, name if prompt else node)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, finish, or take the last act back."""
    seat = seat_or_404(request.user, pk)
    kind = request.POST.get("kind")
    if kind not in ACTS:
        return HttpResponse(status=422)
    now = seat.state()
    if kind == "undo":
        entries = (
            [_made_here("undo", "", {"entry": now.undoable[-1].entry})] if now.undoable else []
        )
        return _record_and_return(request, seat, entries, now.current)
    response = _record_and_return(request, seat, [_made_here(kind, "", None)], now.current)
    return redirect("interview:wrap_up", pk) if kind == "finish" else response


def _record_and_return(
    request: HttpRequest, seat: Seat, entries: list[Entry], node: str | None
) -> HttpResponse:
    try:
        seat.record(entries)
    except InvalidEntry as error:
        context = {"seat": seat, "interview": seat.interview, "error": error, "node": node}
        return render(request, "interview/not_recorded.html", context, status=422)
    except Refused:
        return redirect("reports:report", seat.interview_id)
    anchor = f"#q{node}" if node else ""
    return redirect(reverse("interview:console", args=[seat.interview_id]) + anchor)


def _made_here(kind: str, question: str, value: Any) -> Entry:
    return Entry(str(uuid.uuid4()), kind, question, value, timezone.now())


def _read(body: bytes) -> Iterator[Entry]:
    """Give the entries of a batch. Raises InvalidEntry for anything that is not one."""
    try:
        rows = json.loads(body)["entries"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InvalidEntry("batch", "not a batch of entries") from error
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ENTRIES:
        raise InvalidEntry("batch", f"a batch has 1 to {MOST_ENTRIES} entries")
    for row in rows:
        yield _entry(row)


def _entry(row: Any) -> Entry:
    try:
        name = str(uuid.UUID(row["id"]))
        return Entry(name, row["kind"], row["question"], row["value"], _time(row["at"]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        refusal = InvalidEntry("entry", "an entry lacks a field or has a wrong one")
        refusal.entry = row.get("id") if isinstance(row, dict) else None
        raise refusal from error


def _time(text: str) -> datetime:
    at = parse_datetime(text)
    if at is None or timezone.is_naive(at):
        raise ValueError("a time needs a date and a zone")
    return at
