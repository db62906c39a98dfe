"""Where a question stands: move, one step up or down, retire, restore."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from questions.forms import PlaceForm
from questions.models import Question, Refused
from questions.numbers import whole
from questions.reading import reader_language
from questions.views.posted import question_posted
from questions.views.surroundings import Surroundings, not_placed


@require_http_methods(["GET", "HEAD", "POST"])
def question_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a question, with all below it, somewhere else in its pack."""
    question = _get(pk)
    around = Surroundings(question)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        question=question,
        nodes=around.nodes,
        topics=question.pack.topics.all(),
        language=reader_language(),
        under=request.GET.get("under", ""),
    )
    if form.is_valid() and _moved(question, form):
        messages.success(request, gettext("Moved."))
        return redirect(question)
    context = {"question": question, "around": around, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "questions/question_move.html", context, status=status)


@question_posted
def question_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a question up or down by one; leads back to the page of a question or of the pack."""
    question = _get(pk)
    question.step(-1 if request.POST.get("by") == "up" else 1)
    return _arranged(request, question)


@require_POST
def question_put(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the question `item` "before", "after" or "inside" the question `of`, as it was dropped.

    Leads back to the page of a question or of the pack; what cannot be done is said there.
    """
    questions = Question.objects.active().with_cards().select_related("pack")
    rows = questions.filter(pack__slug=slug)
    item, of = (
        get_object_or_404(rows, pk=whole(request.POST.get(name, "")) or 0)
        for name in ("item", "of")
    )
    try:
        item.put(request.POST.get("at", ""), of)
    except Refused as refused:
        messages.error(request, not_placed(refused.code))
    except ValueError as unknown:
        raise Http404 from unknown
    return _arranged(request, item)


@question_posted
def question_duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a question once more, with what is below it where that is asked for."""
    question = _get(pk)
    note = gettext("Copy of {key}").format(key=question.key)
    with_all = "follow_ups" in request.POST
    copy = question.duplicate(follow_ups=with_all, author=request.user, note=note)
    words = gettext("This is a copy of {question}. Nobody has checked it yet.")
    number = Surroundings(question).node.path
    link = format_html('<a href="{}">{}</a>', question.get_absolute_url(), number)
    messages.success(request, format_html(words, question=link))
    return redirect(copy)


@require_http_methods(["GET", "HEAD", "POST"])
def question_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question out of use, after asking."""
    question = _get(pk)
    if request.method != "POST":
        context = {"question": question, "around": Surroundings(question)}
        return render(request, "questions/question_retire.html", context)
    question.retire()
    messages.success(request, gettext("Retired. It can be restored at any time."))
    return redirect(question)


@question_posted
def question_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a retired question back."""
    question = _get(pk)
    question.restore()
    messages.success(request, gettext("Restored to its place."))
    return redirect(question)


def _get(pk: int) -> Question:
    questions = Question.objects.with_cards().select_related("pack")
    return get_object_or_404(questions, pk=pk)


def _arranged(request: HttpRequest, question: Question) -> HttpResponse:
    """Lead back to where the questions are arranged: the page of a question or of the pack."""
    if page := whole(request.POST.get("page", "")):
        return redirect("questions:question", page)
    return redirect(f"{question.pack.get_absolute_url()}?arrange=1#q{question.pk}")


def _moved(question: Question, form: PlaceForm) -> bool:
    try:
        question.move(**form.place)
    except Refused as refused:
        form.add_error(None, not_placed(refused.code))
    except ValueError:
        form.add_error(None, not_placed("gone"))
    else:
        return True
    return False
