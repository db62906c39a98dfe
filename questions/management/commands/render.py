"""`manage.py render`: make the HTML of the revisions that an earlier version made."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet

from questions.models import Revision
from questions.rendering import outdated, render


class Command(BaseCommand):
    """Make anew what is out of date; a second run finds nothing to do."""

    help = "Make the HTML of every revision that an earlier version of Kkori made."

    def handle(self, *, verbosity: int, **_options: Any) -> None:
        """Render, and say after each batch how far it is."""
        revisions: QuerySet = QuerySet(Revision)
        total = outdated(revisions).count()
        for done in render(revisions):
            if verbosity:
                self.stdout.write(f"{done} of {total} revisions")
