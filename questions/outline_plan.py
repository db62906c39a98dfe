"""What an import would do to a pack, worked out before anything is written.

An import adds and rewrites; what a file leaves out stays: questions, answers, notes, topics.
A question that was retired stays retired, and the file's words for it are left aside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, TypeVar

from questions import outline, tree
from questions.card import Card, amended, pick
from questions.models import Pack, Question, Topic
from questions.outline.lines import clean

ROOT_MINUTES = 3
FOLLOW_UP_MINUTES = 2

Texts = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """One question of a file: its printed number there, its prompt and its line."""

    path: str
    prompt: str
    line: int


@dataclass(frozen=True)
class ImportReport:
    """What an import does to a pack.

    `retired` are questions of the file that the pack has retired (left so, with what is below
    them), `silent` those whose heard answer is kept although the file has none, `missing` the
    prompts in the pack that the file lacks (kept). `pack` names what changes beside the
    questions: "notes", "closing", "topics".
    """

    slug: str
    outline: outline.Outline
    new: tuple[Change, ...]
    revised: tuple[Change, ...]
    moved: tuple[Change, ...]
    retired: tuple[Change, ...]
    silent: tuple[Change, ...]
    missing: tuple[str, ...]
    pack: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the pack says already what the file says."""
        return not (self.new or self.revised or self.moved or self.pack)


def shown(texts: Texts, language: str) -> str:
    """Give a text as an outline in that language has it: else in the one that exists."""
    return pick(texts, language).text


class Plan:
    """One import. `questions` and `cards` run parallel to `placed`; a card is None where it stays.

    Questions have their new places, topics their new order, but nothing is saved.
    """

    def __init__(
        self,
        pack: Pack,
        rows: Sequence[Question],
        topics: Sequence[Topic],
        source: outline.Outline,
        language: str,
    ) -> None:
        self.pack, self.rows, self.source, self.language = pack, rows, source, language
        self.nodes = tree.build(
            rows, lambda q: q.pk, lambda q: q.parent_id, lambda q: q.retired_at is None
        )
        self.bank = _Topics(topics, language)
        kept, self.left = _Retired(self.nodes, language).leave_out(source)
        self.match = self._matched(kept)
        self.placed = self.match.placed
        by_pk = {row.pk: row for row in rows}
        self.questions = [by_pk.get(one.id or 0) or Question(pack=pack) for one in self.placed]
        self.cards = [self._card(*pair) for pair in self._pairs()]
        self.new_topics = self.bank.add(one.topic for one in self.placed)
        self.moved_topics = self.bank.order(topic.title for topic in kept.topics)
        self.moved_rows = _Places(self).put()

    def notes(self) -> dict[str, dict[str, str]]:
        """Give the pack's notes and closing words where the file changes them."""
        said = {"notes": self.source.notes_before, "closing": self.source.notes_after}
        texts = {name: _said(getattr(self.pack, name), said[name], self.language) for name in said}
        return {name: text for name, text in texts.items() if text is not None}

    def report(self) -> ImportReport:
        """Say what changes."""
        numbers = _numbers(self.source)
        missing = set(self.match.missing)

        def those(items: Iterable[outline.Item]) -> tuple[Change, ...]:
            return tuple(Change(numbers[item.line], item.prompt, item.line) for item in items)

        pairs = list(zip(self.placed, self.questions, self.cards, strict=True))
        return ImportReport(
            slug=self.pack.slug,
            outline=self.source,
            new=those(one.item for one in self.placed if one.id is None),
            revised=those(one.item for one, _, card in pairs if one.id and card),
            moved=those(one.item for one in self.placed if one.moved),
            retired=those(self.left),
            silent=those(one.item for one, q, _ in pairs if one.id and self._is_silent(one, q)),
            missing=tuple(self._prompt(row) for row in self.rows if row.pk in missing),
            pack=(*self.notes(), *(["topics"] if self.new_topics or self.moved_topics else [])),
        )

    def _matched(self, source: outline.Outline) -> outline.Match:
        """Pair the file with the pack; a file without any heading leaves topics as they are."""
        existing = list(self._existing())
        if any(topic.title for topic in source.topics) or not self.bank.topics:
            return outline.match(existing, source)
        pairs = outline.match([replace(one, topic="") for one in existing], source)
        titles = {one.id: one.topic for one in existing}
        roots = [titles.get(one.id or 0) for one in pairs.placed if one.parent is None]
        return outline.match(existing, self.bank.sorted_in(source.chains, roots))

    def _existing(self) -> Iterator[outline.Existing]:
        for node in tree.walk(self.nodes):
            if node.numbered:
                question = node.item
                yield outline.Existing(
                    id=question.pk,
                    parent=question.parent_id,
                    topic=self.bank.title(question.topic_id),
                    prompt=self._prompt(question),
                    heard=shown(question.current.content["heard"], self.language),
                )

    def _prompt(self, question: Question) -> str:
        return shown(question.current.content["prompt"], self.language)

    def _is_silent(self, one: outline.Placed, question: Question) -> bool:
        return not one.item.heard and bool(question.current.content["heard"])

    def _pairs(self) -> Iterator[tuple[outline.Placed, Question]]:
        return zip(self.placed, self.questions, strict=True)

    def _card(self, one: outline.Placed, question: Question) -> Card | None:
        said = {"prompt": one.item.prompt, "heard": one.item.heard or ""}
        if one.id is None:
            minutes = ROOT_MINUTES if one.parent is None else FOLLOW_UP_MINUTES
            texts: dict[str, Any] = {name: {self.language: text} for name, text in said.items()}
            return Card.model_validate({**texts, "minutes": minutes})
        content = question.current.content
        changes = {
            name: texts
            for name, text in said.items()
            if (texts := _said(content[name], text, self.language)) is not None
        }
        if not changes:
            return None
        return amended(question.current.card, Card.model_validate({**content, **changes}))


