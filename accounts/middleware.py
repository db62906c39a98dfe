"""What is known of the reader: who they are, and their whereabouts."""

import zoneinfo
from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

Handler = Callable[[HttpRequest], HttpResponse]


class SignInFirst(LoginRequiredMiddleware):
    """Ask who is not signed in, or no longer, to sign in; that leads back to the page they were on.

    A form or a request of htmx cannot be followed as a link, so not its own address but that of
    the page it stood on is where one comes back to. htmx would swap the sign-in page into a part
    of that page; it is told to leave instead. Who asks for JSON gets 401: nothing can be shown.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        """Lead to the sign-in page."""
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"error": "signed_out"}, status=401)
        if request.headers.get("HX-Request") == "true":
            page = _page_here(request, request.headers.get("HX-Current-URL", ""))
            return _told_to_htmx(redirect_to_login(page or "/"))
        page = _page_here(request, request.headers.get("Referer", ""))
        if page and request.method not in ("GET", "HEAD"):
            return redirect_to_login(page)
        return super().handle_no_permission(request, view_func)


def _told_to_htmx(response: HttpResponseRedirect) -> HttpResponseRedirect:
    """Say a redirect in a header that htmx obeys; the browser would follow it behind its back."""
    response.status_code = 200
    response.headers["HX-Redirect"] = response.url
    del response.headers["Location"]
    return response


def _page_here(request: HttpRequest, url: str) -> str | None:
    """Give the path of an address that is one of ours, else None."""
    if not url or not url_has_allowed_host_and_scheme(url, request.get_host()):
        return None
    return urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl() or "/"


def time_zone(get_response: Handler) -> Handler:
    """Show times in the zone that the browser named in its `tz` cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        zone = _zone(request.COOKIES.get("tz", ""))
        with timezone.override(zone) if zone else nullcontext():
            return get_response(request)

    return middleware


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
