"""The words for whoever is reading now: Django's active language and time zone."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext

from reports.words import Words


def _moment(moment: datetime) -> str:
    # Translators: how a date and a time are written; letters as in Django's "date" filter.
    return date_format(localtime(moment), gettext("j M Y, H:i"))


WORDS = Words(gettext, ngettext, pgettext, localtime, _moment)
