"""Write to the journal, by batches of an outbox and by plain forms; read it anew."""

import uuid
from collections.abc import Callable, Iterable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from interview.access import begun_or_404, journal_or_404
from interview.answer_form import Doing, changes
from interview.batch import Batch, is_uuid
from interview.models import Quarantined, Refused, Screen, Seat
from interview.picture import picture
from interview.state import Entry, InvalidEntry, State, fit
from interview.views.console import elsewhere

MOST_NEWS = 1000
ACTS = ("pause", "resume", "finish", "show", "undo", "redo")


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: Request, pk: int) -> JsonResponse:
    """Append a batch `{"seat": key, "entries": [...]}`, or read what all entries add up to.

    A batch is answered with the ids that are committed (`saved`) and how far the journal is with
    them (`order`). 403: it is for another seat than
    the one of whoever is signed in now. 422: an entry makes no sense (it is named). 409: the
    scorecard is handed in, an id was used before for something else, or the seat is gone.
    Whichever it is, nothing of the batch was written, and what was refused is kept apart (`kept`).
    """
    if request.method == "POST":
        return _append(request, pk)
    seat = begun_or_404(request.user, pk)
    order = seat.order  # read first: what comes meanwhile is told again rather than never
    return JsonResponse(picture(seat.state(), order))


@require_safe
def since(request: Request, pk: int, order: int) -> JsonResponse:
    """Name the entries after this one, for a page that asks often; `?seat=key` as in a batch.

    403 and 404: the seat is somebody else's. 410: it is gone; what was meant for it can be sent,
    and is kept apart.
    """
    key = request.GET.get("seat", "")
    seat = _own_seat(request, pk)
    if seat is None or str(seat.key) != key:
        return _not_own(key, seat)
    rows = seat.entries.filter(pk__gt=order).order_by("pk").values("pk", "uuid", "device", "at")
    entries = [
        {"order": row["pk"], "id": row["uuid"], "device": row["device"], "at": row["at"]}
        for row in rows[:MOST_NEWS]
    ]
    closed = seat.scorecard_id is not None
    return JsonResponse({"seat": seat.key, "entries": entries, "closed": closed})


@require_POST
def answer(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    """Record what a question's plain form says and the journal does not say yet."""
    seat = journal_or_404(request.user, pk)
    response = _record(request, seat, node, lambda now: changes(request.POST, now, node))
    back = "wrap_up" in request.POST and response.status_code == HTTPStatus.FOUND
    return redirect("interview:wrap_up", pk) if back else response


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
    """Pause, resume, finish, show a `question` to the candidate or none, undo, or redo."""
    seat = journal_or_404(request.user, pk)
    kind = request.POST.get("kind", "")
    if kind not in ACTS:
        return HttpResponse(status=422)
    if kind in _BACK_AND_FORTH:
        return _record(request, seat, None, _BACK_AND_FORTH[kind])
    if kind == "show":
        return _show(request, seat, request.POST.get("question", ""))
    response = _record(request, seat, None, lambda now: [(kind, "", None)])
    done = kind == "finish" and response.status_code == HTTPStatus.FOUND
    return redirect("interview:wrap_up", pk) if done else response


def _append(request: Request, pk: int) -> JsonResponse:
    seat = (
        Seat.objects.filter(user=request.user, interview__pk=pk).select_related("interview").first()
    )
    try:
        batch = Batch.read(_body(request))
    except InvalidEntry as error:
        if seat is None:
            raise Http404 from error
        return _refusal(error, [], HTTPStatus.UNPROCESSABLE_ENTITY)
    if seat is None or seat.key != batch.seat:
        return _astray(request, batch, seat)
    try:
        entries = batch.entries(timezone.now())
        saved = seat.record(entries)
        return JsonResponse({"saved": list(saved), "order": max(saved.values())})
    except InvalidEntry as error:
        rows = batch.named(error.entry) if error.entry else []
        kept = Quarantined.objects.keep(request.user, seat, rows, error.code)
        return _refusal(error, kept, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Refused as refusal:
        known = set() if refusal.entry else seat.has(entry.id for entry in entries)
        rows = [row for row in batch.named(refusal.entry) if row["id"] not in known]
        kept = Quarantined.objects.keep(request.user, seat, rows, refusal.code)
        return _refusal(refusal, kept, HTTPStatus.CONFLICT, known)


def _astray(request: Request, batch: Batch, seat: Seat | None) -> JsonResponse:
    """Answer a batch for a seat that is not the sender's: somebody else's, or gone."""
    if Seat.objects.filter(key=batch.seat).exists():
        return _not_own(str(batch.seat), seat)
    kept = Quarantined.objects.keep(request.user, None, batch.named(None), "no_seat")
    return _refusal(Refused("no_seat"), kept, HTTPStatus.CONFLICT)


def _own_seat(request: Request, pk: int) -> Seat | None:
    seats = Seat.objects.filter(user=request.user, interview__pk=pk)
    return seats.select_related("interview").first()


def _not_own(key: str, seat: Seat | None) -> JsonResponse:
    """Answer who asks for this key and sits in `seat`, or nowhere."""
    if is_uuid(key) and not Seat.objects.filter(key=key).exists():
        return JsonResponse({"error": "no_seat"}, status=410)
    if seat is None:
        raise Http404
    return JsonResponse({"error": "other_seat"}, status=403)


def _refusal(
    error: InvalidEntry | Refused, kept: list[str], status: int, saved: Iterable[str] = ()
) -> JsonResponse:
    body = {"error": error.code, "entry": error.entry, "kept": kept, "saved": sorted(saved)}
    if isinstance(error, InvalidEntry):
        body["message"] = error.message
    return JsonResponse(body, status=status)


def _show(request: HttpRequest, seat: Seat, node: str) -> HttpResponse:
    """Show a question on the candidate's screen; lead to where one is opened if there is none."""
    if node and not Screen.objects.filter(seat=seat).fresh(timezone.now()):
        return redirect("interview:screen_link", seat.interview_id)
    return _record(request, seat, node or None, lambda now: [("show", node, None)])


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
