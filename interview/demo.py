"""Something to try on a fresh instance: a position and a kit, made up, to practise with."""

from __future__ import annotations

from django.db import transaction

from interview.models import Kit, Position
from interview.spoken import SUGGESTED
from questions.models import Pack, Question

PACK = "deep-learning"
POSITION = "딥러닝 개발자 · Deep learning engineer (demo)"
KIT = "딥러닝 기초 60분 · Deep learning basics (demo)"
# Minutes, and whether the chain is core; one row for each chain of the kit.
CHAINS = ((12, True), (12, True), (10, True), (10, True), (8, False), (8, False))


@transaction.atomic
def make_demo() -> None:
    """Make the demo from the shipped pack, where there is no position at all yet.

    Again, it does nothing; nor without the pack. Nothing that is there is changed.
    """
    roots = _roots()
    if not roots or Position.objects.exists():
        return
    position = Position.objects.create(title=POSITION)
    kit = Kit.objects.create(title=KIT, position=position, minutes=60, **SUGGESTED)
    for root, (minutes, core) in zip(roots, CHAINS, strict=False):
        kit.pick(root, minutes=minutes, core=core)


def find_kit() -> Kit | None:
    """Give the demo's kit, if it is there and still has something to ask."""
    asked = Kit.objects.filter(chains__isnull=False, chains__root__retired_at=None)
    return asked.filter(title=KIT).first()


def _roots() -> list[Question]:
    """Give the first chains that have follow-ups: without them there is little to try."""
    pack = Pack.objects.filter(slug=PACK).first()
    if pack is None:
        return []
    below = pack.questions.exclude(parent=None).active().values("parent")
    roots = pack.questions.filter(parent=None, pk__in=below).active().in_order()
    return list(roots[: len(CHAINS)])
