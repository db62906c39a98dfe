"""Fold the entries of one seat to its state."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from interview.script import Node, Script, UnknownNode
from interview.state import clock
from interview.state.agreement import Conflict, Heads, conflicts, in_order
from interview.state.answer import BLANK, CONTROLS, Answer
from interview.state.entry import KINDS, KINDS_TO_UNDO, Entry, Outcome, UnknownKind

MOST_UNDOABLE = 50


class Undoable(NamedTuple):
    """An entry that can be taken back, and what the controls it moved showed before it.

    `before` is Answer.controls for a question, {} for an add, {"call": ...} or {"summary": ...};
    `over` has the ids of the entries that stood in its field before it.
    """

    entry: str
    kind: str
    question: str
    before: dict
    over: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """What the entries of one seat add up to.

    `script` has the added nodes in sight; `known` also those whose add was taken back. `answers`
    has every node of `script`, in preorder. `undoable` holds the last 50 entries that moved a
    control (not those of the clock), newest last; `redoable` the entries taken back since the last
    such act, the last one last. `counts` is over the nodes in sight, planned or not. `shown` is the
    node on the candidate's screen, "" where that shows nothing; a finish clears it. `closed` is
    handed in and not reopened, `scorecard` the number of the last hand-in,
    `reopened` the reasons given. `heads` has the entries that stand last in each field.
    """

    script: Script
    answers: Mapping[str, Answer]
    current: str | None
    started_at: datetime | None
    finished_at: datetime | None
    paused: bool
    call: str | None
    summary: str
    shown: str
    closed: bool
    scorecard: int | None
    reopened: tuple[str, ...]
    undoable: tuple[Undoable, ...]
    counts: Mapping[Outcome, int]
    spent: float
    running_since: datetime | None
    heads: Mapping[str, tuple[Entry, ...]]
    known: Script = field(compare=False)
    redoable: tuple[Entry, ...] = field(compare=False)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields that were written in two places at once, until somebody chooses."""
        return conflicts(self.heads)

    def elapsed(self, now: datetime) -> float:
        """Give the seconds of the interview until `now`, without pauses; never negative."""
        return self.spent + self._running(now)

    def seconds(self, node: str, now: datetime) -> float:
        """Give the seconds one node was on screen until `now`, without pauses.

        Raises UnknownNode.
        """
        if node not in self.answers:
            raise UnknownNode(node)
        live = self._running(now) if node == self.current else 0.0
        return self.answers[node].seconds + live

    def _running(self, now: datetime) -> float:
        if self.running_since is None:
            return 0.0
        return max(0.0, (now - self.running_since).total_seconds())


def fold(entries: Iterable[Entry], script: Script) -> State:
    """Add the entries of one seat up, in the order given. Linear in the number of entries.

    An id counts once, the first time; one that comes late, after what replaced it, counts before
    that. An undone entry counts as not made until it is redone; undo of an unknown or undone entry
    does nothing, nor does redo of any other. Entries must have passed `check`. Raises UnknownKind,
    UnknownNode.
    """
    unique: dict[str, Entry] = {}
    for entry in entries:
        unique.setdefault(entry.id, entry)
    undone = undone_of(unique.values())
    record = _Record(script, {name: unique[name] for name in undone})
    live = []
    for entry in in_order(unique.values()):
        if entry.id not in undone:
            live.append(entry)
            record.take(entry)
        elif entry.kind == "add":
            record.know(entry)
    sight = record.in_sight()
    redoable = tuple(unique[name] for name in _redoable(unique.values()) if name in undone)
    return _state(record, sight, clock.count(live, record.known, sight), redoable)


def added_node(entry: Entry, script: Script) -> Node:
    """Give the node that an `add` makes; its topic is that of its parent in the script.

    Raises UnknownNode for a parent that is not there.
    """
    return _added(entry, script.get(entry.value["parent"]))


def undone_of(entries: Iterable[Entry]) -> set[str]:
    """Give the ids of the entries that were taken back and not redone, of entries in order."""
    earlier: set[str] = set()
    undone: set[str] = set()
    for entry in entries:
        if entry.kind in KINDS_TO_UNDO:
            earlier.add(entry.id)
        elif entry.kind == "undo" and entry.value["entry"] in earlier:
            undone.add(entry.value["entry"])
        elif entry.kind == "redo":
            undone.discard(entry.value["entry"])
    return undone


def _redoable(entries: Iterable[Entry]) -> list[str]:
    """Give the ids that were taken back since the last act, in the order of taking them back."""
    taken: list[str] = []
    for entry in entries:
        if entry.kind == "undo":
            taken.append(entry.value["entry"])
        elif entry.kind == "redo":
            taken = [name for name in taken if name != entry.value["entry"]]
        elif entry.kind in CONTROLS or entry.kind in _MOVING:
            taken.clear()
    return taken


