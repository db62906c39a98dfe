"""Login is the default: every address asks a stranger to sign in, but for those listed here."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

ANONYMOUS = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "accounts:join",
    "set_language",
    "worker",
}
SAMPLES = {
    "IntConverter": 1,
    "PathConverter": "a/b",
    "SlugConverter": "a",
    "StringConverter": "a",
    "UUIDConverter": UUID(int=1),
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Give the name of every address below, and sample arguments for it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + pattern.name, arguments(pattern)
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, namespace + inner)


def arguments(pattern: URLPattern) -> dict[str, object]:
    if isinstance(pattern.pattern, RoutePattern):
        converters = pattern.pattern.converters.items()
        return {name: SAMPLES[type(converter).__name__] for name, converter in converters}
    return dict.fromkeys(pattern.pattern.regex.groupindex, "1")


ADDRESSES = dict(patterns(get_resolver()))


def test_every_exception_is_an_address():
    assert ANONYMOUS - set(ADDRESSES) == set()


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - ANONYMOUS))
def test_a_stranger_is_asked_to_sign_in(client, db, name):
    path = reverse(name, kwargs=ADDRESSES[name])
    for ask in (client.get, client.post):
        page = ask(path)
        assert (page.status_code, page.url) == (302, f"{reverse('account_login')}?next={path}")


@pytest.mark.parametrize("name", sorted(ANONYMOUS - {"account_logout", "set_language"}))
def test_an_exception_answers_a_stranger(client, db, name):
    page = client.get(reverse(name, kwargs=ADDRESSES[name]))
    assert "?next=" not in page.headers.get("Location", "")
