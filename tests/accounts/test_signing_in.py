"""Signing in and out, and the errands around it."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"
NEW = "quite another phrase"


def sign_in(client: Client, password: str = PASSWORD, email: str = "minji@example.com"):
    return client.post(LOGIN, {"login": email, "password": password})


def link_in(mail) -> str:
    """The path of the one link of a mail."""
    return re.search(r"http://testserver(\S+)", mail.body)[1]


def test_an_address_and_a_password_sign_in(client, user):
    page = sign_in(client, email="Minji@Example.com")
    assertRedirects(page, reverse("home"), fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_signing_in_leads_to_the_page_that_was_asked_for(client, user):
    asked = client.get("/profile/")
    page = client.post(
        asked.headers["Location"],
        {"login": user.email, "password": PASSWORD, "next": "/profile/"},
    )
    assertRedirects(page, "/profile/", fetch_redirect_response=False)


def test_a_form_that_was_sent_when_signed_out_leads_back_to_its_page(client, db):
    page = "http://testserver/packs/deep-learning/?arrange=1#q7"
    response = client.post("/questions/7/step/", {"by": "up"}, headers={"referer": page})
    back = "/accounts/login/?next=/packs/deep-learning/%3Farrange%3D1"
    assertRedirects(response, back, fetch_redirect_response=False)


def test_a_form_on_somebody_elses_page_leads_there_never(client, db):
    page = "http://elsewhere.example/packs/"
    response = client.post("/questions/7/step/", {"by": "up"}, headers={"referer": page})
    back = "/accounts/login/?next=/questions/7/step/"
    assertRedirects(response, back, fetch_redirect_response=False)


@pytest.mark.parametrize(
    ("here", "back"),
    [
        ("http://testserver/kits/3/?pack=deep-learning", "/kits/3/%3Fpack%3Ddeep-learning"),
        ("http://elsewhere.example/kits/3/", "/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_leaves_for_the_sign_in_page_instead_of_swapping_it_in(client, db, method, here, back):
    headers = {"hx-request": "true", "hx-current-url": here}
    response = getattr(client, method)("/kits/3/", headers=headers)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["HX-Redirect"] == f"/accounts/login/?next={back}"


def test_a_wrong_password_and_a_strange_address_look_the_same(client, user):
    wrong = "The email address and/or password you specified are not correct."
    for page in (sign_in(client, "wrong"), sign_in(client, email="nobody@example.com")):
        assert page.context["form"].non_field_errors() == [wrong]
        assertContains(page, wrong)


def test_after_five_failures_even_the_right_password_has_to_wait(client, user):
    for _ in range(5):
        sign_in(client, "wrong")
    page = sign_in(client)
    assertContains(page, "Too many failed login attempts. Try again later.")
    assert "_auth_user_id" not in client.session
    cache.clear()
    assert sign_in(client).status_code == 302


def test_too_many_attempts_from_one_place_get_a_page_that_says_so(client, user):
    pages = [client.post(LOGIN, {"login": f"p{n}@example.com"}) for n in range(31)]
    assert [page.status_code for page in pages] == [200] * 30 + [429]
    assertContains(pages[-1], "Too many attempts", status_code=429)


def test_behind_a_proxy_each_reader_has_their_own_attempts(client, user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser = {"X-Forwarded-For": "203.0.113.9"}
    for n in range(31):
        client.post(LOGIN, {"login": f"p{n}@example.com"}, headers=guesser)
    assert client.post(LOGIN, headers=guesser).status_code == 429
    assert client.post(LOGIN, headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 200


def test_nobody_signs_up_without_an_invitation(client, db):
    given = {"email": "a@example.com", "password1": NEW, "password2": NEW}
    for page in (client.get("/accounts/signup/"), client.post("/accounts/signup/", given)):
        assertContains(page, "Accounts are made by invitation: ask the owner")
    assert User.objects.count() == 0


def test_signing_out_takes_a_button(user_client):
    assertContains(user_client.get("/accounts/logout/"), "Sign out?")
    assert "_auth_user_id" in user_client.session
    user_client.post("/accounts/logout/")
    assert "_auth_user_id" not in user_client.session


def test_a_deactivated_account_is_told_so_only_to_who_knows_the_password(client, user):
    user.deactivate()
    page = client.post(LOGIN, {"login": user.email, "password": PASSWORD}, follow=True)
    assertContains(page, "This account is deactivated")
    assert "_auth_user_id" not in client.session
    assert sign_in(client, "wrong").status_code == 200


def test_a_person_changes_the_password_and_stays_signed_in(user, user_client):
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    user_client.post("/accounts/password/change/", given)
    assert User.objects.get().check_password(NEW)
    assert user_client.get("/profile/").status_code == 200


def test_the_old_password_is_asked_for(user_client):
    given = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    page = user_client.post("/accounts/password/change/", given)
    assertContains(page, "Please type your current password.")
    assert User.objects.get().check_password(PASSWORD)


def test_a_forgotten_password_is_set_anew_by_a_link_in_a_mail(client, user, mailoutbox):
    page = client.post("/accounts/password/reset/", {"email": user.email}, follow=True)
    assertContains(page, "Look into your mail")
    link = link_in(mailoutbox[0])
    form = client.get(link, follow=True)
    assertContains(form, "Set a new password")
    done = client.post(
        form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True
    )
    assertContains(done, "Your password is changed")
    assert User.objects.get().check_password(NEW)
    assertContains(Client().get(link, follow=True), "This link no longer works")


def test_a_strange_address_gets_the_same_answer_and_no_mail(client, db, mailoutbox):
    page = client.post("/accounts/password/reset/", {"email": "no@example.com"}, follow=True)
    assertContains(page, "Look into your mail")
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/signup/", "By invitation only"),
        ("/accounts/inactive/", "This account is deactivated"),
        ("/accounts/confirm-email/", "Look into your mail"),
        ("/accounts/confirm-email/nonsense/", "This link no longer works"),
        ("/accounts/password/reset/", "Forgot your password?"),
        ("/accounts/password/reset/done/", "Look into your mail"),
        ("/accounts/password/reset/key/1-nonsense/", "This link no longer works"),
        ("/accounts/password/reset/key/done/", "Your password is changed"),
    ],
)
def test_every_errand_of_a_stranger_has_a_page_in_our_look(client, db, path, words):
    page = client.get(path)
    assertContains(page, f"<h1>{words}</h1>", html=True)
    assertContains(page, 'class="entrance-panel"')


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/logout/", "Sign out?"),
        ("/accounts/reauthenticate/", "Confirm that it is you"),
        ("/accounts/email/", "Change email"),
        ("/accounts/password/change/", "Change password"),
    ],
)
def test_every_errand_of_a_signed_in_person_has_a_page_in_our_look(client, user, path, words):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": path})
    page = client.get(path)
    assertContains(page, f"<h1>{words}</h1>", html=True)
    assertContains(page, 'class="entrance-panel"')


def test_signing_in_keeps_quiet_about_it(client, user):
    sign_in(client)
    assert list(client.get("/profile/").context["messages"]) == []


def test_a_label_is_not_said_again_inside_its_field(client, user, user_client):
    paths = {"/accounts/login/": client, "/accounts/password/reset/": client}
    paths |= {"/accounts/password/change/": user_client, "/accounts/reauthenticate/": user_client}
    for path, browser in paths.items():
        assertNotContains(browser.get(path), 'placeholder="Password')
        assertNotContains(browser.get(path), 'placeholder="Email')
