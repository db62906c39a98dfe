"""The words of questions, as they were at each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from questions import sheet
from questions.append_only import AppendOnly
from questions.card import Card, searchable

if TYPE_CHECKING:
    from questions.models.question import Question


class Revision(AppendOnly):
    """The words of a question at one time. Never changed: an edit makes another revision."""

    question = models.ForeignKey("Question", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    search = models.TextField()
    html = models.JSONField(default=dict)
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

    @classmethod
    def of(
        cls,
        question: Question,
        card: Card,
        *,
        number: int,
        author: Any = None,
        note: str = "",
        html: dict[str, Any] | None = None,
    ) -> Revision:
        """Give a revision that says what the card says, unsaved, with all that is made of it.

        `html` is what `sheet.of` made of the card, where that has been done already.
        """
        return cls(
            question=question,
            number=number,
            content=card.model_dump(mode="json"),
            search=searchable(card),
            html=sheet.of(card) if html is None else html,
            author=author,
            note=note,
        )

    @property
    def card(self) -> Card:
        """The content, checked."""
        return Card.model_validate(self.content)