class _Record:
    """What was recorded so far, the clock left out; `take` puts one entry to it."""

    def __init__(self, script: Script, undone: Mapping[str, Entry]) -> None:
        self.script = script
        self.heads = Heads(undone)
        self.known = {node.id: node for node in script.nodes}
        self.added: list[Node] = []
        self.kept: set[str] = set()
        self.answers: dict[str, Answer] = {}
        self.call: str | None = None
        self.summary = ""
        self.shown = ""
        self.closed = False
        self.scorecard: int | None = None
        self.reopened: list[str] = []
        self.moved: deque[Undoable] = deque(maxlen=MOST_UNDOABLE)

    def take(self, entry: Entry) -> None:
        """Put one entry to the record; those of the clock leave no trace here."""
        if entry.kind not in KINDS:
            raise UnknownKind(entry.kind)
        if entry.kind in CONTROLS:
            self.control(entry)
        elif entry.kind in _ACTS:
            _ACTS[entry.kind](self, entry)

    def control(self, entry: Entry) -> None:
        """Move one control of a question."""
        if entry.question not in self.known:
            raise UnknownNode(entry.question)
        before = self.answers.get(entry.question, BLANK)
        after = CONTROLS[entry.kind](before, entry.value)
        self.move(entry, before.controls)
        self.answers[entry.question] = replace(
            after, first_at=before.first_at or entry.at, last_at=entry.at
        )

    def move(self, entry: Entry, before: dict) -> None:
        """Remember what an entry moved, and what its controls showed before it."""
        over = self.heads.take(entry)
        self.moved.append(Undoable(entry.id, entry.kind, entry.question, before, over))

    def know(self, entry: Entry) -> None:
        """Remember an added node; its parent says its topic. The first of an id stays."""
        if entry.value["parent"] not in self.known:
            raise UnknownNode(entry.value["parent"])
        if entry.question not in self.known:
            node = _added(entry, self.known[entry.value["parent"]])
            self.known[node.id] = node
            self.added.append(node)

    def in_sight(self) -> Script:
        """Give the script with what was added and kept; a record or a kept child keeps a node."""
        kept: set[str | None] = set(self.kept)
        for node in reversed(self.added):
            if node.id in kept or self.answers.get(node.id, BLANK).recorded:
                kept |= {node.id, node.parent}
        return self.script.with_added(node for node in self.added if node.id in kept)


def _added(entry: Entry, parent: Node) -> Node:
    return Node(
        id=entry.question,
        parent=parent.id,
        question=None,
        revision=None,
        topic=parent.topic,
        core=False,
        minutes=0,
        prompt=entry.value["prompt"],
        planned=False,
        points=0,
        hints=0,
    )


def _add(record: _Record, entry: Entry) -> None:
    record.know(entry)
    record.kept.add(entry.question)
    record.move(entry, {})


def _call(record: _Record, entry: Entry) -> None:
    record.move(entry, {"call": record.call})
    record.call = entry.value


def _summary(record: _Record, entry: Entry) -> None:
    record.move(entry, {"summary": record.summary})
    record.summary = entry.value


def _show(record: _Record, entry: Entry) -> None:
    record.shown = entry.question


def _hide(record: _Record, entry: Entry) -> None:
    record.shown = ""


def _hand_in(record: _Record, entry: Entry) -> None:
    record.closed = True
    record.shown = ""
    record.scorecard = entry.value["scorecard"]


def _reopen(record: _Record, entry: Entry) -> None:
    record.closed = False
    record.reopened.append(entry.value["reason"])


_MOVING = ("add", "call", "summary")
_ACTS = {
    "add": _add,
    "show": _show,
    "finish": _hide,
    "call": _call,
    "summary": _summary,
    "hand_in": _hand_in,
    "reopen": _reopen,
}


def _state(record: _Record, sight: Script, time: clock.Clock, redoable: tuple[Entry, ...]) -> State:
    answers = {
        node.id: replace(record.answers.get(node.id, BLANK), seconds=_seconds(time.on.get(node.id)))
        for node in sight.nodes
    }
    return State(
        script=sight,
        answers=answers,
        current=time.current,
        started_at=time.started_at,
        finished_at=time.finished_at,
        paused=time.paused,
        call=record.call,
        summary=record.summary,
        shown=record.shown,
        closed=record.closed,
        scorecard=record.scorecard,
        reopened=tuple(record.reopened),
        undoable=tuple(record.moved),
        counts=_counts(answers.values()),
        spent=_seconds(time.spent),
        running_since=time.mark if time.running else None,
        heads=record.heads.of,
        known=record.script.with_added(record.added),
        redoable=redoable,
    )


def _seconds(span: timedelta | None) -> float:
    return span.total_seconds() if span else 0.0


def _counts(answers: Iterable[Answer]) -> dict[Outcome, int]:
    counts = dict.fromkeys(Outcome, 0)
    for answer in answers:
        counts[answer.result] += 1
    return counts
