"""A browser that keeps its connection and times what it waits for."""

import gzip
import http.client
from dataclasses import dataclass
from time import perf_counter

from django.conf import settings
from django.core.management.base import CommandError
from django.test import Client
from django.utils.crypto import get_random_string

from accounts.models import User


@dataclass(frozen=True)
class Answer:
    """One answer: seconds until its last byte was here, seconds inside Django, queries, body."""

    wait: float
    server: float
    queries: int
    body: bytes
    packed: bool

    @property
    def raw(self) -> bytes:
        """The body as it reads."""
        return gzip.decompress(self.body) if self.packed else self.body


class Browser:
    """One signed-in person's browser on one connection."""

    def __init__(self, place: str, user: User) -> None:
        token = get_random_string(32)
        self.connection = http.client.HTTPConnection(place, timeout=60)
        self.headers = {
            "Accept-Encoding": "gzip",
            "Accept-Language": "ko",
            "Content-Type": "application/json",
            "Cookie": f"{_session(user)}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
        }

    def get(self, path: str) -> Answer:
        """Fetch a page. Raises CommandError unless it is there."""
        return self._fetch("GET", path, None)

    def post(self, path: str, body: bytes) -> Answer:
        """Send JSON. Raises CommandError unless it is taken."""
        return self._fetch("POST", path, body)

    def _fetch(self, method: str, path: str, body: bytes | None) -> Answer:
        began = perf_counter()
        self.connection.request(method, path, body, self.headers)
        response = self.connection.getresponse()
        content = response.read()
        wait = perf_counter() - began
        if response.status != 200:
            raise CommandError(f"{method} {path} was answered with {response.status}.")
        server = float(response.headers["Bench-Seconds"])
        queries = int(response.headers["Bench-Queries"])
        packed = response.headers["Content-Encoding"] == "gzip"
        return Answer(wait, server, queries, content, packed)


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
