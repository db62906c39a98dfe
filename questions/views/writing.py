"""Write a card: a new question, another revision, what either would look like."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from questions import diff
from questions.card import Card, amended
from questions.forms import CardForm
from questions.forms.clashes import carried, clashes
from questions.forms.figure import uploads
from questions.merge import merge
from questions.models import EditConflict, Pack, Question, Refused, Revision
from questions.numbers import whole
from questions.preview import Preview
from questions.views.surroundings import Surroundings, not_placed

FORM_METHODS = ["GET", "HEAD", "POST"]
NOTHING = Card(prompt={})


@require_http_methods(FORM_METHODS)
def question_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new question: a root, or with `parent` a follow-up."""
    pack = get_object_or_404(Pack, slug=slug)
    parent = _parent(request, pack)
    options: dict[str, Any] = {"topics": None if parent else pack.topics.all()}
    if request.method != "POST":
        initial = {"base": 0, "topic": request.GET.get("topic")}
        form = CardForm.of(NOTHING, initial=initial, **options)
        return _new_page(request, pack, parent, form)
    sent = _sent(request)
    if "rows" in sent:
        form = CardForm.typed(sent, sent["rows"], **options)
        return _new_page(request, pack, parent, form)
    form = CardForm(sent, **options)
    if not form.is_valid():
        return _new_page(request, pack, parent, form, status=422)
    try:
        question = pack.add_question(
            form.card, parent=parent, topic=form.cleaned_data.get("topic"), author=request.user
        )
    except Refused as refused:
        form.add_error(None, not_placed(refused.code))
        return _new_page(request, pack, parent, form, status=422)
    messages.success(request, gettext("The question is in the bank."))
    return redirect(question)


@require_http_methods(FORM_METHODS)
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a question new words. What somebody else saved meanwhile is merged, not overwritten."""
    question = get_object_or_404(Question.objects.with_cards().select_related("pack"), pk=pk)
    if request.method != "POST":
        form = CardForm.of(question.card, initial={"base": question.current.number})
        return _edit_page(request, question, form)
    sent = _sent(request)
    if "rows" in sent:
        return _edit_page(request, question, CardForm.typed(sent, sent["rows"]))
    form = CardForm(sent)
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


@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is being typed as it will look, and what is doubtful about it."""
    pack = get_object_or_404(Pack, slug=slug)
    context = {"preview": Preview.of(_sent(request)), "pack": pack}
    return render(request, "questions/_preview.html", context)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """Give what the form sent, with the pictures of files in place."""
    sent = request.POST.dict()
    return sent | uploads(sent, request.FILES)


def _parent(request: HttpRequest, pack: Pack) -> Question | None:
    """Give the question to follow up on; one that is retired takes no follow-ups."""
    pk = whole(request.GET.get("parent", ""))
    if pk is None:
        return None
    return get_object_or_404(pack.questions.active().with_cards(), pk=pk)


def _new_page(
    request: HttpRequest, pack: Pack, parent: Question | None, form: CardForm, status: int = 200
) -> HttpResponse:
    context = {
        "pack": pack,
        "parent": parent,
        "around": Surroundings(parent) if parent else None,
        "form": form,
        "preview": Preview.of(form.values),
    }
    return render(request, "questions/question_new.html", context, status=status)


def _edit_page(
    request: HttpRequest, question: Question, form: CardForm, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "question": question,
        "pack": question.pack,
        "around": Surroundings(question),
        "form": form,
        "clashes": list(clashes(form.values)),
        "preview": Preview.of(form.values),
        **more,
    }
    return render(request, "questions/question_edit.html", context, status=status)


def _conflict_page(
    request: HttpRequest, question: Question, form: CardForm, current: Revision
) -> HttpResponse:
    """Show what came between, and the form with both edits in it, now based on that.

    A form that does not say what it was based on disagrees with all that it would change.
    """
    base = question.revisions.filter(number=form.cleaned_data["base"] or 0).first()
    both = merge(base.card if base else NOTHING, current.card, form.card)
    carry = {"base": current.number, "note": form.cleaned_data["note"], **carried(both)}
    return _edit_page(
        request,
        question,
        CardForm.of(both.mine, initial=carry),
        status=409,
        theirs=current,
        between=diff.compare(base.card, current.card) if base else (),
    )