class _Topics:
    """The topics of the pack by the title that an outline in this language gives them."""

    def __init__(self, topics: Sequence[Topic], language: str) -> None:
        self.topics = list(topics)
        self.language = language
        self.by_pk = {topic.pk: topic for topic in topics}
        self.by_title: dict[str, Topic] = {}
        for topic in topics:
            self.by_title.setdefault(_fold(self._title(topic)), topic)

    def title(self, pk: int | None) -> str:
        """Give the title of a topic, "" without one."""
        return self._title(self.by_pk[pk]) if pk else ""

    def place(self, question: Question, title: str) -> Topic | None:
        """Give the topic of that title: the one the question has, where two are called so."""
        own = self.by_pk.get(question.topic_id or 0)
        return own if own and _fold(self._title(own)) == _fold(title) else self.named(title)

    def named(self, title: str) -> Topic | None:
        """Give the first topic of that title."""
        return self.by_title.get(_fold(title))

    def add(self, titles: Iterable[str]) -> list[Topic]:
        """Make the topics that the pack lacks, behind the others; give those."""
        fresh = []
        for title in filter(None, titles):
            if self.named(title) is None:
                topic = Topic(title={self.language: title})
                self.by_title[_fold(title)] = topic
                fresh.append(topic)
        return fresh

    def order(self, titles: Iterable[str]) -> list[Topic]:
        """Bring the topics into the order of the file; give those that the pack has and move."""
        named = (self.named(title) for title in dict.fromkeys(titles))
        wanted = [topic for topic in named if topic is not None]
        order = list(_numbered(_merged(self.topics, wanted), self.topics))
        moved = [t for t, position in order if t.pk and t.position != position]
        for topic, position in order:
            topic.position = position
        return moved

    def sorted_in(
        self, chains: Iterable[outline.Item], titles: Iterable[str | None]
    ) -> outline.Outline:
        """Put chains under the titles that they have; one that has none stays with the last."""
        found: dict[str, list[outline.Item]] = {"": []}
        found |= {self._title(topic): [] for topic in self.topics}
        last = ""
        for chain, title in zip(chains, titles, strict=True):
            last = last if title is None else title
            found[last].append(chain)
        topics = (outline.Topic(title, tuple(items)) for title, items in found.items())
        return outline.Outline(topics=tuple(topics))

    def _title(self, topic: Topic) -> str:
        return shown(topic.title, self.language)


