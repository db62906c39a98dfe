"""What is demanded of every response, error pages too."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class CheckedClient(Client):
    """Django's test client; holds every response against the rules of this module."""

    def request(self, **request: object) -> HttpResponse:
        """Send the request; raises AssertionError for a response that breaks a rule."""
        response = super().request(**request)
        assert_secure(response)
        return response


def assert_secure(response: HttpResponse) -> None:
    """Hold the headers, and the markup of an HTML page, against the rules."""
    wrong = [*_wrong_headers(response), *_wrong_markup(response)]
    assert wrong == [], f"{response.request['PATH_INFO']}: {wrong}"


def _wrong_headers(response: HttpResponse) -> list[str]:
    given = {name: response.headers.get(name) for name in HEADERS}
    wrong = [f"{name} is {given[name]}" for name in HEADERS if given[name] != HEADERS[name]]
    if policy(response) != POLICY:
        wrong.append(f"policy is {policy(response)}")
    if "no-store" not in response.headers.get("Cache-Control", "").split(", "):
        wrong.append("may be stored")
    return wrong


def _wrong_markup(response: HttpResponse) -> list[str]:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return inline_code(response.content.decode()) if is_page else []


def policy(response: HttpResponse) -> dict[str, str]:
    """Give the content security policy by directive."""
    parts = response.headers.get("Content-Security-Policy", "").split("; ")
    return {name: sources for name, _space, sources in (part.partition(" ") for part in parts)}


def inline_code(html: str) -> list[str]:
    """List scripts, styles and addresses in the markup that the policy would block."""
    finder = _InlineCode()
    finder.feed(html)
    return finder.found


class _InlineCode(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on") or "javascript:" in (value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")
            if tag != "a" and name in {"src", "href"} and not _own(value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")


def _own(address: str) -> bool:
    return address.startswith(("/", "#")) and not address.startswith("//")
