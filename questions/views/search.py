"""Search over all words of all cards in use."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from questions import tree
from questions.card import Words, pick
from questions.found import Found, elsewhere
from questions.highlight import Stretch, mark
from questions.labels import STANDINGS
from questions.models import Pack, Place, Question, QuestionQuerySet
from questions.query import needs, words_in
from questions.reading import reader_language
from questions.tree import Node

LIMIT = 50


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
    found: Found | None


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find; the same page answers while somebody types."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    glossary = Pack.objects.glossary() if "q" in asked else []
    found = _found(asked, glossary) if asked else Question.objects.none()
    hits = _hits(found[:LIMIT], words_in(needs(asked.get("q", ""), glossary)))
    context = {
        "form": form,
        "asked": asked,
        "hits": hits,
        "total": found.count() if len(hits) == LIMIT else len(hits),
        "limit": LIMIT,
    }
    return render(request, "questions/search.html", context)


def _found(asked: dict[str, Any], glossary: list[dict[str, str]]) -> QuestionQuerySet:
    """Find questions; those whose prompt says the first word come first."""
    words = asked.get("q", "")
    found = Question.objects.in_use().search(words, glossary).prompts_first(words, glossary)
    if "pack" in asked:
        found = found.filter(pack=asked["pack"])
    if "standing" in asked:
        found = found.filter(current__content__standing=asked["standing"])
    return found


def _hits(questions: QuestionQuerySet, words: list[str]) -> list[Hit]:
    rows = list(questions.with_cards().select_related("pack"))
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
    return Hit(
        question=question,
        path=nodes[question.pk].path,
        parent=pick(parent, reader),
        language=prompt.language,
        prompt=mark(prompt.text, words),
        found=elsewhere(card, words, reader),
    )
