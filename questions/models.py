"""What to ask: packs of topics, questions with their follow-ups, and all their revisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language

from questions import tree
from questions.append_only import AppendOnly
from questions.card import STANDINGS, Card, searchable, terms


class Refused(Exception):
    """What was asked for cannot be done to the bank; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EditConflict(Exception):
    """Somebody saved another revision since this edit began; `current` is that revision."""

    def __init__(self, current: "Revision") -> None:
        super().__init__(f"revision {current.number}")
        self.current = current


def in_language(texts: dict[str, str], language: str | None = None) -> str:
    """Give a text in the reader's language, else in the one that exists, else ''."""
    language = language or (get_language() or "en")[:2]
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Place:
    """A question as a tree shows it: where it stands and its prompt, without the rest."""

    pk: int
    pack_id: int
    parent_id: int | None
    topic_id: int | None
    retired: bool
    prompt: dict[str, str]
    standing: str


class PackQuerySet(models.QuerySet["Pack"]):
    """Packs, and what they hold."""

    def with_counts(self) -> "PackQuerySet":
        """Count each pack's questions in use: `size`, `chains`, and one count per standing."""
        per_pack = Question.objects.in_use().filter(pack=models.OuterRef("pk")).values("pack")

        def number(**which: object) -> models.Expression:
            found = per_pack.annotate(n=models.Count("pk", filter=models.Q(**which))).values("n")
            return Coalesce(models.Subquery(found), 0)

        standings = {name: number(current__content__standing=name) for name in STANDINGS}
        return self.annotate(size=number(), chains=number(parent=None), **standings)

    def free_slug(self, title: str) -> str:
        """Give an address that no pack has yet, made from a title where it has Latin letters."""
        slug = slugify(title)[:70] or "pack"
        taken = set(self.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in count(2))
        return slug if slug not in taken else next(s for s in numbered if s not in taken)


class Pack(models.Model):
    """A named, versioned set of topics and questions."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField(default=dict)
    notes = models.JSONField(default=dict, blank=True)
    closing = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ko")
    version = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return in_language(self.title) or self.slug

    def get_absolute_url(self) -> str:
        return reverse("questions:pack", args=[self.slug])

    def tree(self) -> "tuple[tree.Node[Place], ...]":
        """Every chain of the pack; retired questions stand in it too, but take no number."""
        places = self.questions.in_order().places()
        return tree.build(places, lambda p: p.pk, lambda p: p.parent_id, lambda p: not p.retired)

    @transaction.atomic
    def add_topic(self, title: dict[str, str]) -> "Topic":
        """Put a new topic after the others."""
        Pack.objects.select_for_update().get(pk=self.pk)
        return self.topics.create(title=title, position=_end(self.topics.all()))

    add_topic.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def add_question(
        self,
        card: Card,
        *,
        parent: "Question | None" = None,
        topic: "Topic | None" = None,
        key: str = "",
        author: Any = None,
    ) -> "Question":
        """Write a new question at the end of its siblings, with its first revision."""
        Pack.objects.select_for_update().get(pk=self.pk)
        question = Question(pack=self, parent=parent, topic=parent.topic if parent else topic)
        taken = self.questions.values_list("key", flat=True)
        question.key = key or tree.Keys(taken).next(parent.key if parent else None)
        question.position = _end(question.siblings())
        question.save()
        question.revise(card, author=author)
        return question

    add_question.alters_data = True  # type: ignore[attr-defined]


class Topic(models.Model):
    """A subject inside a pack."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="topics")
    title = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return in_language(self.title)

    @transaction.atomic
    def step(self, by: int) -> None:
        """Move the topic up (-1) or down (+1) among the topics of its pack."""
        Pack.objects.select_for_update().get(pk=self.pack_id)
        topics = list(self.pack.topics.all())
        there = topics.index(self) + by
        if 0 <= there < len(topics):
            _number(Topic, tree.reorder(topics, self, there))

    step.alters_data = True  # type: ignore[attr-defined]

    def rename(self, title: dict[str, str]) -> None:
        """Give the topic another title."""
        self.title = title
        self.save(update_fields=["title"])

    rename.alters_data = True  # type: ignore[attr-defined]

    def remove(self) -> None:
        """Delete the topic; raises Refused while a question, retired or not, belongs to it."""
        if self.questions.exists():
            raise Refused("not_empty")
        self.delete()

    remove.alters_data = True  # type: ignore[attr-defined]


_OUT_OF_USE = """
    WITH RECURSIVE gone(id) AS (
        SELECT id FROM questions_question WHERE retired_at IS NOT NULL
        UNION
        SELECT below.id FROM questions_question below JOIN gone ON below.parent_id = gone.id
    )
    SELECT id FROM gone
"""


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions in the order in which a pack prints them."""

    def active(self) -> "QuestionQuerySet":
        """Those that are not retired themselves (what is above them may be)."""
        return self.filter(retired_at=None)

    def in_use(self) -> "QuestionQuerySet":
        """Those that are not retired, and have nothing retired above them."""
        return self.exclude(pk__in=RawSQL(_OUT_OF_USE, ()))  # noqa: S611 - a constant

    def in_order(self) -> "QuestionQuerySet":
        """Siblings in their order; chains without a topic stand first."""
        return self.order_by(
            models.F("topic__position").asc(nulls_first=True), "topic_id", "position", "pk"
        )

    def with_cards(self) -> "QuestionQuerySet":
        """Fetch each question's current words along with it."""
        return self.select_related("current", "topic")

    def places(self) -> list[Place]:
        """Fetch only what a tree shows."""
        return [
            Place(pk, pack, parent, topic, retired_at is not None, prompt, standing)
            for pk, pack, parent, topic, retired_at, prompt, standing in self.values_list(
                *("pk", "pack_id", "parent_id", "topic_id", "retired_at"),
                *("current__content__prompt", "current__content__standing"),
            )
        ]

    def search(self, words: str) -> "QuestionQuerySet":
        """Those whose card holds every word, in any of its languages, case aside."""
        found = self
        for word in terms(words):
            found = found.filter(current__search__contains=word)
        return found


