"""Who is here: everybody sees it, the owner changes it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Invitation, User
from tests.factories import PASSWORD, make_user

PEOPLE = "/people/"


@pytest.mark.parametrize("rows", [1, 3])
def test_everybody_sees_who_has_an_account(rows, user, user_client, django_assert_num_queries):
    others = [make_user(f"Person {n}", f"p{n}@example.com") for n in range(rows - 1)]
    with django_assert_num_queries(3):  # session, user, people
        page = user_client.get(PEOPLE)
    assert list(page.context["people"]) == [user, *others]
    for person in (user, *others):
        assertContains(page, person.email)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_owner_sees_open_invitations_with_their_links(
    rows, owner, owner_client, django_assert_num_queries
):
    links = [owner.invite(f"Guest {n}").get_absolute_url() for n in range(rows)]
    with django_assert_num_queries(4):  # session, user, people, invitations
        page = owner_client.get(PEOPLE)
    for link in links:
        assertContains(page, f'value="http://testserver{link}"', count=1)


def test_nobody_else_sees_invitations(owner, user_client):
    owner.invite("Guest")
    page = user_client.get(PEOPLE)
    assertNotContains(page, "Guest")
    assertNotContains(page, "/join/")
    assertNotContains(page, reverse("accounts:invite"))


def test_the_owner_invites(owner, owner_client):
    page = owner_client.post(reverse("accounts:invite"), {"name": "Sol"}, follow=True)
    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.invited_by, invitation.is_owner) == ("Sol", owner, False)
    assert page.redirect_chain == [(PEOPLE, 302)]
    assertContains(page, "The link is ready.")
    assertContains(page, invitation.token)


def test_an_invitation_needs_a_name(owner_client):
    page = owner_client.post(reverse("accounts:invite"), {"name": " "})
    assert page.status_code == 422
    assert page.context["form"].errors == {"name": ["This field is required."]}
    assert Invitation.objects.count() == 0


def test_the_owner_withdraws_an_invitation(owner, owner_client, client):
    invitation = owner.invite("Sol")
    owner_client.post(reverse("accounts:withdraw", args=[invitation.pk]))
    assert list(Invitation.objects.open()) == []
    assert client.get(invitation.get_absolute_url()).status_code == 410


def test_a_deactivated_person_is_out_at_once_and_can_come_back(owner_client, user, user_client):
    owner_client.post(reverse("accounts:deactivate", args=[user.pk]))
    assert user_client.get(PEOPLE).headers["Location"] == f"/accounts/login/?next={PEOPLE}"
    assertContains(owner_client.get(PEOPLE), "Deactivated")
    owner_client.post(reverse("accounts:activate", args=[user.pk]))
    user_client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert user_client.get(PEOPLE).status_code == 200


def test_the_owner_cannot_deactivate_themselves(owner, owner_client):
    assertNotContains(owner_client.get(PEOPLE), reverse("accounts:deactivate", args=[owner.pk]))
    page = owner_client.post(reverse("accounts:deactivate", args=[owner.pk]))
    assert page.status_code == 404
    assert User.objects.get().is_active is True


def test_only_the_owner_changes_who_is_here(owner, user, user_client):
    invitation = owner.invite("Sol")
    acts = {
        reverse("accounts:invite"): {"name": "Mole"},
        reverse("accounts:withdraw", args=[invitation.pk]): {},
        reverse("accounts:deactivate", args=[owner.pk]): {},
        reverse("accounts:activate", args=[owner.pk]): {},
    }
    assert [user_client.post(path, given).status_code for path, given in acts.items()] == [403] * 4
    assert list(Invitation.objects.open()) == [invitation]
    assert User.objects.filter(is_active=True).count() == 2


def test_nothing_changes_by_following_a_link(owner, user, owner_client):
    invitation = owner.invite("Sol")
    for path in (
        reverse("accounts:withdraw", args=[invitation.pk]),
        reverse("accounts:deactivate", args=[user.pk]),
    ):
        assert owner_client.get(path).status_code == 405
    assert list(Invitation.objects.open()) == [invitation]
    assert User.objects.filter(is_active=True).count() == 2
