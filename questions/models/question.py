"""Questions: an identity and a place each, with the words in revisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Replace, StrIndex, Substr
from django.urls import reverse
from django.utils import timezone

from questions import sheet, tree
from questions.card import PROMPT_END, Card, amended, unchecked
from questions.models.place import Place, Row, Sheet, store_order
from questions.models.refused import EditConflict, Refused
from questions.models.review import Reviewed
from questions.models.revision import Revision
from questions.models.texts import in_language
from questions.outline import MAX_DEPTH
from questions.query import Need, is_korean, needs

if TYPE_CHECKING:
    from questions.models.pack import Topic

TEXT = models.TextField()
YEAR = timedelta(days=365)
WHERES = ("before", "after", "inside")
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

    def active(self) -> QuestionQuerySet:
        """Those that are not retired themselves (what is above them may be)."""
        return self.filter(retired_at=None)

    def in_use(self) -> QuestionQuerySet:
        """Those that are not retired, and have nothing retired above them."""
        return self.exclude(pk__in=RawSQL(_OUT_OF_USE, ()))  # noqa: S611 - a constant

    def in_order(self) -> QuestionQuerySet:
        """Siblings in their order; chains without a topic stand first."""
        return self.order_by(
            models.F("topic__position").asc(nulls_first=True), "topic_id", "position", "pk"
        )

    def with_cards(self) -> QuestionQuerySet:
        """Fetch each question's current words along with it, without what is made of them."""
        return self.select_related("current", "topic").defer("current__html", "current__search")

    def with_pages(self) -> QuestionQuerySet:
        """Fetch each question's current words along with it, and their HTML."""
        return self.select_related("current", "topic").defer("current__search")

    def places(self) -> list[Place]:
        """Fetch only what a tree shows."""
        return [
            Place(pk, pack, parent, topic, retired_at is not None, prompt, standing)
            for pk, pack, parent, topic, retired_at, prompt, standing in self.values_list(
                *("pk", "pack_id", "parent_id", "topic_id", "retired_at"),
                *("current__content__prompt", "current__content__standing"),
            )
        ]

    def waiting(self, on: date) -> QuestionQuerySet:
        """Say of each question in use what it waits for (`waits`), a code of labels.WAITING.

        What was settled, one way or as disputed, within a year of this day waits for nothing ("").
        """
        check = KeyTransform("checked", "current__content")
        rows = self.in_use().annotate(
            standing=Cast(KeyTextTransform("standing", "current__content"), TEXT),
            checked_on=Cast(KeyTextTransform("on", check), TEXT),
        )
        settled = {"standing__in": ("verified", "contested")}
        lately = {"checked_on__gte": (on - YEAR).isoformat(), "checked_on__lt": "9999"}
        return rows.annotate(
            waits=models.Case(
                models.When(**settled, **lately, then=models.Value("")),
                models.When(**settled, then=models.Value("old")),
                default=models.F("standing"),
                output_field=TEXT,
            )
        )

    def rows(self) -> list[Row]:
        """Fetch what a keeper's tree shows: places, and what is remarkable about their cards."""
        return [
            Row.of(pk, pack, parent, topic, retired_at is not None, content, languages)
            for pk, pack, parent, topic, retired_at, content, languages in self.values_list(
                *("pk", "pack_id", "parent_id", "topic_id", "retired_at"),
                *("current__content", "pack__languages"),
            )
        ]

    def sheets(self, language: str) -> list[Sheet]:
        """Fetch only what a page of cards shows to a reader of this language."""
        return [
            Sheet(pk, parent, topic, retired_at is not None, sheet.alone(page))
            for pk, parent, topic, retired_at, page in self.values_list(
                "pk", "parent_id", "topic_id", "retired_at", f"current__html__{language}"
            )
        ]

    def search(self, words: str, glossary: Iterable[Mapping[str, str]] = ()) -> QuestionQuerySet:
        """Those whose card holds every word, in any of its languages, case aside.

        Spaces inside Korean words do not matter, and a term of the glossary is found by its words
        in either language.
        """
        found = self.alias(**_columns("said", models.F("current__search")))
        for need in needs(words, glossary):
            found = found.filter(_holds(need, "said"))
        return found

    def prompts_first(
        self, words: str, glossary: Iterable[Mapping[str, str]] = ()
    ) -> QuestionQuerySet:
        """By whether the prompt says the first word, then by pack."""
        whole = models.F("current__search")
        prompt = Substr(whole, 1, StrIndex(whole, models.Value(PROMPT_END)), output_field=TEXT)
        found = self.alias(**_columns("prompt_said", prompt))
        in_prompt = [
            models.Case(models.When(_holds(need, "prompt_said"), then=0), default=1)
            for need in needs(words, glossary)[:1]
        ]
        return found.order_by(*in_prompt, "pack__slug", "pk")


def _columns(name: str, text: Any) -> dict[str, Any]:
    """Give a text to look into, as it is and without its spaces."""
    joined = text
    for space in (" ", "\n"):
        joined = Replace(joined, models.Value(space), output_field=TEXT)
    return {name: text, f"{name}_joined": joined}


def _holds(need: Need, column: str) -> models.Q:
    found = models.Q()
    for alternative in need:
        words = models.Q()
        for word in alternative:
            where = f"{column}_joined" if is_korean(word) else column
            words &= models.Q(**{f"{where}__contains": word})
        found |= words
    return found


