"""What an import would do to a pack, worked out before anything is written.

A question of the file says afterwards what the file says; an answer that the file lacks goes, and
stays in the earlier revision. Questions, notes and topics that the file lacks stay. A question
that was retired stays retired, and the file's words for it are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from questions import outline, tree
from questions.card import Card, amended, pick
from questions.models import Pack, Question, Topic
from questions.outline.lines import clean
from questions.outline_places import Place, Places, merged, number
from questions.outline_retired import Retired

ROOT_MINUTES = 3
FOLLOW_UP_MINUTES = 2

Texts = Mapping[str, str]
Items = tuple[tree.Node[outline.Item], ...]


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
    them), `cleared` those of the revised that lose their heard answer, `missing` the
    prompts in the pack that the file lacks (kept). `pack` names what changes beside the
    questions: "notes", "closing", "topics".
    """

    slug: str
    outline: outline.Outline
    new: tuple[Change, ...]
    revised: tuple[Change, ...]
    moved: tuple[Change, ...]
    retired: tuple[Change, ...]
    cleared: tuple[Change, ...]
    missing: tuple[str, ...]
    pack: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the pack says already what the file says."""
        return not (self.new or self.revised or self.moved or self.pack)


@dataclass(frozen=True)
class Step:
    """One question of the file: what it is paired with, its place, its card if that changes."""

    one: outline.Placed
    place: Place
    card: Card | None

    @property
    def question(self) -> Question:
        """The question, unsaved if it is new."""
        return self.place.question


def shown(texts: Texts, language: str) -> str:
    """Give a text as an outline in that language has it: else in the one that exists."""
    return pick(texts, language).text


def numbered(
    items: Iterable[outline.Item], prefix: str = ""
) -> tuple[tree.Node[outline.Item], ...]:
    """Give the questions of a file their printed numbers; roots count through all topics."""
    paths = ((f"{prefix}{place}", item) for place, item in enumerate(items, 1))
    return tuple(tree.Node(item, path, numbered(item.children, f"{path}.")) for path, item in paths)


class Plan:
    """One import: questions and topics stand as they will be, but nothing is saved.

    `steps` are in the order of the file, `moved_rows` and `moved_topics` have another place than
    in the database, `new_topics` are not there yet.
    """

    def __init__(
        self,
        pack: Pack,
        rows: Sequence[Question],
        topics: Sequence[Topic],
        source: outline.Outline,
        language: str,
    ) -> None:
        """`rows` are all questions of the pack with their cards, in the order of their places."""
        self.pack, self.rows, self.source, self.language = pack, rows, source, language
        nodes = tree.build(
            rows, lambda q: q.pk, lambda q: q.parent_id, lambda q: q.retired_at is None
        )
        self.shelf = Shelf(topics, language)
        kept, self.left = Retired(nodes, self.prompt).leave_out(source)
        self.match = self._matched(list(self._existing(nodes)), kept)
        self.new_topics = self.shelf.add(topic.title for topic in kept.topics)
        self.moved_topics = self.shelf.order(topic.title for topic in kept.topics)
        places = Places(rows, self.shelf.by_pk)
        self.steps = [
            Step(one, place, self._card(one, place.question))
            for one, place in zip(self.match.placed, self._places(places), strict=True)
        ]
        places.arrange(step.place for step in self.steps)
        self.moved_rows = places.settle()
        for step in self.steps:
            step.place.settle()

    def prompt(self, question: Question) -> str:
        """Give the prompt of a question of the pack as an outline has it."""
        return shown(question.current.content["prompt"], self.language)

    def notes(self) -> dict[str, dict[str, str]]:
        """Give the pack's `notes` and `closing` where the file changes them."""
        said = {"notes": self.source.notes_before, "closing": self.source.notes_after}
        return self._changes({name: getattr(self.pack, name) for name in said}, said)

    def report(self) -> ImportReport:
        """Say what changes."""
        numbers = _numbers(self.source)
        missing = set(self.match.missing)

        def those(items: Iterable[outline.Item]) -> tuple[Change, ...]:
            return tuple(Change(numbers[item.line], item.prompt, item.line) for item in items)

        paired = [step for step in self.steps if step.one.id is not None]
        return ImportReport(
            slug=self.pack.slug,
            outline=self.source,
            new=those(step.one.item for step in self.steps if step.one.id is None),
            revised=those(step.one.item for step in paired if step.card),
            moved=those(step.one.item for step in paired if step.one.moved),
            retired=those(self.left),
            cleared=those(step.one.item for step in paired if self._is_cleared(step)),
            missing=tuple(self.prompt(row) for row in self.rows if row.pk in missing),
            pack=(*self.notes(), *(["topics"] if self.new_topics or self.moved_topics else [])),
        )

    def _matched(self, existing: list[outline.Existing], source: outline.Outline) -> outline.Match:
        """Pair the file with the pack; a file without any heading leaves topics as they are."""
        if any(topic.title for topic in source.topics) or not self.shelf.topics:
            return outline.match(existing, source)
        pairs = outline.match([replace(one, topic="") for one in existing], source)
        titles = {one.id: one.topic for one in existing}
        roots = [titles.get(one.id or 0) for one in pairs.placed if one.parent is None]
        return outline.match(existing, self.shelf.sort_in(source.chains, roots))

    def _existing(self, nodes: Iterable[tree.Node[Question]]) -> Iterator[outline.Existing]:
        for question in [node.item for node in tree.walk(nodes) if node.numbered]:
            yield outline.Existing(
                id=question.pk,
                parent=question.parent_id,
                topic=self.shelf.title(question.topic_id),
                prompt=self.prompt(question),
                heard=shown(question.current.content["heard"], self.language),
            )

    def _places(self, places: Places) -> Iterator[Place]:
        """Give each question of the file its new parent and topic; positions come later."""
        found: list[Place] = []
        for one in self.match.placed:
            place = places.of(one.id) or Place(Question(pack=self.pack), None, None, 0)
            place.parent = None if one.parent is None else found[one.parent]
            place.topic = self.shelf.topic(one.topic, place.question.topic_id)
            found.append(place)
        yield from found

    def _card(self, one: outline.Placed, question: Question) -> Card | None:
        said = {"prompt": one.item.prompt, "heard": one.item.heard or ""}
        if one.id is None:
            minutes = ROOT_MINUTES if one.parent is None else FOLLOW_UP_MINUTES
            texts = {name: {self.language: text} for name, text in said.items()}
            return Card.model_validate({**texts, "minutes": minutes})
        content = question.current.content
        changes = self._changes(content, said)
        if not one.item.heard and self.language in content["heard"]:
            changes["heard"] = {**content["heard"], self.language: ""}
        if not changes:
            return None
        return amended(question.current.card, Card.model_validate({**content, **changes}))

    def _is_cleared(self, step: Step) -> bool:
        return not step.one.item.heard and self.language in step.question.current.content["heard"]

    def _changes(self, texts: Mapping[str, Texts], said: Texts) -> dict[str, dict[str, str]]:
        """Give those of the texts that say something else in the file, with what it says."""
        return {
            name: {**texts[name], self.language: text}
            for name, text in said.items()
            if text and clean(text) != clean(shown(texts[name], self.language))
        }


