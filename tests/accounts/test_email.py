"""Changing the address with which one signs in."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import User
from tests.factories import PASSWORD, make_user

EMAIL = "/accounts/email/"
NEW = {"email": "New@Example.com"}


@pytest.fixture
def sure_client(user_client) -> Client:
    """A browser in which `user` has just given the password once more."""
    user_client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": EMAIL})
    return user_client


def sign_in(email: str) -> int:
    """Try to sign in elsewhere; give the status, 302 for a success."""
    return Client().post("/accounts/login/", {"login": email, "password": PASSWORD}).status_code


def test_the_password_is_asked_for_once_more(user_client):
    page = user_client.get(EMAIL, follow=True)
    assertContains(page, "Confirm that it is you")
    page = user_client.post(page.redirect_chain[-1][0], {"password": PASSWORD})
    assertRedirects(page, EMAIL)


def test_without_the_password_nothing_changes(user_client):
    assert user_client.post(EMAIL, NEW).headers["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.get().email == "minji@example.com"


def test_a_wrong_password_does_not_help(user_client):
    page = user_client.post("/accounts/reauthenticate/", {"password": "wrong", "next": EMAIL})
    assertContains(page, "Incorrect password.")
    assert user_client.post(EMAIL, NEW).headers["Location"].startswith("/accounts/reauthenticate/")


def test_the_new_address_signs_in_from_now_on_and_the_old_one_does_not(sure_client):
    page = sure_client.post(EMAIL, NEW, follow=True)
    assert page.redirect_chain == [("/profile/", 302)]
    assertContains(page, "From now on, sign in as new@example.com.")
    assert [sign_in("new@example.com"), sign_in("minji@example.com")] == [302, 200]


def test_somebody_elses_address_is_refused(sure_client, user):
    make_user("Han Sol", "new@example.com")
    page = sure_client.post(EMAIL, NEW)
    assert page.status_code == 422
    assert page.context["form"].errors == {"email": ["This address has an account already."]}
    assert User.objects.get(pk=user.pk).email == "minji@example.com"
