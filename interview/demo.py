"""Something to try on a fresh instance: a position and a kit, made up, to practise with."""

from __future__ import annotations

from django.db import transaction

from interview import scripting
from interview.models import Kit, Position
from interview.spoken import SUGGESTED
from questions.models import Pack, Question

PACK = "deep-learning"
POSITION = "딥러닝 개발자 · Deep learning engineer (demo)"
KIT = "딥러닝 기초 60분 · Deep learning basics (demo)"
MINUTES = 60


@transaction.atomic
def make_demo() -> None:
    """Make the demo from the shipped pack, where there is no position at all yet.

    Again, it does nothing; nor without the pack. Nothing that is there is changed.
    """
    roots = _roots()
    if not roots or Position.objects.exists():
        return
    position = Position.objects.create(title=POSITION)
    kit = Kit.objects.create(title=KIT, position=position, minutes=MINUTES, **SUGGESTED)
    kit.pick_all(roots[:-1])
    kit.pick(roots[-1], core=False)


def find_kit() -> Kit | None:
    """Give the demo's kit, if it is there and still has something to ask."""
    asked = Kit.objects.filter(chains__isnull=False, chains__root__retired_at=None)
    return asked.filter(title=KIT).first()


def _roots() -> list[Question]:
    """Give the first chains that have follow-ups and, with all of these, fit into the hour."""
    pack = Pack.objects.filter(slug=PACK).first()
    if pack is None:
        return []
    sizes = scripting.sizes([pack.pk])
    fitting: list[Question] = []
    left = MINUTES
    for root in pack.questions.filter(parent=None).active().in_order():
        if sizes[root.pk].follow_ups and sizes[root.pk].minutes <= left:
            fitting.append(root)
            left -= sizes[root.pk].minutes
    return fitting
