"""Files that somebody sent to be loaded as a pack, kept while they look at what would change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

KEPT = timedelta(days=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, the newest first."""

    def of(self, user: Any) -> UploadQuerySet:
        """Those that this person sent: nobody else sees them."""
        return self.filter(user=user)

    @transaction.atomic
    def keep(self, **fields: Any) -> Upload:
        """Keep an upload; those of the same person that are more than a day old go."""
        self.of(fields["user"]).filter(created_at__lt=timezone.now() - KEPT).delete()
        return self.create(**fields)

    keep.alters_data = True  # type: ignore[attr-defined]


class Upload(models.Model):
    """A file, where a table in it goes, and what came of checking it.

    `into` is the address of the pack that a table goes into, "" for a new one with this title.
    `result` is null until the file was checked; then it is what `questions.intake` made of it:
    `problems` with their `count`, or `changes`; once it was loaded `loaded` true, then `told`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    into = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    result = models.JSONField(null=True)
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("questions:upload", args=[self.pk])

    @property
    def is_loaded(self) -> bool:
        """Whether it was loaded; its data is gone then."""
        return bool(self.result and self.result.get("loaded"))

    def note(self, result: dict[str, Any]) -> None:
        """Write down what came of checking the file."""
        self.result, self.checked_at = result, timezone.now()
        self.save(update_fields=["result", "checked_at"])

    note.alters_data = True  # type: ignore[attr-defined]

    def close(self) -> None:
        """Write down that the file is loaded; it is not needed any more."""
        self.data, self.result = b"", {**(self.result or {}), "loaded": True}
        self.save(update_fields=["data", "result"])

    close.alters_data = True  # type: ignore[attr-defined]

    def tell(self) -> bool:
        """Say whether what was loaded has yet to be told; it is told after that."""
        result = self.result or {}
        self.result = {**result, "told": True}
        self.save(update_fields=["result"])
        return not result.get("told")

    tell.alters_data = True  # type: ignore[attr-defined]
