"""The site's addresses and one more, that fails."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site


@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    """Raise what a mistake of ours would raise."""
    raise ZeroDivisionError


urlpatterns = [*site, path("fail/", fail)]
