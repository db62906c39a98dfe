"""What a candidate is told about an interview."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from interview.models.refused import Refused
from interview.models.seat import Scorecard
from questions.append_only import AppendOnly


class Feedback(AppendOnly):
    """A text for the candidate of one scorecard, edited by a person; the last one holds."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="feedback")
    language = models.CharField(max_length=2)
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name_plural = "feedback"

    def __str__(self) -> str:
        return f"{self.scorecard} ({self.language})"

    @classmethod
    def of(cls, scorecard: Scorecard, language: str) -> Feedback | None:
        """Give what holds now; None while nobody has written any."""
        written = cls.objects.filter(scorecard=scorecard, language=language)
        return written.select_related("written_by").last()

    @classmethod
    def write(
        cls, scorecard: Scorecard, language: str, text: str, draft: str, user: Any
    ) -> Feedback:
        """Keep what a person made of the draft.

        Raises Refused where it is blank, and where it is the draft word for word: nothing goes
        out to a candidate that nobody put a hand to.
        """
        if not text.split():
            raise Refused("blank")
        if text.split() == draft.split():
            raise Refused("as_drafted")
        return cls.objects.create(
            scorecard=scorecard, language=language, text=text, written_by=user
        )