class Shelf:
    """The topics of a pack, by the titles that an outline in one language gives them."""

    def __init__(self, topics: Sequence[Topic], language: str) -> None:
        self.topics = list(topics)
        self.language = language
        self.by_pk = {topic.pk: topic for topic in topics}
        self.by_title: dict[str, Topic] = {}
        for topic in topics:
            self.by_title.setdefault(clean(self._title(topic)), topic)

    def title(self, pk: int | None) -> str:
        """Give the title of a topic, "" for none."""
        return self._title(self.by_pk[pk]) if pk else ""

    def topic(self, title: str, own: int | None) -> Topic | None:
        """Give the topic of that title; where several are called so, the one that is `own`."""
        same = self.by_pk.get(own or 0)
        if same and clean(self._title(same)) == clean(title):
            return same
        return self.by_title.get(clean(title))

    def add(self, titles: Iterable[str]) -> list[Topic]:
        """Make the topics that are not there, unsaved; give those."""
        fresh = []
        for title in filter(None, titles):
            if clean(title) not in self.by_title:
                topic = Topic(title={self.language: title})
                self.by_title[clean(title)] = topic
                fresh.append(topic)
        return fresh

    def order(self, titles: Iterable[str]) -> list[Topic]:
        """Bring the topics into this order; give those that stood elsewhere."""
        named = [self.by_title.get(clean(title)) for title in dict.fromkeys(titles)]
        wanted = list({id(topic): topic for topic in named if topic}.values())
        before = {topic.pk: topic.position for topic in self.topics}
        number(merged(self.topics, wanted), self.topics)
        return [topic for topic in self.topics if topic.position != before[topic.pk]]

    def sort_in(
        self, chains: Iterable[outline.Item], titles: Iterable[str | None]
    ) -> outline.Outline:
        """Put chains under these titles; one that has None stands under the title before."""
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


def _numbers(source: outline.Outline) -> dict[int, str]:
    return {node.item.line: node.path for node in tree.walk(numbered(source.chains))}
