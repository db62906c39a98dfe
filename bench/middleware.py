"""A stopwatch around all of Django: every answer says how long it took and what it asked."""

from collections.abc import Callable
from time import perf_counter

from django.db import connection
from django.http import HttpRequest, HttpResponse

from bench.queries import Counter

Handler = Callable[[HttpRequest], HttpResponse]


def stopwatch(get_response: Handler) -> Handler:
    """Add `Bench-Seconds` and `Bench-Queries` to what the other middleware and the view answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        with connection.execute_wrapper(counter := Counter()):
            response = get_response(request)
        response.headers["Bench-Seconds"] = str(perf_counter() - began)
        response.headers["Bench-Queries"] = str(counter.count)
        return response

    return middleware
