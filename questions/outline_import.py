"""Bring an outline into a pack, and write a pack as an outline.

An import is one transaction. Questions that are in the pack already are recognised, so that a
changed file makes revisions and the same file changes nothing. Answers come in as "heard".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from questions import outline, tree
from questions.card import Card, searchable
from questions.models import Pack, Question, Revision, Topic

ROOT_MINUTES = 3
FOLLOW_UP_MINUTES = 2
BATCH = 500


@dataclass(frozen=True)
class Change:
    """One question that an import touches: its printed number and its prompt in the file."""

    path: str
    prompt: str
    line: int


@dataclass(frozen=True)
class ImportReport:
    """What an import does to a pack; `missing` are prompts of the pack that the file lacks."""

    slug: str
    outline: outline.Outline
    new: tuple[Change, ...]
    revised: tuple[Change, ...]
    moved: tuple[Change, ...]
    missing: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.revised or self.moved)


@transaction.atomic
def import_outline(
    slug: str, source: outline.Outline, *, language: str, title: str = "", author: Any = None
) -> ImportReport:
    """Make the pack say what the outline says, and give what changed. The pack may be new."""
    pack, _made = Pack.objects.select_for_update().get_or_create(
        slug=slug, defaults={"language": language, "title": {language: title or slug}}
    )
    rows = _rows(pack)
    pairs = outline.match(_existing(rows, language), source)
    _Import(pack, rows, pairs, language, author).carry_out(source)
    return _report(slug, rows, pairs, source, language)


def preview(slug: str, source: outline.Outline, *, language: str) -> ImportReport:
    """Give what an import would change, and change nothing."""
    pack = Pack.objects.filter(slug=slug).first()
    rows = _rows(pack) if pack else []
    return _report(slug, rows, outline.match(_existing(rows, language), source), source, language)


def export_outline(pack: Pack) -> str:
    """Write the pack's active questions, in its own language, as an outline."""
    roots = tree.build(_rows(pack), lambda q: q.pk, lambda q: q.parent_id)
    chains: dict[str, list[outline.Item]] = defaultdict(list)
    for node in roots:
        chains[_topic_title(node.item, pack.language)].append(_item(node, pack.language))
    return outline.write(
        outline.Outline(
            notes_before=pack.notes.get(pack.language, ""),
            notes_after=pack.closing.get(pack.language, ""),
            topics=tuple(outline.Topic(title, tuple(items)) for title, items in chains.items()),
            findings=(),
        )
    )


def _rows(pack: Pack) -> list[Question]:
    return list(pack.questions.active().in_order().with_cards())


def _existing(rows: Iterable[Question], language: str) -> list[outline.Existing]:
    everything = tree.walk(tree.build(rows, lambda q: q.pk, lambda q: q.parent_id))
    return [
        outline.Existing(
            id=node.item.pk,
            parent=node.item.parent_id,
            topic=_topic_title(node.item, language),
            prompt=node.item.current.content["prompt"].get(language, ""),
            heard=node.item.current.content["heard"].get(language, ""),
        )
        for node in everything
    ]


def _topic_title(question: Question, language: str) -> str:
    if not question.topic:
        return ""
    return question.topic.title.get(language) or str(question.topic)


def _item(node: tree.Node[Question], language: str) -> outline.Item:
    card = node.item.current.content
    return outline.Item(
        prompt=card["prompt"].get(language) or node.item.prompt,
        heard=card["heard"].get(language),
        line=0,
        children=tuple(_item(child, language) for child in node.children),
    )


def _report(
    slug: str,
    rows: list[Question],
    pairs: outline.Match,
    source: outline.Outline,
    language: str,
) -> ImportReport:
    paths = _paths(pairs.placed)
    prompts = {q.pk: q.current.content["prompt"].get(language) or q.prompt for q in rows}

    def those(wanted: Any) -> tuple[Change, ...]:
        pairs_of = zip(paths, pairs.placed, strict=True)
        found = [(path, one.item) for path, one in pairs_of if wanted(one)]
        return tuple(Change(path, item.prompt, item.line) for path, item in found)

    return ImportReport(
        slug=slug,
        outline=source,
        new=those(lambda one: one.id is None),
        revised=those(lambda one: one.changed),
        moved=those(lambda one: one.moved),
        missing=tuple(prompts[pk] for pk in pairs.missing),
    )


def _paths(placed: Iterable[outline.Placed]) -> list[str]:
    """Print each question's number; roots count through all topics."""
    paths: list[str] = []
    below: dict[int | None, int] = defaultdict(int)
    for one in placed:
        below[one.parent] += 1
        prefix = "" if one.parent is None else f"{paths[one.parent]}."
        paths.append(f"{prefix}{below[one.parent]}")
    return paths


