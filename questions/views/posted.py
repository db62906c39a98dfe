"""Addresses of a question that a form is posted to."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def question_posted(view: View) -> View:
    """Take a form alone; who opens the address, as after signing in again, gets the question."""
    strict = require_POST(view)

    @wraps(view)
    def taken(request: HttpRequest, pk: int, *args: int, **kwargs: int) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return redirect("questions:question", pk)
        return strict(request, pk, *args, **kwargs)

    return taken
