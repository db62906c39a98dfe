"""Unplanned follow-ups that were put into the bank."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from interview.models.refused import Refused
from interview.models.seat import Seat
from interview.script import Node
from questions.append_only import AppendOnly, AppendOnlyQuerySet
from questions.card import Card, fold
from questions.models import Question
from questions.models import Refused as NotInBank
from questions.outline_look import Reading


class PromotionQuerySet(AppendOnlyQuerySet):
    """Promotions, and the act itself."""

    @transaction.atomic
    def promote(self, seat: Seat, node: str, *, by: Any, at: datetime) -> Promotion:
        """Put an unplanned follow-up below its parent in the bank, unverified. Again, it is there.

        The revision says who did it and from which interview, never of whom. Raises Refused for
        what was planned or is not there, below a question that is not in the bank itself, in the
        name of the candidate, and where the bank has no room for it.
        """
        Seat.objects.select_for_update(of=("self",), no_key=True).get(pk=seat.pk)
        known: Any = self.filter(seat=seat, node=node).select_related("question")
        if there := known.first():
            return there
        script = seat.state().script
        if node not in script or script.get(node).planned:
            raise Refused("not_unplanned")
        asked = script.get(node)
        if fold(seat.interview.candidate.name) in fold(asked.prompt):
            raise Refused("names_candidate")
        parent = self._question(seat, script.get(asked.parent or ""))
        note = gettext("Asked unplanned in interview %(number)d") % {"number": seat.interview_id}
        card = Card.model_validate({"prompt": {Reading(asked.prompt).seems: asked.prompt}})
        try:
            question = parent.pack.add_question(card, parent=parent, author=by, note=note)
        except NotInBank as refused:
            raise Refused(refused.code) from refused
        promotion = Promotion(seat=seat, node=node, question=question, by=by, at=at)
        promotion.save()
        return promotion

    promote.alters_data = True  # type: ignore[attr-defined]

    def _question(self, seat: Seat, node: Node) -> Question:
        """Give the question of a node in the bank; raises Refused where it has none yet."""
        found = Question.objects.select_related("pack", "topic")
        if node.planned:
            return found.get(pk=node.question or 0)
        if question := found.filter(promotion__seat=seat, promotion__node=node.id).first():
            return question
        raise Refused("parent_first")


class Promotion(AppendOnly):
    """An unplanned follow-up of a seat, and the question that it became."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="promotions")
    node = models.CharField(max_length=36)
    question = models.OneToOneField(Question, models.CASCADE, related_name="promotion")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = PromotionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "node"], name="promotion_once")]

    def __str__(self) -> str:
        return f"{self.node}: {self.question_id}"
