"""What is shown of fields that were written in two places at once, until somebody chooses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interview.labels import OUTCOMES
from interview.models import Call
from interview.state import Conflict, Entry, State
from questions.labels import SCORES


class Side(NamedTuple):
    """One of the values: its entry, its words, and when and on which device it was made."""

    entry: str
    words: str
    at: datetime
    device: str
    choosing: str  # the entry that choosing it makes, as JSON


@dataclass(frozen=True)
class Disputed:
    """One field of the screen with the values that stand in it; `path` is "" for none's."""

    question: str
    path: str
    kind: str
    title: str
    sides: list[Side]


def disputed(state: State) -> Iterator[Disputed]:
    """Give the fields of a seat in which different things stand."""
    for conflict in state.conflicts:
        first = conflict.entries[0]
        path = state.known.path(first.question) if first.question else ""
        title = str(_TITLES[first.kind])
        if first.kind == "point":
            title = f"{title} {first.value['n']}"
        sides = [_side(conflict, entry) for entry in conflict.entries]
        yield Disputed(first.question, path, first.kind, title, sides)


def _side(conflict: Conflict, entry: Entry) -> Side:
    act = {
        "kind": entry.kind,
        "question": entry.question,
        "value": entry.value,
        "over": [one.id for one in conflict.entries],
    }
    words = (
        _WORDS.get(entry.kind, str)(entry.value) if entry.value not in (None, "") else _("empty")
    )
    return Side(entry.id, words, entry.at, entry.device, json.dumps(act))


_TITLES = {
    "score": gettext_lazy("Score"),
    "outcome": gettext_lazy("Outcome"),
    "hint": gettext_lazy("Hints given"),
    "point": gettext_lazy("Key point"),
    "note": gettext_lazy("Note"),
    "recited": gettext_lazy("Sounded recited"),
    "flag": gettext_lazy("Flag"),
    "call": gettext_lazy("Overall call"),
    "summary": gettext_lazy("Summary"),
}
_WORDS: dict[str, Callable[[Any], str]] = {
    "score": lambda value: f"{value} {SCORES[str(value)]}",
    "outcome": lambda value: str(OUTCOMES[value]),
    "point": lambda value: _("Heard") if value["heard"] else _("Not heard"),
    "recited": lambda value: _("yes") if value else _("no"),
    "flag": lambda value: _("yes") if value else _("no"),
    "call": lambda value: str(Call(value).label),
}
