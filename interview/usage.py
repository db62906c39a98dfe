"""How questions are used: which kits ask them, in how many interviews they were asked, when last.

What counts is what was handed in, each interview once, without a question that was not reached or
was skipped. Nothing says whose interview it was: numbers of the bank are everybody's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max

from interview.models import Kit, KitChain, Line
from interview.state import Outcome
from questions import tree
from questions.models import Pack, Place
from questions.tree import Node

UNASKED = (Outcome.NOT_REACHED, Outcome.SKIPPED)


@dataclass(frozen=True)
class Usage:
    """One question's use; `last` is when the last interview that asked it was handed in."""

    node: Node[Place]
    kits: tuple[Kit, ...]
    asked: int
    last: datetime | None


def of_pack(pack: Pack) -> list[Usage]:
    """Give the use of each question in use of a pack, in the order of its tree."""
    kits, lines = _kits(pack), _lines(pack)
    return [
        Usage(node, tuple(kits[root.item.pk]), *lines.get(node.item.pk, (0, None)))
        for root in pack.tree()
        for node in tree.walk([root])
        if node.numbered
    ]


def picked(rows: list[Usage], show: str, sort: str) -> list[Usage]:
    """Give those that were never asked or are in no kit, the most or the latest asked first."""
    keep = {"never": lambda row: not row.asked, "no_kit": lambda row: not row.kits}
    orders = {
        "asked": lambda row: -row.asked,
        "last": lambda row: -row.last.timestamp() if row.last else 0,
    }
    kept = [row for row in rows if show not in keep or keep[show](row)]
    return sorted(kept, key=orders[sort]) if sort in orders else kept


def _kits(pack: Pack) -> dict[int, list[Kit]]:
    """Give the kits by the root question of each chain that they ask."""
    kits: dict[int, list[Kit]] = defaultdict(list)
    chains = KitChain.objects.filter(root__pack=pack).select_related("kit")
    for chain in chains.order_by("kit__title", "kit_id"):
        kits[chain.root_id].append(chain.kit)
    return kits


def _lines(pack: Pack) -> dict[int, tuple[int, datetime]]:
    """Count the interviews by question, by the scorecards that hold today."""
    valid = Line.objects.filter(question__pack=pack, scorecard=F("scorecard__seat__scorecard"))
    counted = valid.exclude(outcome__in=UNASKED).order_by().values_list("question")
    rows = counted.annotate(
        asked=Count("scorecard__seat__interview", distinct=True),
        last=Max("scorecard__handed_in_at"),
    )
    return {question: (asked, last) for question, asked, last in rows}
