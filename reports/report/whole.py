"""The whole report."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interview import scoring
from interview.scoring import Coverage, Overall
from interview.state import Outcome
from reports.report import reading
from reports.report.course import Course
from reports.report.parts import ASKED, Chain, Line, Scorecard, Topic

if TYPE_CHECKING:
    from interview import models


class View(enum.StrEnum):
    """What of a report is shown: all, one page, or all without who it is about."""

    FULL = enum.auto()
    SHORT = enum.auto()
    ANONYMOUS = enum.auto()


@dataclass(frozen=True)
class Report:
    """What one seat handed in, ready to be rendered.

    `roots` are the root questions, which are public and can be learnt by heart, `follow_ups` all
    below them, planned or not, which have to be reasoned out.
    """

    interview: int
    seat: int
    number: int
    practice: bool
    candidate: str
    position: str
    kit: str
    interviewer: str
    planned_at: datetime
    started_at: datetime
    handed_in_at: datetime
    planned_minutes: int
    seconds: int
    call: str
    summary: str
    average: Decimal | None
    coverage: Coverage
    topics: tuple[Topic, ...]
    chains: tuple[Chain, ...]
    scorecards: tuple[Scorecard, ...]
    roots: Overall
    follow_ups: Overall
    course: Course
    view: View = View.FULL

    @classmethod
    def of(cls, scorecard: models.Scorecard, language: str) -> Report:
        """Read a handed-in scorecard, card texts in `language` where they exist in it.

        Three queries (lines with revisions, journal, scorecards) and those for the scorecard's
        seat, user, interview and candidate where the caller did not fetch them along.
        """
        seat = scorecard.seat
        interview = seat.interview
        frozen: Any = interview.frozen
        started_at: Any = interview.started_at
        rows = {row.node: row for row in scorecard.lines.select_related("revision")}
        journal = reading.journal_of(seat)
        script = reading.script_as_asked(interview.script, journal, rows)
        answers = {node: reading.answer(row) for node, row in rows.items()}
        reader = reading.Reader(script, rows, frozen["topics"], language)
        overall = scoring.overall(script, answers)
        return cls(
            interview=interview.pk,
            seat=seat.pk,
            number=scorecard.number,
            practice=interview.practice,
            candidate=interview.candidate.name,
            position=frozen["position"],
            kit=frozen["kit"],
            interviewer=seat.user.name,
            planned_at=interview.planned_at,
            started_at=started_at,
            handed_in_at=scorecard.handed_in_at,
            planned_minutes=frozen["minutes"],
            seconds=reading.whole(scorecard.seconds),
            call=scorecard.call,
            summary=scorecard.summary,
            average=overall.average,
            coverage=overall.coverage,
            topics=tuple(reader.topics(answers)),
            chains=tuple(reader.chains(answers)),
            scorecards=tuple(reading.paired(seat, journal)),
            roots=scoring.at_the_roots(script, answers),
            follow_ups=scoring.below_the_roots(script, answers),
            course=Course.of(list(reading.until(journal, scorecard.number)), script),
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every question in the order of the script."""
        return tuple(line for chain in self.chains for line in chain.lines)

    @cached_property
    def by_node(self) -> dict[str, Line]:
        """Every question by its node."""
        return {line.node: line for line in self.lines}

    def lines_of(self, topic: Topic) -> tuple[Line, ...]:
        """Give the questions of a topic."""
        return tuple(self.by_node[node] for node in topic.nodes)

    @property
    def order(self) -> tuple[Line, ...]:
        """The questions that were reached, as they first came on screen."""
        seen = dict.fromkeys(stretch.node for stretch in self.course.stretches if stretch.node)
        lines = (self.by_node[node] for node in seen)
        return tuple(line for line in lines if line.reached)

    @property
    def hinted(self) -> tuple[Line, ...]:
        """The questions that needed a hint."""
        return tuple(line for line in self.lines if line.hint)

    @property
    def quoted(self) -> tuple[Line, ...]:
        """The questions at which the candidate's own words were written down."""
        return tuple(line for line in self.lines if line.quotes)

    @property
    def asked(self) -> int:
        """How many questions were put to the candidate, unplanned ones too."""
        return sum(line.outcome in ASKED for line in self.lines)

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """How many planned questions came to each outcome; together they are all planned ones."""
        return {
            Outcome.ANSWERED: self.coverage.answered,
            Outcome.ANSWERED_WITH_HINT: self.coverage.with_hint,
            Outcome.NO_ANSWER: self.coverage.no_answer,
            Outcome.SKIPPED: self.coverage.skipped,
            Outcome.NOT_REACHED: self.coverage.not_reached,
        }

    @property
    def has_topics(self) -> bool:
        """Whether any question belongs to a topic, so that topics say more than the whole."""
        return any(topic.title for topic in self.topics)

    @property
    def is_replaced(self) -> bool:
        """Whether this scorecard was reopened, so that it is not the last word."""
        return any(card.number == self.number and card.reopened_at for card in self.scorecards)

    @property
    def was_reopened(self) -> bool:
        """Whether any scorecard of this seat was reopened."""
        return any(card.reopened_at for card in self.scorecards)
