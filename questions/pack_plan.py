"""What loading a pack would do to the bank, worked out before anything is written.

A question of the pack says afterwards what the pack says, but keeps the heard answers that the
pack lacks, and is unverified where its check was given to other words. Questions, topics and texts
about the pack that it lacks stay. A question that was retired stays retired, and the pack's words
for it and for what is below it are left aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questions import tree
from questions.card import LANGUAGES, Card, facets, pick, same_words, unchecked
from questions.models import Pack, Question, Revision, Topic
from questions.outline.lines import clean
from questions.outline.match import longest_rise
from questions.outline_places import Place, Places, merged, number
from questions.pack import Contents, Entry, Heading

KEPT = ("title", "version", "licence", "credit", "notes", "closing", "terms")  # where it has none
FIELDS = (*KEPT, "language", "languages", "level")


@dataclass(frozen=True)
class Change:
    """One question of a pack: its key, its prompt, and what of its card becomes another.

    `parts` are (part, language) as `facets` names them; `was` is the key that it had; `standings`
    are the one that it has and the one that it gets, where those are two.
    """

    key: str
    prompt: str
    parts: tuple[tuple[str, str], ...] = ()
    was: str = ""
    standings: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadReport:
    """What loading a pack does.

    `retired` are questions that the bank has retired (left so, with what is below them), `missing`
    those that the bank has and the pack lacks (kept). `pack` names what changes beside the
    questions: fields of the pack, and "topics".
    """

    slug: str
    count: int
    new: tuple[Change, ...]
    revised: tuple[Change, ...]
    moved: tuple[Change, ...]
    rekeyed: tuple[Change, ...]
    retired: tuple[Change, ...]
    missing: tuple[Change, ...]
    pack: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the bank says already what the pack says."""
        return not (self.new or self.revised or self.moved or self.rekeyed or self.pack)


@dataclass(frozen=True)
class Step:
    """One question of the pack: its place in the bank, and its card if that changes."""

    entry: Entry
    place: Place
    new: bool
    card: Card | None

    @property
    def question(self) -> Question:
        """The question, unsaved if it is new."""
        return self.place.question


