"""Joining by an invitation's link."""

import logging
import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from tests.factories import PASSWORD

GIVEN = {"name": "Han Sol", "email": "sol@example.com", "password": PASSWORD}


@pytest.fixture
def link(owner) -> str:
    """The path of a link that `owner` made for somebody called Sol."""
    return owner.invite("Sol").get_absolute_url()


@pytest.fixture
def owners_link(db) -> str:
    """The path of the link that claims a fresh instance."""
    return Invitation.objects.for_owner().get_absolute_url()


def test_the_owners_link_says_that_this_is_the_first_visit(client, owners_link):
    page = client.get(owners_link)
    assert page.status_code == 200
    assert "This is the first visit." in page.content.decode()


def test_the_first_visit_makes_the_owner_and_signs_in(client, owners_link):
    page = client.post(owners_link, GIVEN)
    person = User.objects.get()
    assert (page.status_code, page.headers["Location"]) == (302, reverse("home"))
    assert (person.name, person.email, person.is_owner) == ("Han Sol", "sol@example.com", True)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_link_says_who_invited_and_proposes_the_name(client, link):
    page = client.get(link).content.decode()
    assert "Olive Owner invited you to Kkori." in page
    assert 'value="Sol"' in page


def test_an_invited_person_is_no_owner(client, link):
    client.post(link, GIVEN)
    assert User.objects.get(email="sol@example.com").is_owner is False


def test_a_link_is_not_spent_by_looking_at_it(client, link):
    client.get(link)
    client.head(link)
    assert client.post(link, GIVEN).status_code == 302


def spent(link: str, owner: User) -> None:
    Client().post(link, {**GIVEN, "email": "first@example.com"})


def withdrawn(link: str, owner: User) -> None:
    Invitation.objects.get().withdraw()


def expired(link: str, owner: User) -> None:
    Invitation.objects.update(created_at="2020-01-01T00:00Z")


@pytest.mark.parametrize("what_happened", [spent, withdrawn, expired])
def test_a_link_that_is_spent_says_so_and_what_to_do(client, link, owner, what_happened):
    what_happened(link, owner)
    before = User.objects.count()
    for page in (client.get(link), client.post(link, GIVEN)):
        assert page.status_code == 410
        assert "This link no longer works" in page.content.decode()
        assert reverse("account_login") in page.content.decode()
    assert User.objects.count() == before


def test_a_link_that_nobody_made_says_the_same(client, db):
    page = client.get(reverse("accounts:join", args=["nonsense"]))
    assert page.status_code == 410
    assert "This link no longer works" in page.content.decode()


@pytest.mark.parametrize("email", ["owner@example.com", "OWNER@example.com"])
def test_an_address_with_an_account_is_refused_and_the_link_stays_good(client, link, email):
    page = client.post(link, {**GIVEN, "email": email})
    assert page.status_code == 422
    assert page.context["form"].errors == {"email": ["This address has an account already."]}
    assert client.post(link, GIVEN).status_code == 302


@pytest.mark.parametrize(
    ("change", "field", "error"),
    [
        ({"name": " "}, "name", "This field is required."),
        ({"email": "sol"}, "email", "Enter a valid email address."),
        ({"password": ""}, "password", "This field is required."),
        (
            {"password": "grzegorz7"},
            "password",
            "This password is too short. It must contain at least 10 characters.",
        ),
        ({"password": "password12"}, "password", "This password is too common."),
        ({"password": "8203941756"}, "password", "This password is entirely numeric."),
        (
            {"password": "sol@example.com"},
            "password",
            "The password is too similar to the email.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, link, change, field, error):
    page = client.post(link, GIVEN | change)
    assert page.status_code == 422
    assert page.context["form"].errors == {field: [error]}
    assert User.objects.count() == 1


def test_a_wrong_password_is_not_sent_back(client, link):
    page = client.post(link, {**GIVEN, "email": "wrong", "password": "Gheim-nis-42"})
    assert "Gheim-nis-42" not in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_wins():
    link = Invitation.objects.for_owner().get_absolute_url()
    start = threading.Barrier(2)
    codes: list[int] = []

    def claim(email: str) -> None:
        start.wait()
        codes.append(Client().post(link, {**GIVEN, "email": email}).status_code)
        connection.close()

    claims = [threading.Thread(target=claim, args=[f"{n}@example.com"]) for n in range(2)]
    for each in claims:
        each.start()
    for each in claims:
        each.join()
    assert sorted(codes) == [302, 410]
    assert User.objects.filter(is_owner=True).count() == User.objects.count() == 1


def test_no_log_names_a_link_that_still_works(client, link, caplog):
    with caplog.at_level(logging.DEBUG):
        assert client.post(link, {**GIVEN, "email": "wrong"}).status_code == 422
    assert [record.getMessage() for record in caplog.records if link in record.getMessage()] == []


def test_a_page_with_a_link_is_not_compressed(client, owner_client, link):
    """Its size would tell a stranger what the link is, guess by guess."""
    pages = [
        client.get(link, headers={"Accept-Encoding": "gzip"}),
        client.post(link, {"name": ""}, headers={"Accept-Encoding": "gzip"}),
        owner_client.get("/people/", headers={"Accept-Encoding": "gzip"}),
        owner_client.post("/people/invite/", {}, headers={"Accept-Encoding": "gzip"}),
    ]
    assert [page.status_code for page in pages] == [200, 422, 200, 422]
    assert [link in page.content.decode() for page in pages] == [True] * 4


def test_any_other_page_is_compressed(db):
    page = Client().get(reverse("account_login"), headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
