"""The least that a page and a save can cost behind the site's own middleware."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from bench.models import Row


@require_GET
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer with a page of a few bytes, no template: session, user and middleware only."""
    return HttpResponse("<!doctype html><title>Kkori</title>")


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Answer with the site's empty page: its frame and header with nothing in them."""
    return render(request, "base.html")


@require_POST
def insert(request: HttpRequest) -> JsonResponse:
    """Write what was sent as one row, in one transaction: session, user, CSRF and one INSERT."""
    row = Row(text=request.body.decode())
    row.save(force_insert=True)
    return JsonResponse({"saved": [row.pk]})
