"""Every address of the site."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config.worker import worker
from interview.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("interview.urls")),
    path("", include("questions.urls")),
    path("", include("reports.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("worker.js", worker, name="worker"),
    path("language/", login_not_required(set_language), name="set_language"),
]
