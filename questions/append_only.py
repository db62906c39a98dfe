"""Rows that are written once: revisions, journal entries, scorecards."""

from typing import Any, NoReturn

from django.db import models


class Immutable(Exception):
    """Somebody tried to change what must stay as it was written."""


class AppendOnlyQuerySet(models.QuerySet):
    """A queryset that adds and reads, and refuses to change."""

    def update(self, **fields: object) -> NoReturn:
        """Refuse; raises Immutable."""
        raise Immutable(self.model.__name__)

    def bulk_update(self, *args: object, **fields: object) -> NoReturn:
        """Refuse; raises Immutable."""
        raise Immutable(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse; raises Immutable."""
        raise Immutable(self.model.__name__)


class AppendOnly(models.Model):
    """A row that cannot be saved twice and not be deleted on its own."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Insert the row; raises Immutable where it stands already."""
        if not self._state.adding:
            raise Immutable(type(self).__name__)
        super().save(*args, **options)

    def delete(self, *args: object, **options: object) -> NoReturn:
        """Refuse; raises Immutable."""
        raise Immutable(type(self).__name__)
