"""What was sent and could not be recorded: kept as it came, with the reason, and never used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from interview.models.seat import Seat
from questions.append_only import AppendOnly, AppendOnlyQuerySet


class QuarantinedQuerySet(AppendOnlyQuerySet):
    """Quarantined entries, by how they come in."""

    def keep(self, user: Any, seat: Seat | None, rows: Iterable[dict], reason: str) -> list[str]:
        """Keep each row once, however often it is sent; give the ids that they name."""
        rows = list(rows)
        fresh: list[Any] = [Quarantined.of(user, seat, row, reason) for row in rows]
        self.bulk_create(fresh, ignore_conflicts=True)
        return [row["id"] for row in rows]

    keep.alters_data = True  # type: ignore[attr-defined]


class Quarantined(AppendOnly):
    """One entry that was refused; `body` is its JSON in ASCII, whatever characters it names."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="quarantined", null=True)
    reason = models.CharField(max_length=20)
    body = models.TextField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(default=timezone.now)

    objects = QuarantinedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name_plural = "quarantined"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="quarantined_once")]

    def __str__(self) -> str:
        return f"{self.reason}: {self.body[:40]}"

    @classmethod
    def of(cls, user: Any, seat: Seat | None, row: dict, reason: str) -> Quarantined:
        """Give the unsaved row; the same words for the same seat and reason have one digest."""
        body = json.dumps(row)
        told = json.dumps([seat and seat.pk, reason, body])
        digest = hashlib.sha256(told.encode()).hexdigest()
        return cls(user=user, seat=seat, reason=reason, body=body, digest=digest)
