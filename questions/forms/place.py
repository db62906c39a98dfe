"""The form that says where in its pack a question goes."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from questions.card import pick
from questions.models import Place, Question, Topic
from questions.tree import Node, prune, walk

Nodes = tuple[Node[Place], ...]
INDENT = "\u2003"
LONGEST = 70
FIRST = "first"


class PlaceForm(forms.Form):
    """Under what, and after which sibling. Once valid it gives `parent`, `topic`, `position`."""

    use_required_attribute = False

    under = forms.ChoiceField(label=_("Under"))
    after = forms.ChoiceField(
        label=pgettext_lazy("in a tree", "Position"),
        error_messages={
            "invalid_choice": _("That question does not stand there. Choose the position again.")
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        question: Question,
        nodes: Nodes,
        topics: Iterable[Topic],
        language: str,
        under: str = "",
    ) -> None:
        """Offer the places in a pack's tree; the positions are those under `under`."""
        self.question = question
        self.language = language
        here = _under(question.parent_id, question.topic_id)
        under = data.get("under", "") if data is not None else under or here
        nodes = prune(nodes, lambda place: not place.retired)
        others = prune(nodes, lambda place: place.pk != question.pk)
        siblings = _siblings(others, under)
        after = _before(_siblings(nodes, here), question) if under == here else siblings[-1:]
        initial = {"under": under, "after": after[0].item.pk if after else FIRST}
        super().__init__(data, initial=initial)
        cast(forms.ChoiceField, self.fields["under"]).choices = self._unders(others, topics)
        cast(forms.ChoiceField, self.fields["after"]).choices = self._afters(siblings)

    def clean(self) -> dict[str, Any]:
        """Find what was chosen."""
        kind, _colon, key = self.cleaned_data.get("under", "").partition(":")
        parents = Question.objects.select_related("topic")
        self.parent = parents.get(pk=key) if kind == "question" else None
        self.topic = Topic.objects.filter(pk=key).first() if kind == "topic" and key else None
        return self.cleaned_data

    @property
    def place(self) -> dict[str, Any]:
        """What `Question.move` takes."""
        moved = Question(pack=self.question.pack, parent=self.parent, topic=self.topic)
        keys = list(moved.siblings().exclude(pk=self.question.pk).values_list("pk", flat=True))
        after = self.cleaned_data["after"]
        position = 0 if after == FIRST else keys.index(int(after)) + 1
        return {"parent": self.parent, "topic": self.topic, "position": position}

    def _unders(self, nodes: Nodes, topics: Iterable[Topic]) -> list[Any]:
        root = gettext("Root question in {topic}")
        roots = [("topic:", gettext("Root question without a topic"))]
        roots += [(f"topic:{topic.pk}", root.format(topic=topic)) for topic in topics]
        questions = [(f"question:{n.item.pk}", self._line(n)) for n in walk(nodes)]
        groups = [(gettext("On top"), roots)]
        return [*groups, (gettext("As a follow-up of"), questions)] if questions else groups

    def _afters(self, siblings: Nodes) -> list[Any]:
        first = [(FIRST, gettext("First"))]
        after = gettext("After {question}")
        return first + [
            (str(n.item.pk), after.format(question=self._line(n, indent=""))) for n in siblings
        ]

    def _line(self, node: Node[Place], indent: str = INDENT) -> str:
        prompt = pick(node.item.prompt, self.language).text
        return f"{indent * node.depth}{node.path} {Truncator(prompt).chars(LONGEST)}"


def _under(parent: int | None, topic: int | None) -> str:
    return f"question:{parent}" if parent else f"topic:{topic or ''}"


def _siblings(nodes: Nodes, under: str) -> Nodes:
    return tuple(n for n in walk(nodes) if _under(n.item.parent_id, n.item.topic_id) == under)


def _before(siblings: Nodes, question: Question) -> Nodes:
    """Give the sibling before the question, if there is one, in a tuple."""
    place = next((n for n, node in enumerate(siblings) if node.item.pk == question.pk), 0)
    return siblings[place - 1 : place] if place else ()
