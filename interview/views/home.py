"""The first page: what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from interview import demo as demonstration
from interview.agenda import Agenda
from interview.models import Interview, Kit
from interview.views.console import first_page
from questions.models import Pack


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show one's own interviews by what there is to do, or the first steps."""
    agenda = Agenda(request.user, timezone.localdate())
    context = {"agenda": agenda, "now": timezone.now()}
    if agenda.empty:
        context |= {
            "demo": demonstration.find_kit(),
            "pack": Pack.objects.first(),
            "kit": Kit.objects.first(),
        }
    return render(request, "interview/home.html", context)


@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Start a practice with the demo's kit."""
    kit = demonstration.find_kit()
    if kit is None:
        return redirect("interview:kits")
    interview = Interview.objects.practise(kit=kit, user=request.user, at=timezone.now())
    return first_page(interview)