def _place(question: Question) -> tuple[int | None, int | None, int]:
    return question.parent_id, question.topic_id, question.position


class _Import:
    """Carries out one match, in a few statements whatever the number of questions."""

    def __init__(
        self, pack: Pack, rows: list[Question], pairs: outline.Match, language: str, author: Any
    ) -> None:
        self.pack = pack
        self.by_id = {question.pk: question for question in rows}
        self.pairs = pairs
        self.language = language
        self.author = author
        self.questions: list[Question] = []

    def carry_out(self, source: outline.Outline) -> None:
        self._keep_notes(source)
        topics = self._topics(source)
        self._place(topics)
        self._write_revisions()

    def _keep_notes(self, source: outline.Outline) -> None:
        notes = {**self.pack.notes, self.language: source.notes_before}
        closing = {**self.pack.closing, self.language: source.notes_after}
        if (notes, closing) != (self.pack.notes, self.pack.closing):
            self.pack.notes, self.pack.closing = notes, closing
            self.pack.save(update_fields=["notes", "closing"])

    def _topics(self, source: outline.Outline) -> dict[str, Topic | None]:
        topics: dict[str, Topic | None] = {
            topic.title.get(self.language) or str(topic): topic for topic in self.pack.topics.all()
        }
        for title in [topic.title for topic in source.topics if topic.title not in topics]:
            if title:
                topics[title] = self.pack.topics.create(
                    title={self.language: title}, position=len(topics)
                )
        return {**topics, "": None}

    def _place(self, topics: dict[str, Topic | None]) -> None:
        """Give every question of the outline its parent, topic and position; make the new ones."""
        keys = tree.Keys(self.pack.questions.values_list("key", flat=True))
        changed: list[Question] = []
        fresh: dict[int, list[Question]] = defaultdict(list)
        depths: list[int] = []
        for one in self.pairs.placed:
            depths.append(0 if one.parent is None else depths[one.parent] + 1)
            parent = None if one.parent is None else self.questions[one.parent]
            question = self.by_id.get(one.id or 0) or Question(pack=self.pack)
            topic = parent.topic if parent else topics[one.topic]
            if one.id is None:
                question.key = keys.next(parent.key if parent else None)
                fresh[depths[-1]].append(question)
            elif _place(question) != (parent and parent.pk, topic and topic.pk, one.position):
                changed.append(question)
            question.parent, question.topic, question.position = parent, topic, one.position
            self.questions.append(question)
        self._save(fresh, changed + self._behind())

    def _behind(self) -> list[Question]:
        """Put the questions that the file lacks behind those that it has."""
        last = len(self.questions)
        kept = [self.by_id[pk] for pk in self.pairs.missing if self.by_id[pk].position < last]
        for question in kept:
            question.position += last
        return kept

    def _save(self, fresh: dict[int, list[Question]], changed: list[Question]) -> None:
        for depth in sorted(fresh):
            Question.objects.bulk_create(fresh[depth], batch_size=BATCH)
        fields = ["parent", "topic", "position"]
        Question.objects.bulk_update(changed, fields, batch_size=BATCH)

    def _write_revisions(self) -> None:
        pairs = zip(self.pairs.placed, self.questions, strict=True)
        revisions = [self._revision(one, q) for one, q in pairs if one.id is None or one.changed]
        if not revisions:
            return
        Revision.objects.bulk_create(revisions, batch_size=BATCH)
        latest = Revision.objects.filter(question=OuterRef("pk")).order_by("-number")
        self.pack.questions.update(current=Subquery(latest.values("pk")[:1]))

    def _revision(self, one: outline.Placed, question: Question) -> Revision:
        card = self._card(one, question)
        return Revision(
            question=question,
            number=question.current.number + 1 if question.current else 1,
            content=card.model_dump(mode="json"),
            search=searchable(card),
            author=self.author,
        )

    def _card(self, one: outline.Placed, question: Question) -> Card:
        said = {"prompt": one.item.prompt, "heard": one.item.heard or ""}
        if question.current is None:
            minutes = FOLLOW_UP_MINUTES if question.parent else ROOT_MINUTES
            texts = {name: {self.language: text} for name, text in said.items()}
            return Card.model_validate({**texts, "minutes": minutes})
        content = question.current.content
        texts = {name: {**content[name], self.language: text} for name, text in said.items()}
        return Card.model_validate({**content, **texts, "standing": "unverified"})
