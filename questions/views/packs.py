"""Packs: the list, one pack's tree, and their own texts."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from questions import tree
from questions.card import STANDINGS, pick
from questions.forms import AboutForm, NewPackForm, PackForm
from questions.forms.pack import ADDRESS_TAKEN
from questions.forms.sieve import SieveForm
from questions.found import Found, elsewhere
from questions.models import Pack, Place, Row, Sheet, Topic
from questions.query import needs, words_in
from questions.reading import reader_language
from questions.shipping import newer_packs
from questions.tree import Node

EXCERPTS = 50
Nodes = tuple[Node[Row], ...]
T = TypeVar("T", Row, Sheet)


@dataclass(frozen=True)
class Part(Generic[T]):
    """A topic of a pack, or None, with its chains."""

    topic: Topic | None
    chains: list[Node[T]]


@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """List the packs."""
    context = {"packs": Pack.objects.with_counts(), "newer": newer_packs()}
    return render(request, "questions/packs.html", context)


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a pack's tree; `retired` shows what is out of use too, `arrange` the means to move.

    What the filters in the address leave out is not shown, but for what leads to the rest.
    """
    pack = get_object_or_404(Pack, slug=slug)
    nodes = pack.desk()
    every = list(tree.walk(nodes))
    in_use = [node for node in every if node.numbered]
    show_retired, arrange = "retired" in request.GET, "arrange" in request.GET
    topics = list(pack.topics.all())
    form = SieveForm({} if arrange else request.GET, pack=pack, topics=topics)
    if not show_retired:
        nodes = tree.prune(nodes, _is_kept)
    shown, hits = _sifted(nodes, form)
    words = words_in(needs(form.asked.get("q", ""), pack.terms))
    context = {
        "pack": pack,
        "form": form,
        "size": len(in_use),
        "found": None if hits is None else len(hits),
        "hits": hits,
        "words": words,
        "excerpts": _excerpts(pack, hits, words) if hits and words else {},
        "chains": sum(node.depth == 0 for node in in_use),
        "standings": _standings(in_use),
        "retired": len(every) - len(in_use),
        "show_retired": show_retired,
        "arrange": arrange,
        "parts": _parts(topics, shown, bool(form.asked)),
    }
    return render(request, "questions/pack.html", context)


@require_safe
def pack_cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every card of a pack on one page."""
    pack = get_object_or_404(Pack, slug=slug)
    nodes = pack.sheets(reader_language())
    size = sum(1 for _node in tree.walk(nodes))
    context = {"pack": pack, "size": size, "parts": _parts(list(pack.topics.all()), nodes)}
    return render(request, "questions/cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pack_new(request: HttpRequest) -> HttpResponse:
    """Make a pack."""
    empty = Pack(language=reader_language())
    form = NewPackForm(request.POST if request.method == "POST" else None, pack=empty)
    if form.is_valid():
        try:
            return redirect(form.save())
        except IntegrityError:  # somebody took the address at the same time
            form.add_error("slug", ADDRESS_TAKEN)
    return _form_page(request, form, "questions/pack_new.html")


@require_http_methods(["GET", "HEAD", "POST"])
def pack_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a pack says of itself."""
    pack = get_object_or_404(Pack, slug=slug)
    title = pick(pack.title, reader_language())
    form = AboutForm(request.POST if request.method == "POST" else None, pack=pack)
    if not form.is_valid():
        return _form_page(request, form, "questions/pack_edit.html", title=title)
    form.save()
    messages.success(request, gettext("Saved."))
    return redirect(pack)


def _form_page(request: HttpRequest, form: PackForm, template: str, **more: object) -> HttpResponse:
    context = {"form": form, "slug": form.initial["slug"], **more}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _sifted(nodes: Nodes, form: SieveForm) -> tuple[Nodes, set[int] | None]:
    """Give what the form's filters leave of a tree, and which questions they are about."""
    if not form.asked:
        return nodes, None
    sieve = form.sieve(timezone.localdate())
    hits = {node.item.pk for node in tree.walk(nodes) if sieve.passes(node.item, node.depth)}
    return tree.sift(nodes, lambda node: node.item.pk in hits), hits


def _excerpts(pack: Pack, hits: set[int], words: list[str]) -> dict[int, Found]:
    """Say of the first of these questions where the words stand that their prompts do not hold."""
    rows = pack.questions.in_order().filter(pk__in=hits).with_cards()[:EXCERPTS]
    found = {row.pk: elsewhere(row.card, words, reader_language()) for row in rows}
    return {pk: one for pk, one in found.items() if one}


def _is_kept(place: Place) -> bool:
    return not place.retired


def _standings(nodes: list[Node[Row]]) -> list[tuple[str, int]]:
    found = Counter(node.item.standing for node in nodes)
    return [(name, found[name]) for name in STANDINGS if found[name]]


def _parts(topics: list[Topic], nodes: tuple[Node[T], ...], sifted: bool = False) -> list[Part[T]]:
    """Give the chains by topic, those without one first and only where there are some.

    Where they are sifted, so are topics of which nothing is left.
    """
    chains: dict[int | None, list[Node[T]]] = defaultdict(list)
    for node in nodes:
        chains[node.item.topic_id].append(node)
    several: list[Topic | None] = [t for t in topics if chains[t.pk] or not sifted]
    if chains[None]:
        several.insert(0, None)
    return [Part(topic, chains[topic.pk if topic else None]) for topic in several]