class _Retired:
    """Finds the questions of a file that the pack has retired, by their prompts from the root."""

    def __init__(self, nodes: Iterable[tree.Node[Question]], language: str) -> None:
        self.language = language
        self.in_use: Counter[tuple[str, ...]] = Counter()
        self.gone: Counter[tuple[str, ...]] = Counter()
        self._count(nodes, ())

    def leave_out(
        self, source: outline.Outline
    ) -> tuple[outline.Outline, tuple[outline.Item, ...]]:
        """Give the outline without them, and them."""
        self.left: list[outline.Item] = []
        topics = tuple(
            replace(topic, chains=tuple(self._keep(topic.chains, ()))) for topic in source.topics
        )
        return replace(source, topics=topics), tuple(self.left)

    def _count(self, nodes: Iterable[tree.Node[Question]], above: tuple[str, ...]) -> None:
        for node in nodes:
            prompt = shown(node.item.current.content["prompt"], self.language)
            path = (*above, _fold(prompt))
            (self.in_use if node.numbered else self.gone)[path] += 1
            self._count(node.children, path)

    def _keep(
        self, items: Iterable[outline.Item], above: tuple[str, ...]
    ) -> Iterator[outline.Item]:
        for item in items:
            path = (*above, _fold(item.prompt))
            if self._is_gone(path):
                self.left.append(item)
            else:
                yield replace(item, children=tuple(self._keep(item.children, path)))

    def _is_gone(self, path: tuple[str, ...]) -> bool:
        """Of several equal ones in the file, the first belong to those in use."""
        for count, answer in ((self.in_use, False), (self.gone, True)):
            if count[path]:
                count[path] -= 1
                return answer
        return False


class _Places:
    """Gives every question its parent, topic and position; the fewest positions change.

    What the file lacks, and what is retired, stays behind the sibling that it stands behind.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.by_pk = {row.pk: row for row in plan.rows}
        self.before = {row.pk: self._place(row) for row in plan.rows}
        self.old: dict[Any, list[Question]] = defaultdict(list)
        for row in plan.rows:
            self.old[self._group(row)].append(row)

    def put(self) -> list[Question]:
        """Set the places; give the questions of the pack whose place is another one now."""
        groups: dict[Any, list[Question]] = defaultdict(list)
        for one, question in zip(self.plan.placed, self.plan.questions, strict=True):
            parent = None if one.parent is None else self.plan.questions[one.parent]
            bank = self.plan.bank
            question.topic = parent.topic if parent else bank.place(question, one.topic)
            question.parent = parent
            groups[self._group(question)].append(question)
        for group, questions in groups.items():
            self._number(self.old[group], questions)
        self._bring_along()
        return [row for row in self.plan.rows if self._place(row) != self.before[row.pk]]

    def _number(self, old: list[Question], wanted: list[Question]) -> None:
        group = self._group(wanted[0])
        stayed = [row for row in old if self._group(row) == group]
        for question, position in _numbered(_merged(stayed, wanted), stayed):
            question.position = position

    def _bring_along(self) -> None:
        """What stands below a question that moved, and is not in the file, goes with it."""
        for node in tree.walk(self.plan.nodes):
            if node.item.parent_id and node.item.parent_id in self.by_pk:
                topic = self.by_pk[node.item.parent_id].topic
                if self._topic(node.item) is not topic:
                    node.item.topic = topic

    def _place(self, question: Question) -> tuple[Any, int]:
        topic = self._topic(question)
        return (self._parent_id(question), id(topic) if topic else None), question.position

    def _group(self, question: Question) -> Any:
        """Siblings have the parent in common, root questions the topic."""
        parent, topic = self._parent_id(question), self._topic(question)
        return parent if parent else ("topic", id(topic) if topic else None)

    def _parent_id(self, question: Question) -> int | None:
        """A new parent has no key yet, so that the object itself must do."""
        if question.parent_id:
            return id(self.by_pk[question.parent_id])
        parent = question.__dict__["_state"].fields_cache.get("parent")
        return id(parent) if parent else None

    def _topic(self, question: Question) -> Topic | None:
        if question.topic_id:
            return self.plan.bank.by_pk[question.topic_id]
        return question._state.fields_cache.get("topic")
