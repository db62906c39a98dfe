"""The rules for every response find what they are made to find."""

import pytest
from django.http import HttpResponse

from tests.security import HEADERS, POLICY, assert_secure, inline_code


def response(html: str = "", **headers: str) -> HttpResponse:
    policy = "; ".join(f"{name} {sources}" for name, sources in POLICY.items())
    good = HEADERS | {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    made = HttpResponse(html, headers=good | headers)
    made.request = {"PATH_INFO": "/"}
    return made


def test_a_good_response_passes():
    assert_secure(
        response('<link rel="stylesheet" href="/static/a.css"><a href="https://b.c">b</a>')
    )


@pytest.mark.parametrize(
    "header",
    [
        {"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"},
        {"Content-Security-Policy": ""},
        {"Cache-Control": "private"},
        {"X-Frame-Options": "SAMEORIGIN"},
    ],
)
def test_a_weak_header_fails(header):
    with pytest.raises(AssertionError):
        assert_secure(response(**header))


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<script src="https://cdn.example/a.js"></script>',
        '<img src="//tracker.example/a.png">',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_inline_code_and_foreign_sources_are_found(html):
    assert len(inline_code(html)) == 1
    with pytest.raises(AssertionError):
        assert_secure(response(html))
