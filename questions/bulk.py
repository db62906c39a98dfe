"""Write many questions and their words at once, in as many queries as few ones take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Subquery

from questions.models import Pack, Question, Revision, Topic
from questions.outline_places import Place

BATCH = 500


def put(
    pack: Pack,
    *,
    topics: Sequence[Topic],
    moved_topics: Sequence[Topic],
    places: Iterable[Place],
    moved: Sequence[Question],
) -> None:
    """Save new topics, the new questions of these places, and what moved or has another key."""
    for topic in topics:
        topic.pack = pack
    Topic.objects.bulk_create(topics)
    Topic.objects.bulk_update(moved_topics, ["key", "title", "position"])
    levels: dict[int, list[Question]] = defaultdict(list)
    for place in places:
        levels[place.level].append(place.question)
    for level in sorted(levels):
        Question.objects.bulk_create(levels[level])
    Question.objects.bulk_update(moved, ["parent", "topic", "position", "key"], BATCH)


def revise(pack: Pack, revisions: Sequence[Revision]) -> None:
    """Save revisions, and make the latest one of each question its current one."""
    if revisions:
        Revision.objects.bulk_create(revisions)
        latest = Revision.objects.filter(question=OuterRef("pk")).order_by("-number")
        pack.questions.update(current=Subquery(latest.values("pk")[:1]))
