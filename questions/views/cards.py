"""One question: its card, and its revisions."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from questions import diff, sheet
from questions.forms.draft import FIGURES
from questions.models import EditConflict, Question, Revision
from questions.numbers import whole
from questions.reading import reader_language
from questions.standing import Way
from questions.views.posted import question_posted
from questions.views.surroundings import Surroundings

SHOWN_REVISIONS = 8


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a question with its card, its follow-ups and its revisions."""
    question = get_object_or_404(Question.objects.with_pages().select_related("pack"), pk=pk)
    revisions = list(question.revisions.select_related("author").defer("content", "search", "html"))
    context = {
        "question": question,
        "card": question.card,
        "sheet": sheet.side_by_side(question.current.html, reader_language()),
        "around": Surroundings(question),
        "way": Way(question, request.user),
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
        "pictures": list(_redrawn(before, revision)) if before else [],
    }
    return render(request, "questions/revision.html", context)


@question_posted
def revision_restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give the question the words of an earlier revision again."""
    question = _get(pk)
    revision = get_object_or_404(question.revisions, number=number)
    note = gettext("Back to revision {number}").format(number=number)
    base = whole(request.POST.get("base", "")) or 0
    try:
        question.go_back(revision, base=base, author=request.user, note=note)
    except EditConflict:
        messages.error(
            request, gettext("Somebody saved another revision meanwhile. Look at it first.")
        )
        return redirect("questions:revision", pk, number)
    messages.success(
        request, gettext("The words of revision {number} hold again.").format(number=number)
    )
    return redirect(question)


def _get(pk: int) -> Question:
    return get_object_or_404(Question.objects.with_cards().select_related("pack"), pk=pk)


def _redrawn(before: Revision, after: Revision) -> Iterator[tuple[str, str, str]]:
    """Give each figure that another one took the place of: its part, the old and the new one."""
    language = reader_language()
    for part in FIGURES:
        if getattr(before.card, part) != getattr(after.card, part):
            yield part, before.html[language][part], after.html[language][part]
