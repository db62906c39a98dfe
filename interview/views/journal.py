"""Write to the journal: batches from the console's outbox, and plain forms."""

import json
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from interview.access import journal_or_404
from interview.answer_form import Doing, changes
from interview.models import Refused, Seat
from interview.state import Entry, InvalidEntry, State, fit
from interview.views.console import elsewhere

MOST_ENTRIES = 200
LONGEST_OFFLINE = timedelta(days=30)
CLOCK_SKEW = timedelta(minutes=5)
ACTS = ("pause", "resume", "finish", "undo", "redo")


@require_POST
def journal(request: HttpRequest, pk: int) -> JsonResponse:
    """Append a batch `{"seat": key, "entries": [...]}`; answer with the ids that are committed.

    403: the batch is for another seat than the one of whoever is signed in now. 422: an entry
    makes no sense (it is named). 409: the scorecard is handed in, or an id was used before for
    something else. Whichever it is, nothing of the batch was written.
    """
    seat = journal_or_404(request.user, pk)
    try:
        key, entries = _read(_body(request), timezone.now())
        if key != str(seat.key):
            return JsonResponse({"error": "other_seat"}, status=403)
        return JsonResponse({"saved": seat.record(entries)})
    except InvalidEntry as error:
        body = {"error": error.code, "message": str(error), "entry": error.entry}
        return JsonResponse(body, status=422)
    except Refused as refusal:
        return JsonResponse({"error": refusal.code, "entry": refusal.entry}, status=409)


@require_POST
def answer(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    """Record what a question's plain form says and the journal does not say yet."""
    seat = journal_or_404(request.user, pk)
    return _record(request, seat, node, lambda now: changes(request.POST, now, node))


@require_POST
def add(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    """Write an unplanned follow-up under a question."""
    seat = journal_or_404(request.user, pk)
    prompt = fit(request.POST.get("prompt", "")).strip()
    if not prompt:
        return _record(request, seat, node, lambda now: [])
    name = str(uuid.uuid4())
    value = {"parent": node, "prompt": prompt}
    return _record(request, seat, name, lambda now: [("add", name, value)])


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, finish, take the last act back, or do again what was taken back."""
    seat = journal_or_404(request.user, pk)
    kind = request.POST.get("kind", "")
    if kind not in ACTS:
        return HttpResponse(status=422)
    if kind in _BACK_AND_FORTH:
        return _record(request, seat, None, _BACK_AND_FORTH[kind])
    response = _record(request, seat, None, lambda now: [(kind, "", None)])
    done = kind == "finish" and response.status_code == HTTPStatus.FOUND
    return redirect("interview:wrap_up", pk) if done else response


def _undo(now: State) -> list[Doing]:
    return [("undo", "", {"entry": now.undoable[-1].entry})] if now.undoable else []


def _redo(now: State) -> list[Doing]:
    return [("redo", "", {"entry": now.redoable[-1].id})] if now.redoable else []


_BACK_AND_FORTH = {"undo": _undo, "redo": _redo}


def _record(
    request: HttpRequest,
    seat: Seat,
    node: str | None,
    doing: Callable[[State], Iterable[Doing]],
) -> HttpResponse:
    """Record what a plain form means, and lead back to the question: `node`, or the open one."""
    try:
        now = seat.state()
        seat.record(Entry(str(uuid.uuid4()), *one, timezone.now()) for one in doing(now))
    except InvalidEntry as error:
        context = {"interview": seat.interview, "error": error}
        return render(request, "interview/not_recorded.html", context, status=422)
    except Refused:
        return elsewhere(seat)
    anchor = node or now.current
    address = reverse("interview:console", args=[seat.interview_id])
    return redirect(f"{address}#q{anchor}" if anchor else address)


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RawPostDataException:  # the CSRF check has read it as a form: it is not JSON
        return b""


def _read(body: bytes, now: datetime) -> tuple[str, list[Entry]]:
    """Give a batch's seat and entries. Raises InvalidEntry for anything that is not one."""
    try:
        batch = json.loads(body)
        key, rows = str(batch["seat"]), batch["entries"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InvalidEntry("batch", "not a batch of entries") from error
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ENTRIES:
        raise InvalidEntry("batch", f"a batch has 1 to {MOST_ENTRIES} entries")
    return key, [_entry(row, now) for row in rows]


def _entry(row: Any, now: datetime) -> Entry:
    try:
        name, kind, question = (_text(row[field]) for field in ("id", "kind", "question"))
        return Entry(str(uuid.UUID(name)), kind, question, row["value"], _time(row["at"], now))
    except (ValueError, TypeError, KeyError) as error:
        refusal = InvalidEntry("entry", "an entry lacks a field or has a wrong one")
        refusal.entry = row.get("id") if isinstance(row, dict) else None
        raise refusal from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _time(text: str, now: datetime) -> datetime:
    """Read a client's time; a clock that is far off is set right, so that nothing is lost by it."""
    at = parse_datetime(text)
    if at is None or timezone.is_naive(at):
        raise ValueError("a time needs a date and a zone")
    return max(now - LONGEST_OFFLINE, min(at, now + CLOCK_SKEW))
