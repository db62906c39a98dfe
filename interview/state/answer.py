"""What is recorded for one question, and what each kind of entry does to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from interview.state.entry import Outcome


@dataclass(frozen=True)
class Answer:
    """What is recorded for one node.

    `outcome` is None until the question was asked; a score never stands without "answered", and
    the first hint, key point or note says "answered" too. `points` are the key points heard
    (1-based); `recited` says that it sounded learnt by heart, `flag` that the interviewer wants to
    come back to it. `seconds` is the time on screen up to the last entry of the
    clock, without pauses. `first_at` and `last_at` are the times of the first and last record.
    """

    score: int | None = None
    outcome: str | None = None
    hint: int = 0
    points: frozenset[int] = frozenset()
    note: str = ""
    recited: bool = False
    flag: bool = False
    seconds: float = 0.0
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def recorded(self) -> bool:
        """Whether anything stands: of a note, one that is not blank."""
        marks = (self.score, self.outcome, self.hint, self.points, self.note.strip())
        return any((*marks, self.recited, self.flag))

    @property
    def reached(self) -> bool:
        """Whether it was asked: whatever is recorded first says so, unless that was taken back."""
        return self.outcome is not None

    @property
    def result(self) -> Outcome:
        """The outcome of the five."""
        if self.outcome is None:
            return Outcome.NOT_REACHED
        if self.outcome == "answered" and self.hint:
            return Outcome.ANSWERED_WITH_HINT
        return Outcome(self.outcome)

    @property
    def controls(self) -> dict:
        """What the controls of the question show, as plain JSON; `points` is a sorted list."""
        return {
            "score": self.score,
            "outcome": self.outcome,
            "hint": self.hint,
            "points": sorted(self.points),
            "note": self.note,
            "recited": self.recited,
            "flag": self.flag,
        }


def _score(answer: Answer, value: int | None) -> Answer:
    outcome = answer.outcome if value is None else "answered"
    return replace(answer, score=value, outcome=outcome)


def _outcome(answer: Answer, value: str | None) -> Answer:
    score = answer.score if value == "answered" else None
    return replace(answer, score=score, outcome=value)


def _hint(answer: Answer, value: int) -> Answer:
    return _asked(replace(answer, hint=value), value > 0)


def _point(answer: Answer, value: Mapping) -> Answer:
    n = {value["n"]}
    points = answer.points | n if value["heard"] else answer.points - n
    return _asked(replace(answer, points=points), value["heard"])


def _note(answer: Answer, value: str) -> Answer:
    return _asked(replace(answer, note=value), value.strip() != "")


def _recited(answer: Answer, value: bool) -> Answer:
    return _asked(replace(answer, recited=value), value)


def _flag(answer: Answer, value: bool) -> Answer:
    return replace(answer, flag=value)


def _asked(answer: Answer, says_so: bool) -> Answer:
    """Where nothing says what became of the question, what is recorded about it means answered."""
    return replace(answer, outcome="answered") if says_so and answer.outcome is None else answer


BLANK = Answer()
CONTROLS: dict[str, Callable[[Answer, Any], Answer]] = {
    "score": _score,
    "outcome": _outcome,
    "hint": _hint,
    "point": _point,
    "note": _note,
    "recited": _recited,
    "flag": _flag,
}
