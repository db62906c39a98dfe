"""Make the HTML of revisions anew, batch by batch."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from questions import sheet
from questions.card import Card

BATCH = 100


def outdated(revisions: QuerySet) -> QuerySet:
    """Give those whose HTML another version of the renderer made, or that have none."""
    return revisions.filter(Q(html__version__isnull=True) | ~Q(html__version=sheet.VERSION))


def render(revisions: QuerySet) -> Iterator[int]:
    """Render what is out of date among these; gives after each batch how many are done.

    The queryset is a plain one: the words of a revision never change, but what is made of them may.
    """
    waiting = list(outdated(revisions).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), BATCH):
        batch = list(revisions.filter(pk__in=waiting[start : start + BATCH]).only("content"))
        for revision in batch:
            revision.html = sheet.of(Card.model_validate(revision.content))
        revisions.bulk_update(batch, ["html"])
        yield start + len(batch)
