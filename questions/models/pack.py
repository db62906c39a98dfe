"""Packs and their topics."""

from __future__ import annotations

from itertools import count
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify

from questions import tree
from questions.card import LANGUAGES, STANDINGS, Card
from questions.models.place import Place, Row, Sheet, end_of, store_order
from questions.models.question import Question
from questions.models.refused import Refused
from questions.models.texts import in_language
from questions.outline import MAX_DEPTH

P = TypeVar("P", bound=Place)
RESERVED_SLUGS = ("new", "import", "load")  # pages of their own stand at these addresses


def every_language() -> list[str]:
    """Give the languages in which a pack's cards are meant to be complete, unless it says less."""
    return list(LANGUAGES)


class PackQuerySet(models.QuerySet["Pack"]):
    """Packs, and what they hold."""

    def with_counts(self) -> PackQuerySet:
        """Count each pack's questions in use: `size`, `chains`, and one count per standing."""
        per_pack = Question.objects.in_use().filter(pack=models.OuterRef("pk")).values("pack")

        def number(**which: object) -> models.Expression:
            found = per_pack.annotate(n=models.Count("pk", filter=models.Q(**which))).values("n")
            return Coalesce(models.Subquery(found), 0)

        standings = {name: number(current__content__standing=name) for name in STANDINGS}
        return self.annotate(size=number(), chains=number(parent=None), **standings)

    def glossary(self) -> list[dict[str, str]]:
        """Give the terms of all packs, each in both languages."""
        return [term for terms in self.values_list("terms", flat=True) for term in terms]

    def free_slug(self, title: str) -> str:
        """Give an address that no pack has yet, made from a title where it has Latin letters."""
        slug = slugify(title)[:70] or "pack"
        taken = set(self.filter(slug__startswith=slug).values_list("slug", flat=True))
        taken |= set(RESERVED_SLUGS)
        numbered = (f"{slug}-{number}" for number in count(2))
        return slug if slug not in taken else next(s for s in numbered if s not in taken)


class Pack(models.Model):
    """A named, versioned set of topics and questions."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField(default=dict)
    notes = models.JSONField(default=dict, blank=True)
    closing = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ko")
    languages = models.JSONField(default=every_language)
    version = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=10, default="junior")
    licence = models.CharField(max_length=80, blank=True)
    credit = models.JSONField(default=dict, blank=True)
    terms = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the files that were loaded last
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return in_language(self.title) or self.slug

    def get_absolute_url(self) -> str:
        return reverse("questions:pack", args=[self.slug])

    def desk(self) -> tuple[tree.Node[Row], ...]:
        """The tree with what a keeper looks for in it."""
        return _tree(self.questions.in_order().rows())

    def sheets(self, language: str) -> tuple[tree.Node[Sheet], ...]:
        """Every chain that is in use, each question with its card as a reader sees it."""
        sheets = self.questions.in_order().sheets(language)
        nodes = tree.build(sheets, lambda s: s.pk, lambda s: s.parent_id, lambda s: not s.retired)
        return tree.prune(nodes, lambda s: not s.retired)

    def tree(self) -> tuple[tree.Node[Place], ...]:
        """Every chain of the pack; retired questions stand in it too, but take no number."""
        return _tree(self.questions.in_order().places())

    @transaction.atomic
    def add_topic(self, title: dict[str, str]) -> Topic:
        """Put a new topic after the others."""
        Pack.objects.select_for_update(no_key=True).get(pk=self.pk)
        return self.topics.create(title=title, position=end_of(self.topics.all()))

    add_topic.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def add_question(
        self,
        card: Card,
        *,
        parent: Question | None = None,
        topic: Topic | None = None,
        key: str = "",
        author: Any = None,
        note: str = "",
    ) -> Question:
        """Write a new question at the end of its siblings, with its first revision.

        Raises Refused below a question on the last of the MAX_DEPTH levels, and for a topic that
        has been removed meanwhile.
        """
        Pack.objects.select_for_update(no_key=True).get(pk=self.pk)
        if parent and parent.level() >= MAX_DEPTH:
            raise Refused("too_deep")
        if topic and not self.topics.filter(pk=topic.pk).exists():
            raise Refused("gone")
        question = Question(pack=self, parent=parent, topic=parent.topic if parent else topic)
        taken = self.questions.values_list("key", flat=True)
        question.key = key or tree.Keys(taken).next(parent.key if parent else None)
        question.position = end_of(question.siblings())
        question.save()
        question.revise(card, author=author, note=note)
        return question

    add_question.alters_data = True  # type: ignore[attr-defined]


def _tree(places: list[P]) -> tuple[tree.Node[P], ...]:
    return tree.build(places, lambda p: p.pk, lambda p: p.parent_id, lambda p: not p.retired)


class Topic(models.Model):
    """A subject inside a pack."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="topics")
    key = models.CharField(max_length=80, blank=True)
    title = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return in_language(self.title)

    @transaction.atomic
    def step(self, by: int) -> None:
        """Move the topic up (-1) or down (+1) in its pack. Raises Refused once it is removed."""
        self._lock_pack()
        topics = list(self.pack.topics.all())
        there = topics.index(self) + by
        if 0 <= there < len(topics):
            store_order(Topic, tree.reorder(topics, self, there))

    step.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def rename(self, title: dict[str, str]) -> None:
        """Give the topic another title. Raises Refused once it is removed."""
        self._lock_pack()
        self.title = title
        self.save(update_fields=["title"])

    rename.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def remove(self) -> None:
        """Delete the topic; raises Refused while a question, retired or not, belongs to it."""
        self._lock_pack()
        if self.questions.exists():
            raise Refused("not_empty")
        self.delete()

    remove.alters_data = True  # type: ignore[attr-defined]

    def _lock_pack(self) -> None:
        """Wait until nobody else arranges the pack; raises Refused once the topic is removed."""
        Pack.objects.select_for_update(no_key=True).filter(pk=self.pack_id).first()
        if not Topic.objects.filter(pk=self.pk).exists():
            raise Refused("gone")


class PackFile(models.Model):
    """A text file of a pack as it was loaded, so that an export can give back what is unchanged."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["pack", "path"], name="pack_file_path")]

    def __str__(self) -> str:
        return self.path
