"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Accounts are made by invitation, never by the public sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say whether a stranger may make an account: no."""
        return False