class LoadPlan:
    """One loading: questions and topics stand as they will be, but nothing is saved.

    `steps` are in the order of the pack; `moved_rows` have another place or key than in the
    database, `moved_topics` another place, key or title; `new_topics` are not there yet.
    """

    def __init__(
        self, pack: Pack, rows: Sequence[Question], topics: Sequence[Topic], contents: Contents
    ) -> None:
        """`rows` are all questions of the pack with their cards, in the order of their places."""
        self.pack, self.rows, self.contents = pack, rows, contents
        self.fields = _fields(pack, contents)
        self.shelf = _Shelf(topics, contents.topics)
        self.match = _Match(rows, contents)
        self.cards = _cards(self.match)
        before = {row.pk: (row.parent_id, row.topic_id, row.key) for row in rows}
        places = Places(rows, {topic.pk: topic for topic in topics})
        self.steps = list(self._steps(places))
        places.arrange(step.place for step in self.steps)
        settled = {row.pk: row for row in places.settle()}
        self.rekeyed = [step for step in self.steps if self._rekey(step)]
        self.was = {pk: key for pk, (_, _, key) in before.items()}
        self.moved = list(self._moved(before))
        settled |= {step.question.pk: step.question for step in self.rekeyed}
        self.moved_rows = list(settled.values())
        for step in self.steps:
            step.place.settle()

    def report(self) -> LoadReport:
        """Say what changes."""
        paired = [step for step in self.steps if not step.new]
        found = {*self.match.row_of.values()}
        missing = [row for row in self.rows if row.pk in self.match.in_use and row not in found]
        topics = ["topics"] if self.shelf.new or self.shelf.changed else []
        return LoadReport(
            slug=self.contents.slug,
            count=len(self.contents.questions),
            new=tuple(
                self._change(step.entry, standings=_standings(Card(prompt={}), step.entry.card))
                for step in self.steps
                if step.new
            ),
            revised=tuple(self._revised(step) for step in paired if step.card),
            moved=tuple(self._change(step.entry) for step in self.moved),
            rekeyed=tuple(
                self._change(step.entry, was=self.was[step.question.pk]) for step in self.rekeyed
            ),
            retired=tuple(self._change(entry) for entry in self.match.left),
            missing=tuple(
                Change(row.key, self._words(row.current.content["prompt"])) for row in missing
            ),
            pack=(*self.fields, *topics),
        )

    def _steps(self, places: Places) -> Iterator[Step]:
        found: dict[str, Place] = {}
        for entry in self.match.kept:
            row = self.match.row_of.get(entry.key)
            place = places.of(row.pk) if row else None
            new = place is None
            place = place or Place(Question(pack=self.pack, key=entry.key), None, None, 0)
            place.parent = found[entry.parent] if entry.parent else None
            place.topic = self.shelf.topic(entry.topic) or (
                place.topic if not entry.parent else None
            )
            found[entry.key] = place
            yield Step(entry, place, new, self.cards[entry.key])

    def _rekey(self, step: Step) -> bool:
        other = step.question.key != step.entry.key
        step.question.key = step.entry.key
        return other

    def _moved(self, before: Mapping[int, tuple[int | None, int | None, str]]) -> Iterator[Step]:
        """Give those with another parent or topic, or out of order among those that stay."""
        groups: dict[Any, list[Step]] = defaultdict(list)
        for step in self.steps:
            if step.new:
                continue
            parent, topic, _key = before[step.question.pk]
            if _stands(step.place, parent, topic):
                groups[step.place.group].append(step)
            else:
                yield step
        order = {row.pk: place for place, row in enumerate(self.rows)}
        for group in groups.values():
            rise = set(longest_rise([order[step.question.pk] for step in group]))
            yield from (step for place, step in enumerate(group) if place not in rise)

    def _revised(self, step: Step) -> Change:
        had, gets = step.question.card, step.card or step.entry.card
        before, after = facets(had), facets(gets)
        parts = [part for part in {**before, **after} if before.get(part) != after.get(part)]
        return self._change(step.entry, parts=tuple(parts), standings=_standings(had, gets))

    def _change(self, entry: Entry, **more: Any) -> Change:
        return Change(entry.key, self._words(entry.card.prompt), **more)

    def _words(self, texts: Mapping[Any, str]) -> str:
        return pick(texts, self.contents.language).text


def _standings(before: Card, after: Card) -> tuple[str, ...]:
    return () if before.standing == after.standing else (before.standing, after.standing)


def _stands(place: Place, parent: int | None, topic: int | None) -> bool:
    """Say whether a place is below that parent, or for a root question in that topic."""
    if place.parent or parent:
        return bool(place.parent and parent and place.parent.pk == parent)
    there = place.topic
    return there is None if topic is None else bool(there and there.pk == topic)


class _Match:
    """Which question of the bank each question of the pack is: by key, else by its prompt."""

    def __init__(self, rows: Sequence[Question], contents: Contents) -> None:
        self.row_of: dict[str, Question] = {}
        self.kept: list[Entry] = []
        self.left: list[Entry] = []
        nodes = tree.build(
            rows, lambda q: q.pk, lambda q: q.parent_id, lambda q: q.retired_at is None
        )
        self.in_use = {node.item.pk for node in tree.walk(nodes) if node.numbered}
        self._pair(rows, contents)
        gone: set[str] = set()
        for entry in contents.questions:
            row = self.row_of.get(entry.key)
            if entry.parent in gone or (row and row.pk not in self.in_use):
                gone.add(entry.key)
            (self.left if entry.key in gone else self.kept).append(entry)

    def _pair(self, rows: Sequence[Question], contents: Contents) -> None:
        keys = {row.key: row for row in rows}
        self.row_of = {one.key: keys[one.key] for one in contents.questions if one.key in keys}
        taken = {row.pk for row in self.row_of.values()}
        free: dict[tuple[int | None, str], list[Question]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.pk not in self.in_use):
            if row.pk not in taken:
                prompt = row.current.content["prompt"]
                free[row.parent_id, _fold(prompt, contents.language)].append(row)
        for entry in contents.questions:
            parent = self.row_of.get(entry.parent or "")
            if entry.key in keys or (entry.parent and not parent):
                continue
            prompt = _fold(entry.card.prompt, contents.language)
            if same := free[parent.pk if parent else None, prompt]:
                self.row_of[entry.key] = same.pop(0)


