"""All that a report shows, as one frozen value that every format renders.

No HTML, no clock, no Django settings. Counts and averages are made here once (by
`interview.scoring`), so that no two formats can disagree; what a code is called is in `words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interview import scoring
from interview.notes import Said, said
from interview.scoring import ChainDepth, Coverage
from interview.script import Node, Script
from interview.state import Answer, Entry, Outcome, fold
from questions.card import Card
from questions.sheet import Page

if TYPE_CHECKING:
    from interview import models

ANSWERED = frozenset({Outcome.ANSWERED_WITH_HINT, Outcome.ANSWERED})
ASKED = ANSWERED | {Outcome.NO_ANSWER}
_NO_CARD = Card(prompt={})
_NO_PAGE: Page = {"anchors": {}, "hints": [], "key_points": []}
_NOTHING_SAID: Mapping[str, str] = {}
_SAID = {
    Outcome.NOT_REACHED: None,
    Outcome.SKIPPED: "skipped",
    Outcome.NO_ANSWER: "no_answer",
    Outcome.ANSWERED_WITH_HINT: "answered",
    Outcome.ANSWERED: "answered",
}


@dataclass(frozen=True)
class Text:
    """Words and the language that they are in ("ko", "en"); "" where nobody said which.

    `html` is what a card's text is on a page; it says what `text` says.
    """

    text: str
    language: str = ""
    html: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.text)

    @classmethod
    def of(cls, texts: Mapping[Any, str], language: str, said: Mapping[str, str]) -> Text:
        """Give a card's text in `language`, else in the one that exists, else an empty one.

        `said` is the same text on the card's page in that language.
        """
        for name in (language, *texts):
            if texts.get(name):
                return cls(texts[name], name, said.get("html", ""))
        return cls("")


@dataclass(frozen=True)
class Point:
    """A key point of the card, and whether it was heard."""

    text: Text
    essential: bool
    heard: bool


@dataclass(frozen=True)
class Line:
    """One question: the words as they were asked, and what became of it.

    `number` is the printed one ("3.2.1"), `depth` 1 at a root. `hint` says how many hints were
    given and `hints` in which words (none where the card has none written); `most_hints` is the
    length of the ladder. `points` is empty where the question was not put to the candidate.
    """

    node: str
    number: str
    depth: int
    planned: bool
    topic: Text
    prompt: Text
    outcome: Outcome
    score: int | None
    anchor: Text
    hint: int
    hints: tuple[Text, ...]
    most_hints: int
    points: tuple[Point, ...]
    note: str
    recited: bool
    seconds: int

    @property
    def reached(self) -> bool:
        """Whether anything was recorded; a skipped question was reached."""
        return self.outcome is not Outcome.NOT_REACHED

    @property
    def said(self) -> tuple[Said, ...]:
        """The note, line by line: what was written, and what the candidate said."""
        return said(self.note)

    @property
    def unscored(self) -> bool:
        """Whether it was answered and no score was given, so that it is in no average."""
        return self.outcome in ANSWERED and self.score is None

    @property
    def heard(self) -> tuple[Point, ...]:
        """The key points that were heard."""
        return tuple(point for point in self.points if point.heard)

    @property
    def missed(self) -> tuple[Point, ...]:
        """The key points that were not heard."""
        return tuple(point for point in self.points if not point.heard)


@dataclass(frozen=True)
class Topic:
    """One topic's average and coverage; the title is empty for questions without a topic."""

    title: Text
    average: Decimal | None
    coverage: Coverage


@dataclass(frozen=True)
class Chain:
    """A root question and all below it, in the order of asking, with its own roll-up."""

    lines: tuple[Line, ...]
    depth: ChainDepth
    average: Decimal | None
    coverage: Coverage
    minutes: int

    @property
    def root(self) -> Line:
        """The line of the root question."""
        return self.lines[0]

    @property
    def seconds(self) -> int:
        """The time that all its questions were on screen."""
        return sum(line.seconds for line in self.lines)

    @property
    def is_reached(self) -> bool:
        """Whether anything was recorded in the whole chain."""
        return any(line.reached for line in self.lines)

    @property
    def shown(self) -> tuple[Line, ...]:
        """The lines to show one by one: the root, and what was reached below it."""
        return tuple(line for line in self.lines if line.reached or line is self.root)

    @property
    def left_out(self) -> tuple[Line, ...]:
        """The follow-ups that nobody came to, to be shown as one list."""
        return tuple(line for line in self.lines[1:] if not line.reached)

    @property
    def levels(self) -> tuple[tuple[Line, ...], ...]:
        """The lines by depth: the root, then all follow-ups, then all of theirs."""
        deepest = max(line.depth for line in self.lines)
        return tuple(
            tuple(line for line in self.lines if line.depth == depth)
            for depth in range(1, deepest + 1)
        )


