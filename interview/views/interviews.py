"""Interviews: the list, the plan of one, and its page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interview.access import interview_or_404
from interview.agenda import VIEWS, items, mine
from interview.forms import InterviewForm, PlanForm, next_half_hour, posted
from interview.models import Interview, Refused
from interview.preflight import Preflight
from interview.preview import Preview
from interview.roster import roster
from questions.reading import reader_language

PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List one's own interviews, all of them or those of one `show`."""
    show = request.GET.get("show", "")
    narrow = VIEWS.get(show, VIEWS["all"])
    seats = narrow(mine(request.user)).order_by("-interview__planned_at", "-pk")
    page = Paginator(seats, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "items": items(page), "show": show if show in VIEWS else "all"}
    return render(request, "interview/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def interview_new(request: HttpRequest) -> HttpResponse:
    """Plan an interview; `kit` and `candidate` in the address are chosen beforehand."""
    first: dict[str, object] = {name: request.GET.get(name) for name in ("kit", "candidate")}
    first["planned_at"] = next_half_hour(timezone.now())
    form = InterviewForm(request.user, posted(request), initial=first)
    if form.is_valid():
        try:
            return redirect(form.save())
        except Refused:
            form.add_error("kit", _kit_gone())
    status = 422 if form.is_bound else 200
    return render(request, "interview/interview_new.html", {"form": form}, status=status)


@require_safe
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is asked what, when and by whom, and what can be done now."""
    interview = interview_or_404(request.user, pk)
    places = roster(interview)
    preview = Preview(interview, reader_language())
    context = {
        "interview": interview,
        "places": places,
        "own": next(place for place in places if place.seat.user_id == request.user.pk),
        "preview": preview,
        "preflight": Preflight(preview),
        "now": timezone.now(),
    }
    return render(request, "interview/interview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def interview_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change kit, time and seats before the start."""
    interview = interview_or_404(request.user, pk)
    if interview.started_at:
        return redirect(interview)
    form = PlanForm(request.user, posted(request), initial=_plan_of(interview))
    if form.is_valid() and _replanned(interview, form):
        return redirect(interview)
    context = {"interview": interview, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "interview/interview_edit.html", context, status=status)


@require_POST
def interview_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an interview that has not started, or a practice."""
    interview = interview_or_404(request.user, pk)
    try:
        interview.discard()
    except Refused as refused:
        if refused.code == "started":
            return redirect(interview)
    return redirect("interview:index")


def _replanned(interview: Interview, form: PlanForm) -> bool:
    try:
        interview.replan(**form.plan)
    except Refused as refused:  # else it started or was deleted meanwhile: its page says so
        if refused.code == "kit_gone":
            form.add_error("kit", _kit_gone())
            return False
    return True


def _kit_gone() -> str:
    return gettext("This kit has been deleted meanwhile. Choose another one.")


def _plan_of(interview: Interview) -> dict[str, object]:
    return {
        "kit": interview.kit_id,
        "planned_at": interview.planned_at,
        "colleagues": list(interview.seats.values_list("user", flat=True)),
    }
