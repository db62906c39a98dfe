"""The candidate's screen, and the interviewer's page about its link."""

from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from interview.access import seat_or_404
from interview.models import Screen, Seat
from interview.screen import Sight, look
from interview.views.console import elsewhere
from questions.reading import reader_language

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@login_not_required
@require_safe
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was sent to the candidate's screen, to whoever has its link."""
    sight = look(key, timezone.now())
    if sight is None:
        return _closed()
    with translation.override(sight.language):
        part = _part(sight)
        # Not by `render`: the page knows nothing of the request, of who is signed in, of any form.
        context = {"sight": sight, "key": key, "part": part, "seen": _etag(part)}
        return HttpResponse(render_to_string("interview/screen.html", context))


@login_not_required
@require_safe
def screen_now(request: HttpRequest, key: str) -> HttpResponse:
    """Give the part of the screen that changes; 304 where the page shows it already."""
    sight = look(key, timezone.now())
    if sight is None:
        return _closed()
    with translation.override(sight.language):
        part = _part(sight)
    response = HttpResponse(part)
    response["ETag"] = _etag(part)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@require_http_methods(["GET", "HEAD", "POST"])
def screen_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the screen's link; `act` opens it anew, changes its language, or closes it."""
    seat = seat_or_404(request.user, pk)
    if seat.scorecard_id or not seat.started_at:
        return elsewhere(seat)
    if request.method == "POST":
        _act(seat, request.POST.get("act", ""), request.POST.get("language", ""))
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("interview:screen_link", pk)
    there = Screen.objects.filter(seat=seat).fresh(timezone.now()).first()
    context = {"interview": seat.interview, "screen": there}
    name = "_screen_link" if request.htmx else "screen_link"  # type: ignore[attr-defined]
    return render(request, f"interview/{name}.html", context)


def _act(seat: Seat, act: str, language: str) -> None:
    language = language if language in LANGUAGES else reader_language()
    there = Screen.objects.filter(seat=seat).first()
    if act == "open":
        Screen.objects.renew(seat, language=language, at=timezone.now())
    elif act == "speak" and there:
        there.speak(language)
    elif act == "close" and there:
        there.revoke()


def _part(sight: Sight) -> str:
    return mark_safe(render_to_string("interview/_screen.html", {"sight": sight}))  # noqa: S308


def _etag(part: str) -> str:
    """Name what is shown by what is shown: a counter would tell that something else happened."""
    return quote_etag(sha256(part.encode()).hexdigest()[:32])


def _closed() -> HttpResponse:
    """Answer alike whether the link was never there, is too old, was closed, or all is over."""
    return HttpResponse(render_to_string("interview/screen_closed.html"), status=404)
