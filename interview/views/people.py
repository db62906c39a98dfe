"""Positions, and the candidates who are interviewed for them."""

from copy import copy

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interview.access import candidate_or_404
from interview.agenda import items, mine
from interview.forms import CandidateForm, PositionForm, posted
from interview.models import Candidate, Position

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def positions(request: HttpRequest) -> HttpResponse:
    """List the positions, and add one."""
    form = PositionForm(posted(request))
    if form.is_valid():
        form.save()
        return redirect("interview:positions")
    return _positions(request, form)


@require_POST
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a position."""
    form = PositionForm(request.POST, instance=get_object_or_404(Position, pk=pk))
    if form.is_valid():
        form.save()
        return redirect("interview:positions")
    return _positions(request, PositionForm(), renaming=form)


@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """List the candidates whom the reader may know of."""
    found = Candidate.objects.for_user(request.user).with_interviews_of(request.user)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "interview/candidates.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_new(request: HttpRequest) -> HttpResponse:
    """Enter a candidate."""
    fresh = Candidate(created_by_id=request.user.pk)
    form = CandidateForm(posted(request), instance=fresh)
    if form.is_valid():
        return redirect(form.save())
    status = 422 if form.is_bound else 200
    return render(request, "interview/candidate_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a candidate with the reader's own interviews of them, and edit them."""
    candidate = candidate_or_404(request.user, pk)
    form = CandidateForm(posted(request), instance=copy(candidate))
    if form.is_valid():
        return redirect(form.save())
    own = mine(request.user).filter(interview__candidate=candidate)
    seats = items(own.order_by("-interview__planned_at", "-pk"))
    context = {"candidate": candidate, "form": form, "items": seats}
    status = 422 if form.is_bound else 200
    return render(request, "interview/candidate.html", context, status=status)


def _positions(
    request: HttpRequest, form: PositionForm, renaming: PositionForm | None = None
) -> HttpResponse:
    rows = Position.objects.annotate(kit_count=Count("kits")).order_by("title", "pk")
    context = {"positions": rows, "form": form, "renaming": renaming}
    status = 422 if form.is_bound or renaming else 200
    return render(request, "interview/positions.html", context, status=status)
