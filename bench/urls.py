"""The addresses of the site, and those that its pages are compared with."""

from django.urls import path

from bench import floor
from config.urls import urlpatterns as site

urlpatterns = [
    path("bench/nothing/", floor.nothing),
    path("bench/page/", floor.page),
    path("bench/insert/", floor.insert),
    *site,
]
