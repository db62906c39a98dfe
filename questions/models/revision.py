"""The words of questions, as they were at each time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from questions.append_only import AppendOnly
from questions.card import Card


class Revision(AppendOnly):
    """The words of a question at one time. Never changed: an edit makes another revision."""

    question = models.ForeignKey("Question", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    search = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="revision_number")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}#{self.number}"

    @property
    def card(self) -> Card:
        """The content, checked."""
        return Card.model_validate(self.content)
