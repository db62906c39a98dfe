"""One question: its card, its revisions, and the form that writes a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from questions import diff, sheet
from questions.card import Card, amended
from questions.forms import CardForm
from questions.models import EditConflict, Pack, Question, Refused, Revision
from questions.numbers import whole
from questions.reading import reader_language
from questions.views.surroundings import Surroundings, too_deep, tree_changed

FORM_METHODS = ["GET", "HEAD", "POST"]
SHOWN_REVISIONS = 8


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a question with its card, its follow-ups and its revisions."""
    question = _get(pk)
    revisions = list(question.revisions.select_related("author").defer("content", "search", "html"))
    context = {
        "question": question,
        "card": question.card,
        "sheet": sheet.side_by_side(question.current.html, reader_language()),
        "around": Surroundings(question),
        "revisions": revisions[:SHOWN_REVISIONS],
        "older": revisions[SHOWN_REVISIONS:],
    }
    return render(request, "questions/question.html", context)


@require_safe
def revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what a revision changed; the first one in full."""
    question = _get(pk)
    revision = get_object_or_404(question.revisions.select_related("author"), number=number)
    before = question.revisions.filter(number=number - 1).first()
    context = {
        "question": question,
        "around": Surroundings(question),
        "revision": revision,
        "before": before,
        "sheet": sheet.side_by_side(revision.html, reader_language()),
        "changes": diff.compare(before.card, revision.card) if before else (),
    }
    return render(request, "questions/revision.html", context)


@require_http_methods(FORM_METHODS)
def question_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new question: a root, or with `parent` a follow-up."""
    pack = get_object_or_404(Pack, slug=slug)
    parent = _parent(request, pack)
    options: dict[str, Any] = {"topics": None if parent else pack.topics.all()}
    if request.method != "POST":
        initial = {"base": 0, "topic": request.GET.get("topic")}
        form = CardForm.of(Card(prompt={}), initial=initial, **options)
        return _new_page(request, pack, parent, form)
    if "rows" in request.POST:
        form = CardForm.typed(request.POST, request.POST["rows"], **options)
        return _new_page(request, pack, parent, form)
    form = CardForm(request.POST, **options)
    if not form.is_valid():
        return _new_page(request, pack, parent, form, status=422)
    try:
        question = pack.add_question(
            form.card, parent=parent, topic=form.cleaned_data.get("topic"), author=request.user
        )
    except Refused as refused:
        form.add_error(None, too_deep() if refused.code == "too_deep" else tree_changed())
        return _new_page(request, pack, parent, form, status=422)
    messages.success(request, gettext("The question is in the bank."))
    return redirect(question)


@require_http_methods(FORM_METHODS)
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a question new words. What somebody else saved meanwhile is shown, not overwritten."""
    question = _get(pk)
    if request.method != "POST":
        return _edit_page(request, question, _filled(request, question))
    if "rows" in request.POST:
        return _edit_page(request, question, CardForm.typed(request.POST, request.POST["rows"]))
    form = CardForm(request.POST, kept=question.card)
    if not form.is_valid():
        return _edit_page(request, question, form, status=422)
    before = question.current
    try:
        after = question.revise(
            amended(before.card, form.card),
            author=request.user,
            note=form.cleaned_data["note"],
            base=form.cleaned_data["base"] or 0,
        )
    except EditConflict as conflict:
        return _conflict_page(request, question, form, conflict.current)
    if after == before:
        messages.info(request, gettext("Nothing was different, so no revision was made."))
    else:
        saved = gettext("Saved as revision {number}.").format(number=after.number)
        messages.success(request, saved)
    return redirect(question)


def _get(pk: int) -> Question:
    return get_object_or_404(Question.objects.with_cards().select_related("pack"), pk=pk)


def _parent(request: HttpRequest, pack: Pack) -> Question | None:
    """Give the question to follow up on; one that is retired takes no follow-ups."""
    pk = whole(request.GET.get("parent", ""))
    if pk is None:
        return None
    return get_object_or_404(pack.questions.active().with_cards(), pk=pk)


def _filled(request: HttpRequest, question: Question) -> CardForm:
    """Fill the form with the current words, or with those of an earlier revision."""
    number, current = whole(request.GET.get("from", "")), question.current
    if number in (None, current.number):
        return CardForm.of(question.card, initial={"base": current.number})
    earlier = get_object_or_404(question.revisions, number=number)
    note = gettext("Back to revision {number}").format(number=number)
    return CardForm.of(earlier.card, initial={"base": current.number, "note": note})


def _new_page(
    request: HttpRequest, pack: Pack, parent: Question | None, form: CardForm, status: int = 200
) -> HttpResponse:
    context = {
        "pack": pack,
        "parent": parent,
        "around": Surroundings(parent) if parent else None,
        "form": form,
    }
    return render(request, "questions/question_new.html", context, status=status)


def _edit_page(
    request: HttpRequest, question: Question, form: CardForm, status: int = 200, **more: object
) -> HttpResponse:
    context = {"question": question, "around": Surroundings(question), "form": form, **more}
    return render(request, "questions/question_edit.html", context, status=status)


def _conflict_page(
    request: HttpRequest, question: Question, form: CardForm, current: Revision
) -> HttpResponse:
    """Show what came between, and the form as it was typed, now based on that."""
    base = question.revisions.filter(number=form.cleaned_data["base"] or 0).first()
    typed = CardForm.typed({**request.POST.dict(), "base": current.number})
    return _edit_page(
        request,
        question,
        typed,
        status=409,
        theirs=current,
        between=diff.compare(base.card, current.card) if base else (),
        overwritten=diff.compare(current.card, amended(current.card, form.card)),
    )
