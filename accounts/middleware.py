"""What is known of the reader's whereabouts."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]


def time_zone(get_response: Handler) -> Handler:
    """Show times in the zone that the browser named in its `tz` cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            zone = zoneinfo.ZoneInfo(request.COOKIES.get("tz", ""))
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return middleware
