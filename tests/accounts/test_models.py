"""Accounts come from invitations, each once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import EmailTaken, Invitation, InvitationSpent, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def accept(invitation: Invitation, email: str = "new@example.com") -> User:
    return invitation.accept(name="Han Sol", email=email, password=PASSWORD)


def test_a_fresh_instance_has_one_link_for_its_owner():
    assert Invitation.objects.for_owner() == Invitation.objects.for_owner()
    assert Invitation.objects.count() == 1


def test_once_somebody_has_an_account_there_is_no_link_for_an_owner(user):
    assert Invitation.objects.for_owner() is None


def test_who_accepts_the_first_link_is_the_owner():
    person = accept(Invitation.objects.for_owner())
    assert (person.name, person.email, person.is_owner) == ("Han Sol", "new@example.com", True)
    assert person.check_password(PASSWORD)


def test_who_accepts_a_later_link_is_not_the_owner(owner):
    assert accept(owner.invite("Sol")).is_owner is False


def test_a_link_works_once(owner):
    invitation = owner.invite("Sol")
    accept(invitation)
    with pytest.raises(InvitationSpent):
        accept(invitation, "second@example.com")
    assert User.objects.filter(email="second@example.com").count() == 0


def test_an_address_is_kept_in_lower_case_and_taken_in_every_case(owner):
    accept(owner.invite("Sol"), "Han.Sol@Example.com")
    again = owner.invite("Sol")
    with pytest.raises(EmailTaken):
        accept(again, "HAN.sol@example.com")
    assert User.objects.exclude(pk=owner.pk).get().email == "han.sol@example.com"
    assert Invitation.objects.open().get() == again


def test_a_token_leads_to_its_invitation_and_a_changed_one_nowhere(owner):
    invitation = owner.invite("Sol")
    assert Invitation.objects.from_token(invitation.token) == invitation
    for token in (invitation.token[:-1], str(invitation.pk), "", "nonsense:nonsense"):
        with pytest.raises(Invitation.DoesNotExist):
            Invitation.objects.from_token(token)


def test_a_withdrawn_link_is_spent(owner):
    invitation = owner.invite("Sol")
    invitation.withdraw()
    assert list(Invitation.objects.open()) == []
    with pytest.raises(InvitationSpent):
        accept(invitation)


@pytest.mark.parametrize(("days", "is_open"), [(13.9, True), (14.1, False)])
def test_a_link_works_for_fourteen_days(owner, time_machine, days, is_open):
    time_machine.move_to(datetime(2026, 11, 1, 9, tzinfo=UTC), tick=False)
    invitation = owner.invite("Sol")
    assert invitation.expires_at == datetime(2026, 11, 15, 9, tzinfo=UTC)
    time_machine.shift(timedelta(days=days))
    assert Invitation.objects.open().exists() is is_open


def test_the_owners_link_does_not_expire(time_machine):
    invitation = Invitation.objects.for_owner()
    time_machine.move_to(invitation.created_at + timedelta(days=1000))
    assert (invitation.expires_at, Invitation.objects.open().get()) == (None, invitation)


def test_an_account_can_be_shut_and_opened_again():
    person = make_user()
    person.deactivate()
    assert User.objects.get().is_active is False
    person.activate()
    assert User.objects.get().is_active is True


def test_the_cache_has_its_table():
    assert "cache" in connection.introspection.table_names()


def test_sessions_from_before_an_account_was_shut_stay_shut(user, user_client):
    assert user_client.get("/people/").status_code == 200
    user.deactivate()
    user.activate()
    assert user_client.get("/people/").status_code == 302
    user_client.force_login(user)
    assert user_client.get("/people/").status_code == 200
