"""How words come to be trusted: written, reviewed by somebody else, held against their sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from questions.card import Card, Check, Standing, same_words
from questions.models.refused import EditConflict, Refused

if TYPE_CHECKING:
    from questions.models.revision import Revision

VERBS = {  # what may be done to a card as it stands, first what leads it on
    "unverified": ("review", "outdate"),
    "reviewed": ("verify", "contest", "outdate"),
    "verified": ("review", "outdate"),
    "contested": ("review", "outdate"),
    "outdated": ("review",),
}
SIDES = 2  # sources that a contested card was held against, one a side at least
OWN_WORDS = gettext_noop("Reviewed by their author: nobody else keeps this bank.")


class Reviewed(models.Model):
    """The verbs of a question's review. Each makes a revision with the same words.

    Raises Refused ("not_now" where the standing does not lead there, "own_words", "no_source",
    "one_source", "no_note"), and EditConflict when another revision than `base` has come since.
    """

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        revisions: Any
        current: Any
        revise: Any

        @property
        def card(self) -> Card:
            """The current content."""

    def since_written(self) -> list[Revision]:
        """Give the revisions with the present words, the one that brought them first."""
        card = self.card
        revisions = (
            self.revisions.select_related("author").defer("search", "html").iterator(chunk_size=8)
        )
        return list(takewhile(lambda one: same_words(one.card, card), revisions))[::-1]

    @transaction.atomic
    def review(self, *, by: User, on: date, base: int) -> Revision:
        """Say that somebody else than the author has read the words, where there is one."""
        card = self._at_hand("review", base)
        own = self.since_written()[0].author_id == by.pk
        if own and has_company(by):
            raise Refused("own_words")
        return self._judge(card, "reviewed", by, on, note=OWN_WORDS if own else "")

    review.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def verify(self, *, by: User, on: date, base: int, against: Iterable[str]) -> Revision:
        """Say that reviewed words were held against these of their sources."""
        card = self._at_hand("verify", base)
        held = _held(card, against)
        if not held:
            raise Refused("no_source")
        return self._judge(card, "verified", by, on, held)

    verify.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def contest(self, *, by: User, on: date, base: int, against: Iterable[str]) -> Revision:
        """Say that the field disagrees on reviewed words, having read a source of each side."""
        card = self._at_hand("contest", base)
        held = _held(card, against)
        if len(held) < SIDES:
            raise Refused("one_source")
        return self._judge(card, "contested", by, on, held)

    contest.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def outdate(self, *, by: User, on: date, base: int, note: str) -> Revision:
        """Say that the words were right once, and why they are not any more."""
        card = self._at_hand("outdate", base)
        if not note.strip():
            raise Refused("no_note")
        return self._judge(card, "outdated", by, on, note=note.strip())

    outdate.alters_data = True  # type: ignore[attr-defined]

    def _at_hand(self, verb: str, base: int) -> Card:
        """Lock the question and give its card; it must be that of `base` and allow the verb."""
        questions: Any = type(self)._default_manager
        rows = questions.select_for_update(of=("self",), no_key=True)
        self.current = rows.select_related("current").get(pk=self.pk).current
        if self.current.number != base:
            raise EditConflict(self.current)
        if verb not in VERBS[self.card.standing]:
            raise Refused("not_now")
        return self.card

    def _judge(
        self,
        card: Card,
        standing: Standing,
        by: User,
        on: date,
        against: tuple[str, ...] = (),
        note: str = "",
    ) -> Revision:
        check = Check(on=on, by=by.name, against=against)
        judged = card.model_copy(update={"standing": standing, "checked": check})
        return self.revise(judged, author=by, note=note)


def has_company(user: User) -> bool:
    """Say whether anybody else could review what this user writes."""
    return User.objects.filter(is_active=True).exclude(pk=user.pk).exists()


def evidence(card: Card) -> list[str]:
    """Give what the words of a card can be held against: its sources, the tests of its facts."""
    return [*map(str, card.sources), *dict.fromkeys(fact.test for fact in card.facts)]


def _held(card: Card, against: Iterable[str]) -> tuple[str, ...]:
    chosen = set(against)
    return tuple(one for one in evidence(card) if one in chosen)
