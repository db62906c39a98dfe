"""Puts frozen words, handed-in rows and the journal together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview import scoring
from interview.script import Node, Script
from interview.state import Answer, Entry, Outcome, fold
from questions.card import Card
from questions.sheet import Page
from reports.report.parts import ASKED, Chain, Line, Point, Scorecard, Text, Topic

if TYPE_CHECKING:
    from interview import models

# What lines do not repeat: added questions, reasons of reopening, and what was when.
KINDS = ("add", "reopen", "start", "open", "pause", "resume", "finish", "hand_in", "hint", "undo")
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
class Reader:
    """Puts frozen words and handed-in rows together, node by node."""

    script: Script
    rows: Mapping[str, models.Line]
    titles: Mapping[str, Mapping[str, str]]
    language: str

    def topics(self, answers: Mapping[str, Answer]) -> Iterable[Topic]:
        """Give each topic with its roll-up, in the order of the script."""
        for topic in scoring.per_topic(self.script, answers):
            nodes = tuple(node.id for node in self.script.nodes if node.topic == topic.topic)
            yield Topic(self._topic(topic.topic), topic.average, topic.coverage, nodes)

    def chains(self, answers: Mapping[str, Answer]) -> Iterable[Chain]:
        """Give each chain with its lines and roll-ups, in the order of the script."""
        depths = scoring.chain_depths(self.script, answers)
        for root, depth in zip(self.script.roots, depths, strict=True):
            nodes = self.script.chain_of(root.id)
            sums = scoring.overall(Script(nodes), answers)
            lines = tuple(self._line(node) for node in nodes)
            yield Chain(lines, depth, sums.average, sums.coverage, root.minutes)

    def _line(self, node: Node) -> Line:
        row = self.rows[node.id]
        outcome = Outcome(row.outcome)
        card = row.revision.card if row.revision else _NO_CARD
        page = row.revision.html[self.language] if row.revision else _NO_PAGE
        anchors: Mapping[Any, Mapping[Any, str]] = card.anchors
        score = str(row.score)
        prompt = self._text(card.prompt) if row.revision else Text(node.prompt)
        return Line(
            node=node.id,
            number=self.script.path(node.id),
            depth=self.script.depth(node.id),
            planned=node.planned,
            topic=self._topic(node.topic),
            prompt=prompt,
            outcome=outcome,
            score=row.score,
            anchor=self._text(anchors.get(score, {}), page["anchors"].get(score, {})),
            hint=row.hint,
            hints=tuple(map(self._text, card.hints[: row.hint], page["hints"])),
            most_hints=len(card.hints),
            points=tuple(self._points(card, page, row)) if outcome in ASKED else (),
            note=row.note.strip(),
            recited=row.recited,
            seconds=whole(row.seconds),
        )

    def _points(self, card: Card, page: Page, row: models.Line) -> Iterable[Point]:
        points = zip(card.key_points, page["key_points"], strict=True)
        for n, (point, shown) in enumerate(points, start=1):
            yield Point(self._text(point.text, shown["text"]), point.essential, n in row.points)

    def _topic(self, topic: int | None) -> Text:
        return self._text(self.titles.get(str(topic), {}))

    def _text(self, texts: Mapping[Any, str], said: Mapping[str, str] = _NOTHING_SAID) -> Text:
        return Text.of(texts, self.language, said)


def scorecards_of(seat: models.Seat) -> tuple[Scorecard, ...]:
    """Give every hand-in of a seat, the first one first. Two queries."""
    return tuple(paired(seat, journal_of(seat)))


def journal_of(seat: models.Seat) -> list[Entry]:
    """Give the entries that say what lines do not repeat, in order. One query."""
    return seat.journal(*KINDS)


def until(journal: Iterable[Entry], scorecard: int) -> Iterator[Entry]:
    """Give the entries up to the hand-in of this scorecard."""
    for entry in journal:
        yield entry
        if entry.kind == "hand_in" and entry.value["scorecard"] == scorecard:
            return


def script_as_asked(script: Script, journal: Iterable[Entry], rows: Iterable[str]) -> Script:
    """Give the frozen script with the unplanned follow-ups that this scorecard has lines for."""
    known = fold((entry for entry in journal if entry.kind == "add"), script).known
    kept = set(rows)
    return Script(tuple(node for node in known.nodes if node.id in kept))


def answer(row: models.Line) -> Answer:
    """Give what a line says as the journal would."""
    return Answer(
        score=row.score,
        outcome=_SAID[Outcome(row.outcome)],
        hint=row.hint,
        points=frozenset(row.points),
        note=row.note,
        recited=row.recited,
        seconds=row.seconds,
    )


def paired(seat: models.Seat, journal: Iterable[Entry]) -> Iterable[Scorecard]:
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


def whole(seconds: float) -> int:
    """Round to whole seconds, halves up."""
    return int(seconds + 0.5)
