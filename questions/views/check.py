"""Check a pack as it is in the bank."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from questions import intake
from questions.models import Pack
from questions.problem_list import SHOWN, ProblemList, grouped
from questions.views.watched import watched


@require_http_methods(["GET", "HEAD", "POST"])
def pack_check(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Check a pack, or list what the last check found, each question with a link to mend it."""
    pack = get_object_or_404(Pack, slug=slug)
    if request.method == "POST":
        return watched(request, intake.check_pack(pack))
    checked = intake.check_of(pack)
    found = ProblemList.of(checked or {})
    groups = grouped(found.problems, "key")
    shown = groups[:SHOWN]
    context = {
        "pack": pack,
        "checked": checked,
        "groups": list(zip(_questions(pack, [group.name for group in shown]), shown, strict=True)),
        "hidden": found.count - sum(group.count for group in shown),
    }
    return render(request, "questions/check.html", context)


def _questions(pack: Pack, keys: list[str]) -> list[tuple[int, dict[str, str]] | None]:
    """Give the number and the prompt of the question of each key, None for what is the pack's."""
    rows = pack.questions.active().filter(key__in=keys) if keys else pack.questions.none()
    found = {
        key: (pk, prompt)
        for key, pk, prompt in rows.values_list("key", "pk", "current__content__prompt")
    }
    return [found.get(key) for key in keys]
