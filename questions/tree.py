"""Build trees from flat rows and walk them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Node(Generic[T]):
    """A row with its place: its printed number ("3.2.1"), its depth (0 at a root), its children."""

    item: T
    path: str
    children: tuple["Node[T]", ...]

    @property
    def depth(self) -> int:
        return self.path.count(".")

    @property
    def numbered(self) -> bool:
        """Whether this row and all above it are counted."""
        return "–" not in self.path


def build(
    rows: Iterable[T],
    key: Callable[[T], Hashable],
    parent: Callable[[T], Hashable | None],
    numbered: Callable[[T], bool] = lambda row: True,
) -> tuple[Node[T], ...]:
    """Arrange rows, which come in the order of siblings, into their trees.

    A row whose parent is not among the rows is left out together with what is below it. A row
    that is not `numbered` stands in its place with "–" for its number.
    """
    below: dict[Hashable | None, list[T]] = defaultdict(list)
    for row in rows:
        below[parent(row)].append(row)

    def nodes(parent_key: Hashable | None, prefix: str) -> Iterator[Node[T]]:
        places = count(1)
        for row in below.get(parent_key, ()):
            path = f"{prefix}{next(places) if numbered(row) else '–'}"
            yield Node(row, path, tuple(nodes(key(row), f"{path}.")))

    return tuple(nodes(None, ""))


def walk(nodes: Iterable[Node[T]]) -> Iterator[Node[T]]:
    """Every node, each before what is below it."""
    for node in nodes:
        yield node
        yield from walk(node.children)


@dataclass(frozen=True)
class Visit(Generic[T]):
    """A node on the way through nested lists: its place among siblings, the lists it ends."""

    node: Node[T]
    first: bool
    last: bool
    ending: range


def nested(nodes: Sequence[Node[T]]) -> Iterator[Visit[T]]:
    """Visit every node as `walk` does; what opens and ends tells a template how lists nest."""
    for node in nodes:
        yield from _visits(node, nodes, 0)


def _visits(node: Node[T], siblings: Sequence[Node[T]], ending: int) -> Iterator[Visit[T]]:
    first, last = node is siblings[0], node is siblings[-1]
    yield Visit(node, first, last, range(0 if node.children else ending))
    for child in node.children:
        yield from _visits(child, node.children, ending + 1 if child is node.children[-1] else 0)


def prune(nodes: Iterable[Node[T]], keep: Callable[[T], bool]) -> tuple[Node[T], ...]:
    """The same trees without the rows that are not kept and without what is below those."""
    return tuple(
        replace(node, children=prune(node.children, keep)) for node in nodes if keep(node.item)
    )


def sift(nodes: Iterable[Node[T]], keep: Callable[[Node[T]], bool]) -> tuple[Node[T], ...]:
    """The same trees with only the nodes that are kept, and those on the way to them."""
    sifted = (replace(node, children=sift(node.children, keep)) for node in nodes)
    return tuple(node for node in sifted if node.children or keep(node))


def above(nodes: Iterable[Node[T]], item: Callable[[T], bool]) -> tuple[Node[T], ...]:
    """Give the way from a root down to the first row for which `item` holds, both included."""
    for node in nodes:
        if item(node.item):
            return (node,)
        if way := above(node.children, item):
            return (node, *way)
    return ()


def reorder(keys: Sequence[T], key: T, position: int) -> list[T]:
    """Put one of some siblings at a position from 0; a position past the end means the end."""
    rest = [other for other in keys if other != key]
    return [*rest[:position], key, *rest[position:]]


LONGEST_PARENT_KEY = 180


def copy_key(key: str, taken: Collection[str]) -> str:
    """Give the key of a copy, which no other has; "" where it would become too long."""
    names = chain([f"{key}-copy"], (f"{key}-copy-{number}" for number in count(2)))
    fresh = next(name for name in names if name not in taken)
    return fresh if len(fresh) <= LONGEST_PARENT_KEY else ""


class Keys:
    """Hands out keys that no sibling has: q1, q2 ... for roots, q1/1, q1/2 ... below q1.

    A question keeps its key when it is moved, so below one the keys can grow beyond its level;
    below a key that has become too long they begin anew, as for roots.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._last: dict[str, int] = defaultdict(int)
        for key in taken:
            prefix, number = self._split(key)
            if number.isdecimal():
                self._last[prefix] = max(self._last[prefix], int(number))

    def next(self, parent: str | None) -> str:
        """Give a fresh key below a parent's, or for a root."""
        prefix = f"{parent}/" if parent and len(parent) <= LONGEST_PARENT_KEY else "q"
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]}"

    @staticmethod
    def _split(key: str) -> tuple[str, str]:
        above, slash, name = key.rpartition("/")
        return (f"{above}/", name) if slash else (name[:1], name[1:])
