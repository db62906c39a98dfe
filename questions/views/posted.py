"""Addresses of a question that a form is posted to."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from questions.models import Question

View = Callable[..., HttpResponse]


def question_posted(view: View) -> View:
    """Take a form alone; who opens the address, as after signing in again, gets the question."""
    strict = require_POST(view)

    @wraps(view)
    def taken(request: HttpRequest, pk: int, *args: int, **kwargs: int) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return redirect(get_object_or_404(Question, pk=pk))
        return strict(request, pk, *args, **kwargs)

    return taken
