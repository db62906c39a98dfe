"""Where rows stand among their siblings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from questions.card import Card, gaps
from questions.sheet import Page

LEVEL = Card.model_fields["level"].default


@dataclass(frozen=True)
class Place:
    """A question as a tree shows it: where it stands and its prompt, without the rest."""

    pk: int
    pack_id: int
    parent_id: int | None
    topic_id: int | None
    retired: bool
    prompt: dict[str, str]
    standing: str


@dataclass(frozen=True)
class Row(Place):
    """A place with what a keeper looks for: kind, level, gaps in the languages, the last check."""

    kind: str
    level: str
    checked_on: date | None
    gaps: tuple[str, ...]

    @classmethod
    def of(
        cls,
        pk: int,
        pack: int,
        parent: int | None,
        topic: int | None,
        retired: bool,
        content: Any,
        languages: Collection[str],
    ) -> Row:
        """Read a row out of a revision's content, which may be older than a field of cards.

        `languages` are those of its pack.
        """
        checked = content.get("checked")
        return cls(
            *(pk, pack, parent, topic, retired, content["prompt"], content["standing"]),
            kind=content["kind"],
            level=content.get("level", LEVEL),
            checked_on=date.fromisoformat(checked["on"]) if checked else None,
            gaps=gaps(content, languages),
        )


@dataclass(frozen=True)
class Sheet:
    """A question as a page of all cards shows it: where it stands, and its page."""

    pk: int
    parent_id: int | None
    topic_id: int | None
    retired: bool
    page: Page


def store_order(model: type[Any], rows: Iterable[Any]) -> None:
    """Store the order in which these siblings come."""
    rows = list(rows)
    for position, row in enumerate(rows):
        row.position = position
    model.objects.bulk_update(rows, ["position"])


def end_of(siblings: models.QuerySet[Any]) -> int:
    """Give the position behind all siblings; positions have gaps where one moved away."""
    last = siblings.aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1
