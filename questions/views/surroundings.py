"""Where a question stands, for the pages about it."""

from functools import cached_property

from django.utils.translation import gettext

from questions import tree
from questions.models import Place, Question
from questions.outline import MAX_DEPTH
from questions.tree import Node


def not_placed(code: str) -> str:
    """Say why a question cannot stand where it was put, and what to do."""
    if code == "too_deep":
        limit = gettext("There would be more than {limit} levels here. Choose a place further up.")
        return limit.format(limit=MAX_DEPTH)
    if code == "below_itself":
        return gettext("A question cannot stand below itself.")
    return gettext("The tree has changed meanwhile. Choose the place again.")


class Surroundings:
    """A question's node in its pack's tree, what is above it, and what comes before and after."""

    def __init__(self, question: Question) -> None:
        self.nodes = question.pack.tree()
        way = tree.above(self.nodes, lambda place: place.pk == question.pk)
        self.above, self.node = way[:-1], way[-1]

    @property
    def retired_above(self) -> Node[Place] | None:
        """The nearest retired question above, which keeps this one out of use."""
        return next((node for node in reversed(self.above) if node.item.retired), None)

    @property
    def follow_ups(self) -> tuple[Node[Place], ...]:
        """What stands under the question and is not retired."""
        return tree.prune(self.node.children, lambda place: not place.retired)

    @property
    def size_below(self) -> int:
        """How many follow-ups, at any depth, go out of use with the question."""
        return sum(1 for _node in tree.walk(self.follow_ups))

    @property
    def previous(self) -> Node[Place] | None:
        """The question before this one in the pack."""
        return self._neighbours[0]

    @property
    def next(self) -> Node[Place] | None:
        """The question after this one in the pack."""
        return self._neighbours[1]

    @cached_property
    def _neighbours(self) -> tuple[Node[Place] | None, Node[Place] | None]:
        order = [n for n in tree.walk(self.nodes) if n.numbered or n is self.node]
        here = next(place for place, node in enumerate(order) if node is self.node)
        before = order[here - 1] if here else None
        return before, order[here + 1] if here + 1 < len(order) else None