class _Shelf:
    """The topics of the bank's pack as the loaded one names and orders them."""

    def __init__(self, topics: Sequence[Topic], headings: Sequence[Heading]) -> None:
        before = {topic.pk: (topic.key, topic.title, topic.position) for topic in topics}
        free = list(topics)
        self.by_key: dict[str, Topic] = {}
        for same in (_same_key, _same_title):
            for heading in headings:
                found = next((topic for topic in free if same(topic, heading)), None)
                if found and heading.key not in self.by_key:
                    self.by_key[heading.key] = found
                    free.remove(found)
        self.new = []
        for heading in headings:
            if heading.key not in self.by_key:
                self.new.append(Topic())
                self.by_key[heading.key] = self.new[-1]
            topic = self.by_key[heading.key]
            topic.key, topic.title = heading.key, {**heading.title} or topic.title
        number(merged(topics, [self.by_key[heading.key] for heading in headings]), topics)
        self.changed = [
            topic
            for topic in topics
            if before[topic.pk] != (topic.key, topic.title, topic.position)
        ]

    def topic(self, key: str | None) -> Topic | None:
        """Give the topic of that key."""
        return self.by_key[key] if key else None


def _same_key(topic: Topic, heading: Heading) -> bool:
    return topic.key == heading.key


def _same_title(topic: Topic, heading: Heading) -> bool:
    shared = [name for name in LANGUAGES if topic.title.get(name) and heading.title.get(name)]
    return any(clean(topic.title[name]) == clean(heading.title[name]) for name in shared)


def _fields(pack: Pack, contents: Contents) -> dict[str, Any]:
    """Give the fields of the pack that become others, with what they become."""
    said = contents.model_dump(mode="json", include=set(FIELDS))
    return {
        name: said[name]
        for name in FIELDS
        if said[name] != getattr(pack, name) and (said[name] or name not in KEPT)
    }


def _cards(match: _Match) -> dict[str, Card | None]:
    """Give by keys the cards that the questions get, None where they say that already."""
    cards: dict[str, Card | None] = {one.key: one.card for one in match.kept}
    for entry in match.kept:
        if row := match.row_of.get(entry.key):
            heard = {**row.current.content["heard"], **entry.card.heard}
            after = entry.card.model_copy(update={"heard": heard})
            cards[entry.key] = None if row.card == after else after
    checked = {key: card for key, card in cards.items() if card and card.checked}
    earlier = _earlier([match.row_of[key] for key in checked if key in match.row_of])
    for key, card in checked.items():
        row = match.row_of.get(key)
        if row and _is_check_of_others(card, earlier[row.pk]):
            cards[key] = None if row.card == unchecked(card) else unchecked(card)
    return cards


def _earlier(rows: Sequence[Question]) -> Mapping[int, list[Card]]:
    """Give the cards that the questions have, and had."""
    cards: dict[int, list[Card]] = defaultdict(list)
    if rows:
        revisions = Revision.objects.filter(question__in=rows).only("question_id", "content")
        for revision in revisions.iterator(chunk_size=100):
            cards[revision.question_id].append(revision.card)
    return cards


def _is_check_of_others(card: Card, earlier: Sequence[Card]) -> bool:
    """Say whether the check of a card was given to other words, and never to these."""
    given = [same_words(one, card) for one in earlier if one.checked == card.checked]
    return bool(given) and not any(given)


def _fold(texts: Mapping[Any, str], language: str) -> str:
    return " ".join(clean(pick(texts, language).text).split())