class Question(models.Model):
    """An identity and a place in a tree; its words live in revisions."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="questions")
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="questions", null=True, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="follow_ups", null=True, blank=True
    )
    position = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=200)
    current: "models.ForeignKey[Revision, Revision]" = models.ForeignKey(  # type: ignore[misc]
        "Revision", models.PROTECT, related_name="+", null=True
    )  # null only while a question is being added
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "key"], name="question_key_in_pack")]
        indexes = [models.Index(fields=["pack", "parent", "position"], name="question_place")]

    def __str__(self) -> str:
        return self.prompt

    def get_absolute_url(self) -> str:
        return reverse("questions:question", args=[self.pk])

    @property
    def card(self) -> Card:
        """The current content."""
        return self.current.card

    @property
    def prompt(self) -> str:
        """The current prompt in the reader's language."""
        return in_language(self.current.content["prompt"])

    def siblings(self) -> QuestionQuerySet:
        """All questions with this one's parent, or for a root with its topic, in order."""
        place = {"parent": self.parent} if self.parent_id else {"parent": None, "topic": self.topic}
        return Question.objects.filter(pack=self.pack, **place).order_by("position", "pk")

    def chain(self) -> "tree.Node[Question]":
        """This question with everything active below it."""
        below = self.pack.questions.filter(pk__in=self._below()).active().in_order().with_cards()
        rows = [self, *below]
        return tree.build(rows, lambda q: q.pk, lambda q: q.parent_id if q != self else None)[0]

    @transaction.atomic
    def revise(
        self, card: Card, *, author: Any = None, note: str = "", base: int | None = None
    ) -> "Revision":
        """Give the question new words and return their revision; equal words make none.

        `base` is the number of the revision that the writer saw; raises EditConflict when another
        one has come since.
        """
        fresh = Question.objects.select_for_update(of=("self",)).get(pk=self.pk)
        current = fresh.current
        if current and current.card == card:
            return current
        if current and base is not None and base != current.number:
            raise EditConflict(current)
        self.current = Revision.objects.create(
            question=self,
            number=current.number + 1 if current else 1,
            content=card.model_dump(mode="json"),
            search=searchable(card),
            author=author,
            note=note,
        )
        self.save(update_fields=["current"])
        return self.current

    revise.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def move(self, *, parent: "Question | None", topic: Topic | None, position: int) -> None:
        """Put the question, with all below it, under another parent or topic at a position from 0.

        Raises Refused for a place below itself or in another pack.
        """
        Pack.objects.select_for_update().get(pk=self.pack_id)
        below = self._below()
        if parent and (parent.pk in below or parent.pk == self.pk):
            raise Refused("below_itself")
        if (parent and parent.pack_id != self.pack_id) or (topic and topic.pack_id != self.pack_id):
            raise Refused("other_pack")
        self.parent, self.topic = parent, parent.topic if parent else topic
        self.save(update_fields=["parent", "topic"])
        Question.objects.filter(pk__in=below).update(topic=self.topic)
        _number(Question, tree.reorder(list(self.siblings()), self, position))

    move.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def step(self, by: int) -> None:
        """Move the question up (-1) or down (+1) among its siblings that are not retired."""
        Pack.objects.select_for_update().get(pk=self.pack_id)
        self.refresh_from_db(fields=["parent", "topic"])
        places = list(self.siblings())
        others = [n for n, q in enumerate(places) if q.retired_at is None or q == self]
        there = others.index(places.index(self)) + by
        if 0 <= there < len(others):
            _number(Question, tree.reorder(places, self, others[there]))

    step.alters_data = True  # type: ignore[attr-defined]

    def retire(self) -> None:
        """Take the question, and with it what is below it, out of use; its history stays."""
        self.retired_at = timezone.now()
        self.save(update_fields=["retired_at"])

    retire.alters_data = True  # type: ignore[attr-defined]

    def restore(self) -> None:
        """Bring a retired question back to its place."""
        self.retired_at = None
        self.save(update_fields=["retired_at"])

    restore.alters_data = True  # type: ignore[attr-defined]

    def _below(self) -> set[int]:
        rows = list(self.pack.questions.values_list("pk", "parent_id"))
        found: set[int] = set()
        fresh = {self.pk}
        while fresh:
            fresh = {pk for pk, parent in rows if parent in fresh}
            found |= fresh
        return found


def _number(model: type[Any], rows: Iterable[Any]) -> None:
    """Store the order in which these siblings come."""
    rows = list(rows)
    for position, row in enumerate(rows):
        row.position = position
    model.objects.bulk_update(rows, ["position"])


def _end(siblings: "models.QuerySet[Any]") -> int:
    """Give the position behind all siblings; positions have gaps where one moved away."""
    last = siblings.aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1


class Revision(AppendOnly):
    """The words of a question at one time. Never changed: an edit makes another revision."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    search = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="revision_number")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}#{self.number}"

    @property
    def card(self) -> Card:
        """The content, checked."""
        return Card.model_validate(self.content)
