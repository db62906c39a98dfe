"""How questions are used, for the pages of the bank, which know nothing of interviews."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from interview import usage
from questions.models import Pack, Question

SHOWS = {"": _("All questions"), "never": _("Never asked"), "no_kit": _("In no kit")}
SORTS = {"": _("In the order of the pack"), "asked": _("Most asked first"), "last": _("Last asked")}


@require_safe
def question_usage(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how one question is used; the question's page takes #usage out of this one."""
    question = get_object_or_404(Question.objects.with_cards().select_related("pack"), pk=pk)
    rows = usage.of_pack(question.pack)
    row = next((row for row in rows if row.node.item.pk == pk), None)
    context = {"question": question, "row": row}
    return render(request, "interview/usage.html", context)


@require_safe
def pack_usage(request: HttpRequest, slug: str) -> HttpResponse:
    """List how all questions of a pack are used."""
    pack = get_object_or_404(Pack, slug=slug)
    show, sort = request.GET.get("show", ""), request.GET.get("sort", "")
    if show not in SHOWS or sort not in SORTS:
        raise Http404
    rows = usage.of_pack(pack)
    context = {
        "pack": pack,
        "size": len(rows),
        "rows": usage.picked(rows, show, sort),
        "shows": SHOWS.items(),
        "sorts": SORTS.items(),
        "show": show,
        "sort": sort,
    }
    return render(request, "interview/pack_usage.html", context)
