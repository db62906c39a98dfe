"""Where rows stand among their siblings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from questions.sheet import Page


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
