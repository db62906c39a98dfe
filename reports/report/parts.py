"""What a report is made of: texts, lines, chains, topics, scorecards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from interview.notes import Said, said
from interview.scoring import ChainDepth, Coverage
from interview.state import Outcome

ANSWERED = frozenset({Outcome.ANSWERED_WITH_HINT, Outcome.ANSWERED})
ASKED = ANSWERED | {Outcome.NO_ANSWER}


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
    def unscored(self) -> bool:
        """Whether it was answered and no score was given, so that it is in no average."""
        return self.outcome in ANSWERED and self.score is None

    @property
    def said(self) -> tuple[Said, ...]:
        """The note, line by line: what was written, and what the candidate said."""
        return said(self.note)

    @property
    def quotes(self) -> tuple[str, ...]:
        """What the candidate said word for word, as the note has it."""
        return tuple(one.text for one in self.said if one.quoted)

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
    """One topic's average and coverage, over the questions with these `nodes`.

    The title is empty for questions without a topic.
    """

    title: Text
    average: Decimal | None
    coverage: Coverage
    nodes: tuple[str, ...]


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
