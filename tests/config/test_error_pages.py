"""Error pages: designed, in two languages, with the headers of every other page."""

import logging

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from tests.security import CheckedClient


@pytest.fixture(autouse=True)
def _quiet(caplog) -> None:
    """Keep the expected errors out of the output."""
    caplog.set_level(logging.CRITICAL, logger="django")


def heading(page: HttpResponse) -> str:
    return page.content.decode().partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_404_for_an_address_that_leads_nowhere(client, db, language):
    page = client.get("/nowhere/", headers={"Accept-Language": language})
    with translation.override(language):
        words = translation.gettext("Nothing is here")
    assert (page.status_code, heading(page)) == (404, words)
    assert f'<html lang="{language}">' in page.content.decode()


def test_403_for_what_one_may_not_do(user_client):
    page = user_client.post(reverse("accounts:invite"), {"name": "Mole"})
    assert (page.status_code, heading(page)) == (403, "You may not do this")


def test_403_for_a_form_without_its_token(db):
    page = CheckedClient(enforce_csrf_checks=True).post(reverse("account_login"))
    assert (page.status_code, heading(page)) == (403, "This form has expired")


def test_400_for_a_name_that_is_not_this_sites(client):
    page = client.get("/", headers={"Host": "evil.example"})
    assert (page.status_code, heading(page)) == (400, "요청을 이해하지 못했어요")
    assert "That request could not be read" in page.content.decode()


def test_500_for_a_mistake_of_ours(settings, db):
    settings.ROOT_URLCONF = "tests.config.failing_urls"
    page = CheckedClient(raise_request_exception=False).get("/fail/")
    assert (page.status_code, heading(page)) == (500, "서버에서 오류가 났어요")
    assert "The server ran into an error" in page.content.decode()


def test_405_for_a_method_that_an_address_does_not_take(user_client):
    page = user_client.get(reverse("accounts:invite"))
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("charset", ["utf-16", "hex", "nonsense"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_400_for_a_form_in_another_encoding(db, kind, charset):
    client = CheckedClient(enforce_csrf_checks=True, raise_request_exception=False)
    kind = f"{kind}; charset={charset}; boundary=b"
    page = client.generic("POST", reverse("account_login"), b"login=a", kind)
    assert (page.status_code, heading(page)) == (400, "요청을 이해하지 못했어요")


@pytest.mark.parametrize("charset", ["utf-8", "UTF8"])
def test_a_form_in_utf8_is_read(client, db, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    page = client.generic("POST", reverse("account_login"), b"login=a", kind)
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("host", "status"), [("evil.example", 400), ("localhost", 301)], ids=["host", "https"]
)
def test_answers_before_any_page_carry_the_headers_too(settings, host, status):
    settings.SECURE_SSL_REDIRECT = True
    assert CheckedClient().get("/", headers={"Host": host}).status_code == status
