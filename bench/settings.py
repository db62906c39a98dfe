"""The settings of the site, with a stopwatch around it and pages to compare with."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
MIDDLEWARE = ["bench.middleware.stopwatch", *MIDDLEWARE]
ROOT_URLCONF = "bench.urls"
