"""Where a question stands on its way from written to verified, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from questions.models import VERBS, Question, Revision, evidence, has_company


@dataclass(frozen=True)
class Step:
    """One step of the way: the standing that it gives, and the revision that gave it or None."""

    standing: str
    revision: Revision | None


class Way:
    """The steps of a question's present words, and what this reader can do next."""

    def __init__(self, question: Question, reader: Any) -> None:
        self.question = question
        self.card = question.card
        self.reader = reader
        self.revisions = question.since_written()

    @property
    def steps(self) -> list[Step]:
        """Written, reviewed, and what came or would come after that.

        A card that came checked, out of a pack, or whose words are outdated, was not reviewed here.
        """
        last = self.card.standing
        end = last if last in ("contested", "outdated") else "verified"
        written, reviewed = Step("written", self.revisions[0]), Step("reviewed", self._reviewed)
        after = Step(end, self.revisions[-1] if last == end else None)
        skipped = after.revision and not reviewed.revision
        return [written, after] if skipped else [written, reviewed, after]

    @property
    def next(self) -> str:
        """The verb that leads on."""
        return self.verbs[0]

    @property
    def verbs(self) -> tuple[str, ...]:
        """What may be done to the card as it stands."""
        return VERBS[self.card.standing]

    @property
    def settled(self) -> bool:
        """Whether the card has come to its end, from which it can only be looked at again."""
        return self.card.standing in ("verified", "contested")

    @cached_property
    def own(self) -> bool:
        """Whether the reader wrote the present words."""
        return self.revisions[0].author_id == self.reader.pk

    @cached_property
    def alone(self) -> bool:
        """Whether nobody else could review them."""
        return self.own and not has_company(self.reader)

    @property
    def evidence(self) -> list[str]:
        """What the words can be held against."""
        return evidence(self.card)

    @property
    def _reviewed(self) -> Revision | None:
        given = [r for r in self.revisions if r.content["standing"] == "reviewed"]
        return given[-1] if given else None
