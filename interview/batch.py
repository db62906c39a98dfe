"""Read what an outbox sends: a batch of entries for one seat."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from interview.state import Entry, InvalidEntry

MOST_ENTRIES = 200
MOST_OVER = 50
LONGEST_OFFLINE = timedelta(days=30)
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Batch:
    """`{"seat": key, "entries": [...]}` as it came: the key in canonical form, rows unchecked."""

    seat: uuid.UUID
    rows: list[Any]

    @classmethod
    def read(cls, body: bytes) -> Batch:
        """Read a request's body. Raises InvalidEntry for what is no batch."""
        try:
            batch = json.loads(body)
            key, rows = uuid.UUID(batch["seat"]), batch["entries"]
            json.dumps(rows)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise InvalidEntry("batch", "not a batch of entries") from error
        if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ENTRIES:
            raise InvalidEntry("batch", f"a batch has 1 to {MOST_ENTRIES} entries")
        return cls(key, rows)

    def entries(self, now: datetime) -> list[Entry]:
        """Give the rows as entries. Raises InvalidEntry that names one which is none."""
        return [_entry(row, now) for row in self.rows]

    def named(self, entry: str | None) -> list[dict]:
        """Give the rows with this id; without one, all that have an id."""
        rows = [row for row in self.rows if _name(row) is not None]
        return [row for row in rows if entry is None or _name(row) == entry]


def _name(row: Any) -> str | None:
    name = row.get("id") if isinstance(row, dict) else None
    try:
        return str(uuid.UUID(name))
    except (ValueError, TypeError, AttributeError):
        return name if isinstance(name, str) else None


def _entry(row: Any, now: datetime) -> Entry:
    try:
        name, kind, question = (_text(row[field]) for field in ("id", "kind", "question"))
        at, over = _time(row["at"], now), _over(row.get("over"))
        device = str(uuid.UUID(row["device"])) if row.get("device") else ""
        return Entry(str(uuid.UUID(name)), kind, question, row["value"], at, over, device)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        refusal = InvalidEntry("entry", "an entry lacks a field or has a wrong one")
        refusal.entry = _name(row)
        raise refusal from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _over(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) > MOST_OVER:
        raise ValueError(f"at most {MOST_OVER} ids")
    return tuple(str(uuid.UUID(one)) for one in value)


def _time(text: str, now: datetime) -> datetime:
    """Read a client's time; a clock that is far off is set right, so that nothing is lost by it."""
    at = parse_datetime(text)
    if at is None or timezone.is_naive(at):
        raise ValueError("a time needs a date and a zone")
    return max(now - LONGEST_OFFLINE, min(at, now + CLOCK_SKEW))
