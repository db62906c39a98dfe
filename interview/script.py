"""The script of an interview as values: the kit frozen at its start, a forest of nodes in preorder.

Pure: no Django, no clock, no database. Frozen nodes are called "1", "2", ... in preorder; an
unplanned follow-up, added while asking, carries a UUID string made by the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class UnknownNode(KeyError):
    """No node of the script has this id."""


class Node(NamedTuple):
    """One question in a script. Only an unplanned node carries its own words in `prompt`.

    `question`, `revision` and `topic` are database ids; `minutes` is the planned time; `points`
    and `hints` say how many of them its card has, None that nobody counted.
    """

    id: str
    parent: str | None
    question: int | None
    revision: int | None
    topic: int | None
    core: bool
    minutes: int
    prompt: str = ""
    planned: bool = True
    points: int | None = None
    hints: int | None = None


_OMITTED = {"parent": None, "prompt": "", "planned": True, "points": None, "hints": None}


@dataclass(frozen=True)
class Script:
    """The nodes of one interview in preorder.

    Raises ValueError when two nodes share an id, or a node does not follow its parent in preorder.
    """

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        _require_preorder(self.nodes)

    @classmethod
    def from_json(cls, rows: Iterable[Mapping]) -> Script:
        """Give the script that `to_json` wrote.

        Raises TypeError when a row has a missing or unknown field, ValueError as Script does.
        """
        return cls(tuple(Node(**{"parent": None, **row}) for row in rows))

    def to_json(self) -> list[dict]:
        """Give one plain dict a node, in preorder, without the fields that say nothing."""
        return [_row(node) for node in self.nodes]

    def __contains__(self, node_id: object) -> bool:
        return node_id in self._by_id

    def get(self, node_id: str) -> Node:
        """Give the node called `node_id`. Raises UnknownNode (a KeyError)."""
        try:
            return self._by_id[node_id]
        except KeyError:
            raise UnknownNode(node_id) from None

    @property
    def roots(self) -> tuple[Node, ...]:
        """The root questions in order."""
        return self._below.get(None, ())

    def children(self, node_id: str) -> tuple[Node, ...]:
        """Give the direct follow-ups of a node in order. Raises UnknownNode."""
        return self._below.get(self.get(node_id).id, ())

    def chain_of(self, node_id: str) -> tuple[Node, ...]:
        """Give the chain that holds a node: its root first, then all below it in preorder.

        Raises UnknownNode.
        """
        root = self.path(node_id).partition(".")[0]
        return self._chains[int(root) - 1]

    def depth(self, node_id: str) -> int:
        """Give the level of a node; a root is at level 1. Raises UnknownNode."""
        return self.path(node_id).count(".") + 1

    def path(self, node_id: str) -> str:
        """Give the printed number of a node: "3.2.1" is the first under the second under the third.

        Raises UnknownNode.
        """
        return self._paths[self.get(node_id).id]

    def place(self, node_id: str) -> int:
        """Give the place of a node in preorder, from 1. Raises UnknownNode."""
        return self._places[self.get(node_id).id]

    @property
    def planned_minutes(self) -> int:
        """The minutes of all planned nodes together."""
        return sum(node.minutes for node in self.nodes if node.planned)

    def with_added(self, nodes: Iterable[Node]) -> Script:
        """Give a script with each node placed after the last child (and its subtree) of its parent.

        A parent may be a node added just before. Raises UnknownNode for a parent that is not
        there, ValueError for an id that is taken.
        """
        nodes = tuple(nodes)
        if not nodes:
            return self
        known = set(self._by_id)
        below = {parent: list(children) for parent, children in self._below.items()}
        for node in nodes:
            _require_free_place(node, known)
            known.add(node.id)
            below.setdefault(node.parent, []).append(node)
        return Script(tuple(_preorder(below)))

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _below(self) -> dict[str | None, tuple[Node, ...]]:
        below: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            below.setdefault(node.parent, []).append(node)
        return {parent: tuple(children) for parent, children in below.items()}

    @cached_property
    def _paths(self) -> dict[str, str]:
        paths: dict[str, str] = {}
        place: dict[str | None, int] = {}
        for node in self.nodes:
            place[node.parent] = place.get(node.parent, 0) + 1
            above = "" if node.parent is None else f"{paths[node.parent]}."
            paths[node.id] = f"{above}{place[node.parent]}"
        return paths

    @cached_property
    def _places(self) -> dict[str, int]:
        return {node.id: place for place, node in enumerate(self.nodes, start=1)}

    @cached_property
    def _chains(self) -> list[tuple[Node, ...]]:
        chains: list[list[Node]] = []
        for node in self.nodes:
            if node.parent is None:
                chains.append([])
            chains[-1].append(node)
        return [tuple(chain) for chain in chains]


def _row(node: Node) -> dict:
    row = node._asdict()
    return {name: v for name, v in row.items() if name not in _OMITTED or v != _OMITTED[name]}


def _require_preorder(nodes: Iterable[Node]) -> None:
    """Raise ValueError unless every node stands below its parent and every id is there once."""
    seen: set[str] = set()
    above: list[str] = []
    for node in nodes:
        if node.id in seen:
            raise ValueError(f"two nodes are called {node.id!r}")
        while above and above[-1] != node.parent:
            above.pop()
        if node.parent is not None and not above:
            raise ValueError(f"node {node.id!r} does not follow its parent {node.parent!r}")
        seen.add(node.id)
        above.append(node.id)


def _require_free_place(node: Node, known: set[str]) -> None:
    if node.parent not in known:
        raise UnknownNode(node.parent)
    if node.id in known:
        raise ValueError(f"two nodes are called {node.id!r}")


def _preorder(below: Mapping[str | None, list[Node]]) -> Iterator[Node]:
    waiting = list(reversed(below.get(None, ())))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(below.get(node.id, ())))
