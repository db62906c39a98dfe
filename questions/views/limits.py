"""Requests that are too large get a page with the reason."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

CHUNK = 1 << 16

View = Callable[..., HttpResponseBase]


def within_limits(size: int, too_large: View) -> Callable[[View], View]:
    """Answer a request of more bytes by the view `too_large`, not with a bare 400.

    Its body is read to the end, or the browser would show a broken connection instead.
    """

    def limit(view: View) -> View:
        checked = csrf_protect(view)

        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and _is_too_large(request, size):
                while request.read(CHUNK):
                    pass
                return too_large(request, *args, **kwargs)
            return checked(request, *args, **kwargs)

        return csrf_exempt(limited)

    return limit


def _is_too_large(request: HttpRequest, size: int) -> bool:
    if int(request.META.get("CONTENT_LENGTH") or 0) > size:
        return True
    try:
        request.POST.get("act")
    except RequestDataTooBig:
        return True
    return False
