"""Which questions of an outline the pack has retired: an import leaves them so."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from questions import outline, tree
from questions.models import Question
from questions.outline.lines import clean

Path = tuple[str, ...]  # the prompts from the root question down


class Retired:
    """Finds them by their prompts, from the root question down."""

    def __init__(
        self, nodes: Iterable[tree.Node[Question]], prompt: Callable[[Question], str]
    ) -> None:
        """`nodes` are all questions of the pack; a retired one is not numbered."""
        self.prompt = prompt
        self.in_use: Counter[Path] = Counter()
        self.gone: Counter[Path] = Counter()
        self.left: list[outline.Item] = []
        self._count(nodes, ())

    def leave_out(
        self, source: outline.Outline
    ) -> tuple[outline.Outline, tuple[outline.Item, ...]]:
        """Give the outline without them and what is below them, and them."""
        topics = [
            replace(topic, chains=tuple(self._keep(topic.chains, ()))) for topic in source.topics
        ]
        return replace(source, topics=tuple(topics)), tuple(self.left)

    def _count(self, nodes: Iterable[tree.Node[Question]], above: Path) -> None:
        for node in nodes:
            path = (*above, _fold(self.prompt(node.item)))
            (self.in_use if node.numbered else self.gone)[path] += 1
            self._count(node.children, path)

    def _keep(self, items: Iterable[outline.Item], above: Path) -> Iterator[outline.Item]:
        for item in items:
            path = (*above, _fold(item.prompt))
            if self._is_gone(path):
                self.left.append(item)
            else:
                yield replace(item, children=tuple(self._keep(item.children, path)))

    def _is_gone(self, path: Path) -> bool:
        """Of several equal ones in the file, the first are those in use."""
        for count, answer in ((self.in_use, False), (self.gone, True)):
            if count[path]:
                count[path] -= 1
                return answer
        return False


def _fold(text: str) -> str:
    return " ".join(clean(text).split())