class Question(Reviewed):
    """An identity and a place in a tree; its words live in revisions."""

    pack = models.ForeignKey("Pack", models.CASCADE, related_name="questions")
    topic = models.ForeignKey(
        "Topic", models.PROTECT, related_name="questions", null=True, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="follow_ups", null=True, blank=True
    )
    position = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=200)
    current: models.ForeignKey[Revision, Revision] = models.ForeignKey(  # type: ignore[misc]
        Revision, models.PROTECT, related_name="+", null=True
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

    def level(self) -> int:
        """Say how deep the question stands; a root is on level 1."""
        parents = dict(self.pack.questions.values_list("pk", "parent_id"))
        level, above = 1, parents[self.pk]
        while above:
            level, above = level + 1, parents[above]
        return level

    def chain(self) -> tree.Node[Question]:
        """This question with everything active below it."""
        below = self.pack.questions.filter(pk__in=self._below()).active().in_order().with_cards()
        rows = [self, *below]
        return tree.build(rows, lambda q: q.pk, lambda q: q.parent_id if q != self else None)[0]

    @transaction.atomic
    def revise(
        self, card: Card, *, author: Any = None, note: str = "", base: int | None = None
    ) -> Revision:
        """Give the question new words and return their revision; equal words make none.

        `base` is the number of the revision that the writer saw; raises EditConflict when another
        one has come since.
        """
        fresh = Question.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
        current = fresh.current
        if current and current.card == card:
            return current
        if current and base is not None and base != current.number:
            raise EditConflict(current)
        number = current.number + 1 if current else 1
        self.current = Revision.of(self, card, number=number, author=author, note=note)
        self.current.save()
        self.save(update_fields=["current"])
        return self.current

    revise.alters_data = True  # type: ignore[attr-defined]

    def go_back(self, revision: Revision, *, base: int, author: Any = None, note: str) -> Revision:
        """Give the question the words of an earlier revision again, unverified.

        Raises EditConflict when another revision than `base` has come since.
        """
        card = amended(self.card, revision.card)
        return self.revise(card, author=author, note=note, base=base)

    go_back.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def duplicate(self, *, follow_ups: bool, author: Any = None, note: str) -> Question:
        """Write the question once more, right after itself, with or without what is below it.

        The copies are unverified: nobody has checked them as what they are to become.
        """
        self._lock_pack()
        chain = self.chain()
        children = chain.children if follow_ups else ()
        key = tree.copy_key(self.key, set(self.pack.questions.values_list("key", flat=True)))
        copy = self._copy(tree.Node(self, "", children), self.parent, author, note, key)
        place = list(self.siblings().values_list("pk", flat=True)).index(self.pk) + 1
        copy.move(parent=self.parent, topic=self.topic, position=place)
        return copy

    duplicate.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def move(self, *, parent: Question | None, topic: Topic | None, position: int) -> None:
        """Put the question, with all below it, under another parent or topic at a position from 0.

        Raises Refused for a place below itself, in another pack, or so deep that what is below the
        question would leave the MAX_DEPTH levels.
        """
        self._lock_pack()
        levels = self._levels()
        below = set().union(*levels[1:])
        if parent and (parent.pk in below or parent.pk == self.pk):
            raise Refused("below_itself")
        if (parent and parent.pack_id != self.pack_id) or (topic and topic.pack_id != self.pack_id):
            raise Refused("other_pack")
        if topic and not self.pack.topics.filter(pk=topic.pk).exists():
            raise Refused("gone")
        if (parent.level() if parent else 0) + len(levels) > MAX_DEPTH:
            raise Refused("too_deep")
        self.parent, self.topic = parent, parent.topic if parent else topic
        self.save(update_fields=["parent", "topic"])
        Question.objects.filter(pk__in=below).update(topic=self.topic)
        store_order(Question, tree.reorder(list(self.siblings()), self, position))

    move.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def put(self, where: str, other: Question) -> None:
        """Put the question right "before" or "after" another one, or "inside" it as the last.

        Raises Refused as `move` does, and for itself; a ValueError for any other word.
        """
        if where not in WHERES:
            raise ValueError(where)
        if other.pk == self.pk:
            raise Refused("below_itself")
        self._lock_pack()
        other.refresh_from_db(fields=["parent", "topic"])
        others = [question.pk for question in other.siblings() if question.pk != self.pk]
        if where == "inside":
            self.move(parent=other, topic=None, position=self.pack.questions.count())
        else:
            place = others.index(other.pk) + (where == "after")
            self.move(parent=other.parent, topic=other.topic, position=place)

    put.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def step(self, by: int) -> None:
        """Move the question up (-1) or down (+1) among its siblings that are not retired."""
        self._lock_pack()
        self.refresh_from_db(fields=["parent", "topic"])
        places = list(self.siblings())
        others = [n for n, q in enumerate(places) if q.retired_at is None or q == self]
        there = others.index(places.index(self)) + by
        if 0 <= there < len(others):
            store_order(Question, tree.reorder(places, self, others[there]))

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

    def _copy(
        self,
        node: tree.Node[Question],
        parent: Question | None,
        author: Any,
        note: str,
        key: str = "",
    ) -> Question:
        copy = self.pack.add_question(
            unchecked(node.item.card),
            parent=parent,
            topic=self.topic,
            key=key,
            author=author,
            note=note,
        )
        for below in node.children:
            self._copy(below, copy, author, note)
        return copy

    def _lock_pack(self) -> None:
        """Wait until nobody else arranges the pack."""
        Question.objects.select_related("pack").select_for_update(of=("pack",), no_key=True).get(
            pk=self.pk
        )

    def _below(self) -> set[int]:
        return set().union(*self._levels()[1:])

    def _levels(self) -> list[set[int]]:
        """Give the question itself, its follow-ups, theirs, and so on, down to the last level."""
        rows = list(self.pack.questions.values_list("pk", "parent_id"))
        levels = [{self.pk}]
        while below := {pk for pk, parent in rows if parent in levels[-1]}:
            levels.append(below)
        return levels
