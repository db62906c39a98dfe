"""What is looked at before handing in: the gaps, call and summary, and a draft of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from interview import drafting
from interview.console import Console, Item
from interview.drafting import Sentence
from interview.state import Outcome
from questions.models import Question


@dataclass(frozen=True)
class Unplanned:
    """A follow-up made up on the spot, the question that it became, and whether it may become one.

    It may once the question above it is in the bank.
    """

    item: Item
    question: Question | None
    ready: bool


@dataclass(frozen=True)
class WrapUp:
    """The console's questions by what is still open about them."""

    console: Console

    @property
    def recorded(self) -> dict[str, str]:
        """The overall call and the summary as last recorded."""
        return {"call": self.console.state.call or "", "summary": self.console.state.summary}

    @cached_property
    def draft(self) -> list[Sentence]:
        """The sentences that what was recorded makes."""
        return drafting.draft(self.console)

    @property
    def with_draft(self) -> dict[str, str]:
        """The overall call, and the summary with the draft below what was written."""
        parts = (self.recorded["summary"].strip(), drafting.as_text(self.draft))
        return {**self.recorded, "summary": "\n\n".join(filter(None, parts))}

    @cached_property
    def not_reached(self) -> list[Item]:
        return self._where(lambda item: item.record.result is Outcome.NOT_REACHED)

    @cached_property
    def unscored(self) -> list[Item]:
        """Answered, but without a score: these enter no average."""
        answered = (Outcome.ANSWERED, Outcome.ANSWERED_WITH_HINT)
        return self._where(lambda i: i.record.result in answered and i.record.score is None)

    @cached_property
    def without_words(self) -> list[Item]:
        """Scored, but without a note or a key point that would show why."""
        return self._where(
            lambda i: i.record.score is not None and not i.record.note and not i.record.points
        )

    @cached_property
    def unplanned(self) -> list[Unplanned]:
        """The follow-ups that nobody had planned. One query."""
        rows = self.console.seat.promotions.select_related("question__current")
        promoted = {row.node: row.question for row in rows}
        added = self._where(lambda item: not item.node.planned)
        fresh = {item.node.id for item in added} - set(promoted)
        return [
            Unplanned(item, promoted.get(item.node.id), item.node.parent not in fresh)
            for item in added
        ]

    @cached_property
    def flagged(self) -> list[Item]:
        """Those that the interviewer wanted to come back to."""
        return self._where(lambda item: item.record.flag)

    @cached_property
    def scored(self) -> list[Item]:
        return self._where(lambda item: item.record.score is not None)

    def _where(self, condition: Callable[[Item], bool]) -> list[Item]:
        return [item for item in self.console.items.values() if condition(item)]
