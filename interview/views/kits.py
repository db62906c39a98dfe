"""Kits, and the builder that fills one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interview.builder import Builder, Refusal
from interview.forms import ChainForm, KitForm, WordsForm, posted
from interview.models import Interview, Kit, KitChain, Refused
from interview.shelf import Shelf
from interview.spoken import filled
from interview.views.console import first_page
from questions.models import Question
from questions.numbers import whole
from questions.reading import reader_language

PAGE = 50


@require_safe
def kits(request: HttpRequest) -> HttpResponse:
    """List the kits."""
    found = Kit.objects.with_sums().select_related("position")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "interview/kits.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def kit_new(request: HttpRequest) -> HttpResponse:
    """Make a kit without chains."""
    form = KitForm(posted(request))
    if form.is_valid():
        return redirect(form.save())
    status = 422 if form.is_bound else 200
    return render(request, "interview/kit_new.html", {"form": form}, status=status)


@require_safe
def kit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the builder; for htmx, only what the search on the shelf may have changed."""
    return _build(request, _kit_or_404(pk))


@require_http_methods(["GET", "HEAD", "POST"])
def kit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a kit's title, position and length."""
    kit = _kit_or_404(pk)
    form = KitForm(posted(request), instance=kit)
    if form.is_valid():
        return redirect(form.save())
    status = 422 if form.is_bound else 200
    return _edit_page(request, kit, form, status)


@require_http_methods(["GET", "HEAD", "POST"])
def kit_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is said at the beginning and at the end; `act=suggest` fills what is blank."""
    kit = _kit_or_404(pk)
    context = {"kit": kit, "suggested": request.POST.get("act") == "suggest"}
    if context["suggested"]:
        form = WordsForm(initial=filled(request.POST.dict()))
        return render(request, "interview/kit_words.html", {**context, "form": form})
    form = WordsForm(posted(request), initial=WordsForm.of(kit))
    if form.is_valid():
        with _or_404():
            kit.write(**form.words)
        return redirect(kit)
    status = 422 if form.is_bound else 200
    return render(request, "interview/kit_words.html", {**context, "form": form}, status=status)


@require_POST
def kit_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a kit that no interview uses."""
    kit = _kit_or_404(pk)
    try:
        kit.discard()
    except Refused as refused:
        if refused.code == "in_use":
            return _edit_page(request, kit, KitForm(instance=kit), status=422)
    return redirect("interview:kits")


@require_POST
def kit_practise(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a practice with a made-up candidate."""
    kit = _kit_or_404(pk)
    try:
        interview = Interview.objects.practise(kit=kit, user=request.user, at=timezone.now())
    except Refused:
        return redirect(kit)
    return first_page(interview)


@require_POST
def kit_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one chain (`root`), or all that are on the shelf, or those of its one `topic`."""
    kit = _kit_or_404(pk)
    if "root" in request.POST:
        roots = [get_object_or_404(Question, pk=whole(request.POST["root"]))]
    else:
        roots = Shelf(request.GET).roots(request.POST.get("topic", ""))
    try:
        kit.pick_all(roots)
    except Refused as refused:
        if refused.code == "gone":
            raise Http404 from refused
        return _answer(request, kit, status=422, problem=_not_picked(refused.code))
    return _answer(request, kit)


@require_POST
def kit_chain(request: HttpRequest, pk: int, chain: int) -> HttpResponse:
    """Set a chain's minutes, and whether it is core."""
    row = _chain_or_404(pk, chain)
    form = ChainForm(request.POST, instance=row)
    if form.is_valid():
        with _or_404():
            row.plan(**form.cleaned_data)
        return _answer(request, row.kit)
    error = " ".join(str(text) for texts in form.errors.values() for text in texts)
    refusals = {chain: Refusal(request.POST.get("minutes", ""), error)}
    return _answer(request, row.kit, status=422, refusals=refusals)


@require_POST
def kit_step(request: HttpRequest, pk: int, chain: int) -> HttpResponse:
    """Move a chain one place up or down."""
    row = _chain_or_404(pk, chain)
    with _or_404():
        row.step(-1 if request.POST.get("to") == "up" else 1)
    return _answer(request, row.kit)


@require_POST
def kit_remove(request: HttpRequest, pk: int, chain: int) -> HttpResponse:
    """Take a chain out of the kit."""
    row = _chain_or_404(pk, chain)
    before = row.kit.chains.filter(position__lt=row.position).count()
    row.delete()
    return _answer(request, row.kit, focus=min(before + 1, row.kit.chains.count()))


def _kit_or_404(pk: int) -> Kit:
    return get_object_or_404(Kit.objects.select_related("position"), pk=pk)


def _chain_or_404(kit: int, pk: int) -> KitChain:
    chains = KitChain.objects.select_related("kit__position", "root")
    return get_object_or_404(chains, kit=kit, pk=pk)


@contextmanager
def _or_404() -> Iterator[None]:
    """Change what may have been deleted meanwhile."""
    try:
        yield
    except Refused as refused:
        raise Http404 from refused


def _answer(request: HttpRequest, kit: Kit, status: int = 200, **shown: Any) -> HttpResponse:
    """Give htmx the builder as it is now; send a plain form back to the page."""
    if request.htmx or status != 200:  # type: ignore[attr-defined]
        return _build(request, kit, status, **shown)
    query = request.GET.urlencode()
    return redirect(f"{kit.get_absolute_url()}{'?' if query else ''}{query}")


def _build(request: HttpRequest, kit: Kit, status: int = 200, **shown: Any) -> HttpResponse:
    builder = Builder(kit, request.GET, reader_language(), **shown)
    name = "_builder" if request.htmx else "kit"  # type: ignore[attr-defined]
    context = {"builder": builder, "kit": kit}
    return render(request, f"interview/{name}.html", context, status=status)


def _edit_page(request: HttpRequest, kit: Kit, form: KitForm, status: int) -> HttpResponse:
    context = {"kit": kit, "form": form, "uses": kit.interviews.count()}
    return render(request, "interview/kit_edit.html", context, status=status)


def _not_picked(code: str) -> str:
    if code == "retired":
        return gettext("This question has been retired, so it cannot be added to a kit.")
    return gettext("This question is a follow-up now. Add the chain that it stands in.")
