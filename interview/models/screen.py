"""The candidate's screen: a link that shows what an interviewer sends to it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from interview.models.seat import Seat

LONGEST = timedelta(hours=12)  # that a link works, whatever became of the interview


def new_key() -> str:
    """Give 256 random bits that an address can hold."""
    return secrets.token_urlsafe(32)


class ScreenQuerySet(models.QuerySet["Screen"]):
    """Screens by whether their links still work."""

    def fresh(self, now: datetime) -> ScreenQuerySet:
        """Those that are not too old, of seats that have not handed in."""
        return self.filter(made_at__gt=now - LONGEST, seat__scorecard=None)

    def renew(self, seat: Seat, *, language: str, at: datetime) -> Screen:
        """Give the seat a screen with a new link; the one before leads nowhere from now on."""
        fields: dict[str, Any] = {"key": new_key(), "language": language, "made_at": at}
        return self.update_or_create(seat=seat, defaults=fields)[0]

    renew.alters_data = True  # type: ignore[attr-defined]


class Screen(models.Model):
    """A seat's link for the candidate: whoever has it sees what is shown, and nothing else."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="screen")
    key = models.CharField(max_length=43, unique=True, default=new_key, editable=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    made_at = models.DateTimeField()

    objects = ScreenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.seat_id} ({self.language})"

    def get_absolute_url(self) -> str:
        return reverse("interview:screen", args=[self.key])

    def speak(self, language: str) -> None:
        """Show everything in this language; the link stays."""
        self.language = language
        self.save(update_fields=["language"])

    def revoke(self) -> None:
        """Make the link lead nowhere, at once."""
        self.delete()

    speak.alters_data = True  # type: ignore[attr-defined]
    revoke.alters_data = True  # type: ignore[attr-defined]
