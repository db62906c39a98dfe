"""Check a pack as it is in the bank."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from questions.models import Pack
from questions.pack import check
from questions.pack_export import contents_of
from questions.problem_list import SHOWN, grouped


@require_safe
def pack_check(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is wrong with a pack, question by question, each with a link to mend it."""
    pack = get_object_or_404(Pack, slug=slug)
    found = check(contents_of(pack))
    questions = {question.key: question for question in pack.questions.active().with_cards()}
    groups = [(questions.get(group.name), group) for group in grouped(found, "key")]
    context = {
        "pack": pack,
        "count": len(found),
        "groups": groups[:SHOWN],
        "hidden": sum(group.count for _question, group in groups[SHOWN:]),
    }
    return render(request, "questions/check.html", context)
