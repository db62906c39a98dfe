"""What a kit can be filled from: the chains of one pack, by topic, narrowed down by a search."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.http import QueryDict

from interview import scripting
from interview.scripting import Size
from questions import tree
from questions.card import Words, pick
from questions.models import Pack, Question, QuestionQuerySet, Topic
from questions.numbers import whole

MOST_SHOWN = 200
NO_TOPIC = "0"
NOWHERE = 0  # no topic has this id


@dataclass(frozen=True)
class Choice:
    """One chain on the shelf."""

    root: int
    topic: int | None
    prompt: Words
    size: Size
    picked: bool


@dataclass(frozen=True)
class Group:
    """The chains of one topic on the shelf; `key` names the topic in a form."""

    topic: Topic | None
    choices: tuple[Choice, ...]

    @property
    def key(self) -> str:
        return str(self.topic.pk) if self.topic else NO_TOPIC

    @property
    def fresh(self) -> int:
        """How many of the chains are not in the kit yet."""
        return sum(not choice.picked for choice in self.choices)


class Shelf:
    """The chains of the pack that `query` names, or of the first; with `q`, those that hold it."""

    def __init__(self, query: QueryDict) -> None:
        self.packs = list(Pack.objects.all())
        named = [pack for pack in self.packs if pack.slug == query.get("pack")]
        self.pack = next(iter(named or self.packs), None)
        self.words = query.get("q", "").replace("\0", "").strip()[:200]

    def __contains__(self, root: int) -> bool:
        return root in self._shown

    def roots(self, topic: str = "") -> list[Question]:
        """Give the root questions in order; only those of the topic whose key is given."""
        found = self._roots
        if topic == NO_TOPIC:
            found = found.filter(topic=None)
        elif topic:
            found = found.filter(topic=whole(topic) or NOWHERE)
        return [root for root in found if root.pk in self._shown]

    def groups(self, picked: Container[int], language: str) -> list[Group]:
        """Give the chains by topic, no more than MOST_SHOWN; `picked` are roots in the kit."""
        if not self.pack:
            return []
        topics = {topic.pk: topic for topic in self.pack.topics.all()}
        choices = list(self._choices(picked, language))[:MOST_SHOWN]
        by_topic = groupby(choices, key=lambda choice: choice.topic)
        return [Group(topics.get(key or 0), tuple(some)) for key, some in by_topic]

    @property
    def address(self) -> str:
        """The query of a URL that shows this shelf."""
        return urlencode({"pack": self.pack.slug, "q": self.words}) if self.pack else ""

    @property
    def count(self) -> int:
        """How many chains there are, shown or not."""
        return len(self._shown)

    @property
    def hidden(self) -> int:
        """How many of them are too many to show."""
        return max(0, self.count - MOST_SHOWN)

    @property
    def _roots(self) -> QuestionQuerySet:
        return Question.objects.filter(pack=self.pack, parent=None).active().in_order()

    @cached_property
    def _chains(self) -> dict[int, tree.Node[scripting.Place]]:
        return scripting.trees([self.pack.pk] if self.pack else [])

    @cached_property
    def _shown(self) -> set[int]:
        if not self.words:
            return set(self._chains)
        terms = self.pack.terms if self.pack else ()
        found = Question.objects.filter(pack=self.pack).search(self.words, terms)
        hits = set(found.values_list("pk", flat=True))
        return {root for root, node in self._chains.items() if _holds(node, hits)}

    def _choices(self, picked: Container[int], language: str) -> Iterator[Choice]:
        rows = self._roots.values_list("pk", "topic", "current__content__prompt")
        for root, topic, prompt in rows:
            if root in self._shown:
                size = scripting.size(self._chains[root])
                yield Choice(root, topic, pick(prompt, language), size, root in picked)


def _holds(chain: tree.Node[scripting.Place], hits: Container[int]) -> bool:
    return any(node.item.pk in hits for node in tree.walk([chain]))
