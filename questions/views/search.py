"""Search over all words of all cards in use."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Case, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import LessThan
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from questions import tree
from questions.card import PROMPT_END, Words, facets, pick, terms
from questions.highlight import Stretch, excerpt, mark
from questions.labels import STANDINGS
from questions.models import Pack, Place, Question, QuestionQuerySet
from questions.reading import reader_language
from questions.tree import Node

LIMIT = 50
TEXT_PARTS = ("prompt", "answer", "heard", "key_points", "hints", "anchors", "pitfalls", "why")


class SearchForm(forms.Form):
    """Words, and a pack or a standing to keep to."""

    q = forms.CharField(
        label=_("Search questions"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    pack = forms.ModelChoiceField(
        Pack.objects.all(),
        label=_("Pack"),
        required=False,
        to_field_name="slug",
        empty_label=_("All packs"),
    )
    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[("", _("Any standing")), *STANDINGS.items()],
    )


@dataclass(frozen=True)
class Hit:
    """A question that was found: its place, its prompt, and where else the words stand."""

    question: Question
    path: str
    parent: Words
    language: str
    prompt: tuple[Stretch, ...]
    part: str
    part_language: str
    excerpt: tuple[Stretch, ...]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find; the same page answers while somebody types."""
    form = SearchForm(request.GET)
    form.is_valid()
    words = terms(form.cleaned_data.get("q", ""))
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    found = _found(words, asked) if asked else Question.objects.none()
    hits = _hits(found[:LIMIT], words)
    context = {
        "form": form,
        "asked": asked,
        "hits": hits,
        "total": found.count() if len(hits) == LIMIT else len(hits),
        "limit": LIMIT,
    }
    return render(request, "questions/search.html", context)


def _found(words: list[str], asked: dict[str, Any]) -> QuestionQuerySet:
    """Find questions; those whose prompt says the first word come first."""
    found = Question.objects.in_use().search(" ".join(words))
    if "pack" in asked:
        found = found.filter(pack=asked["pack"])
    if "standing" in asked:
        found = found.filter(current__content__standing=asked["standing"])
    if words:
        said = StrIndex("current__search", Value(words[0]))
        in_prompt = LessThan(said, StrIndex("current__search", Value(PROMPT_END)))
        return found.order_by(Case(When(in_prompt, then=0), default=1), "pack__slug", "pk")
    return found.order_by("pack__slug", "pk")


def _hits(questions: QuestionQuerySet, words: list[str]) -> list[Hit]:
    rows = list(questions.select_related("current", "pack"))
    packs = {question.pack_id for question in rows}
    places = Question.objects.filter(pack__in=packs).active().in_order().places()
    nodes = _nodes(places)
    return [_hit(question, nodes, words) for question in rows]


def _nodes(places: list[Place]) -> dict[int, Node[Place]]:
    """Give the nodes of all packs by question; numbers begin anew in each pack."""
    by_pack: dict[int, list[Place]] = {}
    for place in places:
        by_pack.setdefault(place.pack_id, []).append(place)
    trees = (tree.build(rows, lambda p: p.pk, lambda p: p.parent_id) for rows in by_pack.values())
    return {node.item.pk: node for nodes in trees for node in tree.walk(nodes)}


def _hit(question: Question, nodes: dict[int, Node[Place]], words: list[str]) -> Hit:
    reader = reader_language()
    card = question.card
    prompt = pick(card.prompt, reader)
    parent = nodes[question.parent_id].item.prompt if question.parent_id else {}
    marked = mark(prompt.text, words)
    in_prompt = any(stretch.hit for stretch in marked)
    part, language, found = _elsewhere({} if in_prompt else facets(card), words)
    return Hit(
        question=question,
        path=nodes[question.pk].path,
        parent=pick(parent, reader),
        language=prompt.language,
        prompt=marked,
        part=part,
        part_language=language,
        excerpt=found,
    )


def _elsewhere(
    parts: dict[tuple[str, str], str], words: list[str]
) -> tuple[str, str, tuple[Stretch, ...]]:
    """Find the first part of a card that holds one of the words."""
    for (part, language), text in parts.items():
        if part in TEXT_PARTS and (found := excerpt(text, words)):
            return part, language, found
    return "", "", ()