@dataclass(frozen=True)
class Scorecard:
    """One hand-in of this seat, and the reopening that followed it (None and "" for the last)."""

    number: int
    call: str
    handed_in_at: datetime
    reopened_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Report:
    """What one seat handed in, ready to be rendered."""

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
        journal = _journal(seat)
        script = _script_as_asked(interview.script, journal, rows)
        answers = {node: _answer(row) for node, row in rows.items()}
        reader = _Reader(script, rows, frozen["topics"], language)
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
            seconds=_whole(scorecard.seconds),
            call=scorecard.call,
            summary=scorecard.summary,
            average=overall.average,
            coverage=overall.coverage,
            topics=tuple(reader.topics(answers)),
            chains=tuple(reader.chains(answers)),
            scorecards=tuple(_paired(seat, journal)),
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every question in the order of the script."""
        return tuple(line for chain in self.chains for line in chain.lines)

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


@dataclass(frozen=True)
class _Reader:
    """Puts frozen words and handed-in rows together, node by node."""

    script: Script
    rows: Mapping[str, models.Line]
    titles: Mapping[str, Mapping[str, str]]
    language: str

    def topics(self, answers: Mapping[str, Answer]) -> Iterable[Topic]:
        for topic in scoring.per_topic(self.script, answers):
            yield Topic(self.topic(topic.topic), topic.average, topic.coverage)

    def chains(self, answers: Mapping[str, Answer]) -> Iterable[Chain]:
        depths = scoring.chain_depths(self.script, answers)
        for root, depth in zip(self.script.roots, depths, strict=True):
            nodes = self.script.chain_of(root.id)
            sums = scoring.overall(Script(nodes), answers)
            lines = tuple(self.line(node) for node in nodes)
            yield Chain(lines, depth, sums.average, sums.coverage, root.minutes)

    def line(self, node: Node) -> Line:
        row = self.rows[node.id]
        outcome = Outcome(row.outcome)
        card = row.revision.card if row.revision else _NO_CARD
        page = row.revision.html[self.language] if row.revision else _NO_PAGE
        anchors: Mapping[Any, Mapping[Any, str]] = card.anchors
        score = str(row.score)
        prompt = self.text(card.prompt) if row.revision else Text(node.prompt)
        return Line(
            node=node.id,
            number=self.script.path(node.id),
            depth=self.script.depth(node.id),
            planned=node.planned,
            topic=self.topic(node.topic),
            prompt=prompt,
            outcome=outcome,
            score=row.score,
            anchor=self.text(anchors.get(score, {}), page["anchors"].get(score, {})),
            hint=row.hint,
            hints=tuple(map(self.text, card.hints[: row.hint], page["hints"])),
            most_hints=len(card.hints),
            points=tuple(self.points(card, page, row)) if outcome in ASKED else (),
            note=row.note.strip(),
            recited=row.recited,
            seconds=_whole(row.seconds),
        )

    def points(self, card: Card, page: Page, row: models.Line) -> Iterable[Point]:
        points = zip(card.key_points, page["key_points"], strict=True)
        for n, (point, shown) in enumerate(points, start=1):
            yield Point(self.text(point.text, shown["text"]), point.essential, n in row.points)

    def topic(self, topic: int | None) -> Text:
        return self.text(self.titles.get(str(topic), {}))

    def text(self, texts: Mapping[Any, str], said: Mapping[str, str] = _NOTHING_SAID) -> Text:
        return Text.of(texts, self.language, said)


def scorecards_of(seat: models.Seat) -> tuple[Scorecard, ...]:
    """Give every hand-in of a seat, the first one first. Two queries."""
    return tuple(_paired(seat, _journal(seat)))


def _journal(seat: models.Seat) -> list[Entry]:
    """Give the entries that lines do not repeat: added questions, and reasons of reopening."""
    rows = seat.entries.filter(kind__in=("add", "reopen")).order_by("pk")
    return [Entry(str(row.uuid), row.kind, row.question, row.value, row.at) for row in rows]


def _script_as_asked(script: Script, journal: Iterable[Entry], rows: Iterable[str]) -> Script:
    """Give the frozen script with the unplanned follow-ups that this scorecard has lines for."""
    known = fold((entry for entry in journal if entry.kind == "add"), script).known
    kept = set(rows)
    return Script(tuple(node for node in known.nodes if node.id in kept))


def _answer(row: models.Line) -> Answer:
    return Answer(
        score=row.score,
        outcome=_SAID[Outcome(row.outcome)],
        hint=row.hint,
        points=frozenset(row.points),
        note=row.note,
        recited=row.recited,
        seconds=row.seconds,
    )


def _paired(seat: models.Seat, journal: Iterable[Entry]) -> Iterable[Scorecard]:
    """Give each hand-in with the reopening after it: the two take turns, so they pair up."""
    reopenings = iter([entry for entry in journal if entry.kind == "reopen"])
    for card in seat.scorecards.order_by("number"):
        entry = next(reopenings, None)
        yield Scorecard(
            number=card.number,
            call=card.call,
            handed_in_at=card.handed_in_at,
            reopened_at=entry.at if entry else None,
            reason=entry.value["reason"] if entry else "",
        )


def _whole(seconds: float) -> int:
    return int(seconds + 0.5)
