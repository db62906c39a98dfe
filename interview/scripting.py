"""Freeze a kit into a script: exact revisions, so that editing the bank moves no interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from interview.script import Node, Script
from questions import tree
from questions.models import Question

if TYPE_CHECKING:
    from interview.models import Kit, KitChain


class Place(NamedTuple):
    """One active question's place in its pack, and the minutes that its card plans."""

    pk: int
    parent: int | None
    minutes: int


@dataclass(frozen=True)
class Size:
    """How many active questions a chain has, its root included, and their cards' minutes."""

    questions: int
    minutes: int

    @property
    def follow_ups(self) -> int:
        return self.questions - 1


def sizes(packs: Iterable[int]) -> dict[int, Size]:
    """Give the size of every chain of these packs (ids) by its root's id, in one query."""
    return {root: size(node) for root, node in trees(packs).items()}


def trees(packs: Iterable[int]) -> dict[int, tree.Node[Place]]:
    """Give every active chain of these packs (ids) by its root's id, without its words.

    One query. A follow-up below a retired question is left out with it.
    """
    active = Question.objects.filter(pack__in=set(packs)).active().in_order()
    rows = active.values_list("pk", "parent_id", "current__content__minutes")
    places = [Place(*row) for row in rows]
    return {n.item.pk: n for n in tree.build(places, lambda p: p.pk, lambda p: p.parent)}


def size(root: tree.Node[Place]) -> Size:
    """Give the size of one chain."""
    minutes = [node.item.minutes for node in tree.walk([root])]
    return Size(len(minutes), sum(minutes))


class Asked:
    """What a kit would ask now: its chains that are not retired, their trees, their questions.

    `trees` goes by the root's id, `cards` by each question's, with `pages` their HTML too. Costs
    three queries.
    """

    def __init__(self, kit: Kit, *, pages: bool = False) -> None:
        chains = list(kit.chains.select_related("root"))
        self.trees = trees(chain.root.pack_id for chain in chains)
        self.chains: list[KitChain] = [c for c in chains if c.root_id in self.trees]
        roots = [self.trees[chain.root_id] for chain in self.chains]
        wanted = [node.item.pk for node in tree.walk(roots)]
        found = Question.objects.filter(pk__in=wanted)
        questions = found.with_pages() if pages else found.with_cards()
        self.cards = {question.pk: question for question in questions}


def freeze(kit: Kit) -> dict[str, Any]:
    """Give the script as JSON: nodes in the order of asking, and the texts as they read now.

    A node's minutes are the kit's minutes for a root, and 0 for its follow-ups, which share them.
    Retired questions are left out.
    """
    asked = Asked(kit)
    nodes: list[Node] = []
    for chain in asked.chains:
        root = asked.trees[chain.root_id]
        nodes += _chain_nodes(root, chain, asked.cards, first=len(nodes) + 1)
    return {
        "kit": kit.title,
        "position": kit.position.title,
        "minutes": kit.minutes,
        "opening": kit.opening,
        "closing": kit.closing,
        "topics": {str(q.topic_id): q.topic.title for q in asked.cards.values() if q.topic},
        "nodes": Script(tuple(nodes)).to_json(),
    }


def _chain_nodes(
    root: tree.Node[Place], chain: KitChain, cards: Mapping[int, Question], first: int
) -> Iterator[Node]:
    ids: dict[int | None, str] = {}
    for number, place in enumerate(tree.walk([root]), start=first):
        question = cards[place.item.pk]
        content = question.current.content if question.current else {}
        ids[question.pk] = str(number)
        yield Node(
            id=str(number),
            parent=ids.get(place.item.parent),
            question=question.pk,
            revision=question.current_id,
            topic=question.topic_id,
            core=chain.core,
            minutes=0 if place.item.parent else chain.minutes,
            points=len(content["key_points"]),
            hints=len(content["hints"]),
        )
