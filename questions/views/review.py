"""Review: what waits for it, and the one step after another on a question's page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from questions.labels import STANDINGS, WAITING
from questions.models import EditConflict, Question, Refused, Revision
from questions.numbers import whole
from questions.views.posted import question_posted

PAGE = 50
REFUSALS = {
    "not_now": _("Somebody was faster: the question stands elsewhere now."),
    "own_words": _("Somebody else has to review what you wrote."),
    "no_source": _("Tick at least one source that you held the card against."),
    "one_source": _("Tick the sources of both sides: a dispute has at least two."),
    "no_note": _("Say what is outdated, so that somebody can mend it."),
}


@require_safe
def to_review(request: HttpRequest) -> HttpResponse:
    """List what waits for review in all packs, the longest wait first."""
    waiting: Any = Question.objects.waiting(timezone.localdate())
    counts = dict(waiting.values_list("waits").annotate(n=Count("pk")).order_by())
    asked = request.GET.get("for", "")
    shown = asked if asked in WAITING else next((w for w in WAITING if counts.get(w)), "unverified")
    found = waiting.filter(waits=shown).with_cards().select_related("pack", "current__author")
    page = Paginator(found.order_by("current__created_at", "pk"), PAGE)
    context = {
        "tabs": [(code, label, counts.get(code, 0)) for code, label in WAITING.items()],
        "shown": shown,
        "page": page.get_page(request.GET.get("page")),
    }
    return render(request, "questions/to_review.html", context)


@question_posted
def question_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one step of a question's review."""
    question = get_object_or_404(Question.objects.with_cards(), pk=pk)
    try:
        after = _judged(request, question)
    except Refused as refused:
        messages.error(request, REFUSALS[refused.code])
    except EditConflict:
        wrong = gettext("The card was changed while you were reading it. Read it again.")
        messages.error(request, wrong)
    else:
        now = gettext("The card is now: {standing}.")
        messages.success(request, now.format(standing=STANDINGS[after.card.standing]))
    return redirect(question)


def _judged(request: HttpRequest, question: Question) -> Revision:
    act = request.POST.get("act", "")
    with_sources = {"against": request.POST.getlist("against")}
    verbs: dict[str, tuple[Callable[..., Revision], dict[str, Any]]] = {
        "review": (question.review, {}),
        "verify": (question.verify, with_sources),
        "contest": (question.contest, with_sources),
        "outdate": (question.outdate, {"note": request.POST.get("note", "")[:200]}),
    }
    if act not in verbs:
        raise Refused("not_now")
    verb, more = verbs[act]
    base = whole(request.POST.get("base", "")) or 0
    return verb(by=request.user, on=timezone.localdate(), base=base, **more)
