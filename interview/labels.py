"""Words on the screen for what the journal keeps as codes."""

from django.utils.translation import gettext_lazy as _

from interview.state import Outcome

OUTCOMES = {
    Outcome.NOT_REACHED: _("Not reached"),
    Outcome.SKIPPED: _("Skipped"),
    Outcome.NO_ANSWER: _("No answer"),
    Outcome.ANSWERED_WITH_HINT: _("Answered with a hint"),
    Outcome.ANSWERED: _("Answered"),
}
