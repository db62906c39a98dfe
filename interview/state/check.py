"""Whether a client may make an entry: strict about types, sizes and characters."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from interview.script import Script
from interview.state.entry import (
    CALLS,
    KINDS,
    KINDS_FROM_CLIENT,
    OF_A_QUESTION,
    OF_THE_CLOCK,
    OUTCOMES,
    SCORES,
    InvalidEntry,
    UnknownKind,
)
from interview.state.fold import State

NOTE_BYTES = 64 * 1024
SUMMARY_BYTES = 64 * 1024
PROMPT_BYTES = 4 * 1024
MOST_LEVELS = 32
MOST_STEPS = 100  # of key points and of hints, where nobody said how many the card has


class Limits(NamedTuple):
    """How many key points and hints the card of a question has."""

    points: int
    hints: int


def check(
    kind: str,
    question: str,
    value: Any,
    where: Script | State,
    limits: Mapping[str, tuple[int, int]] | None = None,
) -> None:
    """Accept an entry from a client in silence, or raise InvalidEntry.

    `where` is the state so far, or a script (then nobody looks whether it is closed). How many
    key points and hints a question has is in its node; `limits`, where given, says it instead:
    (key points, hints) a node id, and a node that is not in it has neither. A card without
    written hints allows a hint of 0 or 1. Codes: unknown_kind (UnknownKind), server_only, closed,
    question, unknown_node, node_taken, too_deep, value, blank, too_long, characters.
    """
    if not isinstance(kind, str) or kind not in KINDS:
        raise UnknownKind(kind)
    _require(kind in KINDS_FROM_CLIENT, "server_only", f"only the server makes {kind}")
    _require(not getattr(where, "closed", False), "closed", "the scorecard is handed in")
    known = where.known if isinstance(where, State) else where
    _require(isinstance(question, str), "question", "the question must be a string")
    if kind == "add":
        _check_add(question, value, known)
    elif kind in OF_A_QUESTION or kind == "open" or (kind == "show" and question):
        _require(question in known, "unknown_node", "no such question in the script")
        _check_value(kind, value, _room(known, question, limits))
    else:
        _require(question == "", "question", f"{kind} belongs to no question")
        _check_value(kind, value, Limits(0, 0))


def _require(condition: bool, code: str, message: str) -> None:
    if not condition:
        raise InvalidEntry(code, message)


def _room(known: Script, question: str, limits: Mapping[str, tuple[int, int]] | None) -> Limits:
    """Give the highest key point and hint that an entry may name."""
    if limits is None:
        node = known.get(question)
        points, hints = node.points, node.hints
    else:
        points, hints = limits.get(question, (0, 0))
    return Limits(_or_most(points), max(1, _or_most(hints)))


def _or_most(steps: int | None) -> int:
    return MOST_STEPS if steps is None else steps


def _check_value(kind: str, value: Any, room: Limits) -> None:
    if kind == "note":
        _check_text(value, NOTE_BYTES)
    elif kind == "summary":
        _check_text(value, SUMMARY_BYTES)
    else:
        _require(_FITS[kind](value, room), "value", f"not a value of {kind}")


_FITS: dict[str, Callable[[Any, Limits], bool]] = {
    **dict.fromkeys(OF_THE_CLOCK | {"show"}, lambda value, room: value is None),
    "score": lambda value, room: value is None or _whole(value, 1, max(SCORES)),
    "outcome": lambda value, room: value is None or _word(value, OUTCOMES),
    "call": lambda value, room: value is None or _word(value, CALLS),
    "hint": lambda value, room: _whole(value, 0, room.hints),
    "point": lambda value, room: (
        _has_only(value, "n", "heard")
        and _whole(value["n"], 1, room.points)
        and isinstance(value["heard"], bool)
    ),
    **dict.fromkeys(("recited", "flag"), lambda value, room: isinstance(value, bool)),
    **dict.fromkeys(
        ("undo", "redo"),
        lambda value, room: _has_only(value, "entry") and _is_uuid(value["entry"]),
    ),
}


def _whole(value: Any, least: int, most: int) -> bool:
    # In Python True == 1 and 1.0 == 1; in a journal they are not.
    return type(value) is int and least <= value <= most


def _word(value: Any, words: Iterable[str]) -> bool:
    return isinstance(value, str) and value in words


def _has_only(value: Any, *keys: str) -> bool:
    return isinstance(value, dict) and value.keys() == set(keys)


def _is_uuid(value: Any) -> bool:
    """Whether it is a UUID in its canonical form: lower case, with hyphens."""
    try:
        return isinstance(value, str) and len(value) == 36 and str(uuid.UUID(value)) == value
    except ValueError:
        return False


# Control characters but tab and line ends, halves of surrogate pairs, and the mark of what could
# not be read: no database takes all of them, and no card.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")


def fit(text: str) -> str:
    """Give the text with a space for each character that no text may hold, and plain line ends."""
    return _UNFIT.sub(" ", text.replace("\r\n", "\n"))


def _check_text(value: Any, most: int) -> None:
    _require(isinstance(value, str), "value", "the text must be a string")
    _require(len(value) <= most, "too_long", f"more than {most} bytes")
    _require(not _UNFIT.search(value), "characters", "a control character or half a character")
    _require(len(value.encode()) <= most, "too_long", f"more than {most} bytes")


def _check_add(question: str, value: Any, known: Script) -> None:
    _require(_is_uuid(question), "question", "an added question is called by a UUID")
    _require(question not in known, "node_taken", "this question is there already")
    _require(_has_only(value, "parent", "prompt"), "value", "not a value of add")
    parent = value["parent"]
    _require(isinstance(parent, str) and parent in known, "unknown_node", "no such parent")
    _require(known.depth(parent) < MOST_LEVELS, "too_deep", f"more than {MOST_LEVELS} levels")
    _check_text(value["prompt"], PROMPT_BYTES)
    _require(_shows(value["prompt"]), "blank", "the prompt is blank")


def _shows(text: str) -> bool:
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)
