"""The words of the journal: what an entry is, its kinds, the scale, outcomes and calls."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Any

SCORES = {1: "Poor", 2: "Borderline", 3: "Solid", 4: "Outstanding"}
CALLS = ("strong_no", "no", "yes", "strong_yes")
OUTCOMES = ("answered", "no_answer", "skipped")

OF_A_QUESTION = frozenset({"score", "outcome", "hint", "point", "note", "recited", "flag"})
OF_THE_CLOCK = frozenset({"start", "open", "pause", "resume", "finish"})
OF_THE_SERVER = frozenset({"hand_in", "reopen"})
KINDS = (
    OF_A_QUESTION
    | OF_THE_CLOCK
    | OF_THE_SERVER
    | {"add", "show", "call", "summary", "undo", "redo"}
)
KINDS_FROM_CLIENT = KINDS - OF_THE_SERVER
# What was seen was seen.
KINDS_TO_UNDO = KINDS_FROM_CLIENT - {"undo", "redo", "start", "show"}


class Outcome(enum.StrEnum):
    """What became of one question; the five stay different all the way to the report."""

    NOT_REACHED = enum.auto()
    SKIPPED = enum.auto()
    NO_ANSWER = enum.auto()
    ANSWERED_WITH_HINT = enum.auto()
    ANSWERED = enum.auto()


class InvalidEntry(ValueError):
    """An entry that a client may not make: `code` for programs, `message` (English) for logs.

    `entry` is the id of the entry, once somebody knows it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.entry: str | None = None
        self.code = code
        self.message = message


class UnknownKind(InvalidEntry):
    """No entry has this kind; its code is "unknown_kind"."""

    def __init__(self, kind: object) -> None:
        name = kind[:40] if isinstance(kind, str) else type(kind).__name__
        super().__init__("unknown_kind", f"no entry has the kind {name!r}")


@dataclass(frozen=True)
class Entry:
    """One act in the journal. `id` is a UUID as a string; `question` a node id or "".

    `over` has the ids of the entries of the same field that its writer saw, or is None where the
    writer saw whatever stood: a plain form, the server itself. `device` says where it was made.
    """

    id: str
    kind: str
    question: str
    value: Any
    at: datetime
    over: tuple[str, ...] | None = None
    device: str = ""

    @property
    def said(self) -> tuple[str, str, Any, tuple[str, ...] | None]:
        """What it says; when is left out, for the server may have corrected a wrong clock."""
        return self.kind, self.question, self.value, self.over
