"""Whether all who write to one journal agree: what stands last in each field of the screen.

An entry names in `over` the entries of its field that its writer saw. What is not named by a later
one still stands: two that stand say that two tabs or devices wrote without knowing of each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from interview.state.entry import Entry

_SHARED = {"score": "result", "outcome": "result"}  # each moves the other
_FIELDS = frozenset(
    {"score", "outcome", "hint", "point", "note", "recited", "flag", "call", "summary"}
)


class Conflict(NamedTuple):
    """Entries of one field that say different things, none of them made in sight of the others."""

    field: str
    entries: tuple[Entry, ...]


def field_of(kind: str, question: str, value: Any) -> str | None:
    """Name the field that an entry writes, such as "2 note" or "1 point 3"; None where none is."""
    if kind not in _FIELDS:
        return None
    number = [str(value["n"])] if kind == "point" else []
    return " ".join([question, _SHARED.get(kind, kind), *number]).strip()


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Give the entries as they came, but each after those that it was made over."""
    by_id = {entry.id: entry for entry in entries}
    placed: dict[str, Entry] = {}
    for entry in by_id.values():
        path = [entry]
        while path:
            before = [by_id[name] for name in path[-1].over or () if name in by_id]
            missing = [one for one in before if one.id not in placed and one not in path]
            if missing:
                path.append(missing[0])
            else:
                placed.setdefault(path[-1].id, path.pop())
    return list(placed.values())


class Heads:
    """What stands last in each field; `take` puts the next entry to it.

    `undone` are the entries that were taken back, by id: an entry made over one of them was made
    over what that one had replaced, too.
    """

    def __init__(self, undone: Mapping[str, Entry]) -> None:
        self._undone = undone
        self.of: dict[str, tuple[Entry, ...]] = {}

    def take(self, entry: Entry) -> tuple[str, ...]:
        """Let an entry stand; give the ids of those that stood in its field before it."""
        field = field_of(entry.kind, entry.question, entry.value)
        if field is None:
            return ()
        before = self.of.get(field, ())
        seen = self._seen(entry)
        kept = () if seen is None else tuple(one for one in before if one.id not in seen)
        self.of[field] = (*kept, entry)
        return tuple(one.id for one in before)

    def _seen(self, entry: Entry) -> Collection[str] | None:
        """Give the ids of those that its writer saw; None where that was whatever stood."""
        seen: set[str] = set()
        waiting = [entry]
        while waiting:
            over = waiting.pop().over
            if over is None:
                return None
            waiting += [self._undone[one] for one in over if one in self._undone.keys() - seen]
            seen.update(over)
        return seen


def conflicts(heads: Mapping[str, tuple[Entry, ...]]) -> tuple[Conflict, ...]:
    """Give the fields in which different things stand."""
    return tuple(
        Conflict(field, entries)
        for field, entries in heads.items()
        if any((one.kind, one.value) != (entries[0].kind, entries[0].value) for one in entries)
    )
