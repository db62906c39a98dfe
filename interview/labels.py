"""Words on the screen for what the journal keeps as codes."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interview.state import SCORES, Outcome

OUTCOMES = {
    Outcome.NOT_REACHED: _("Not reached"),
    Outcome.SKIPPED: _("Skipped"),
    Outcome.NO_ANSWER: _("No answer"),
    Outcome.ANSWERED_WITH_HINT: _("Answered with a hint"),
    Outcome.ANSWERED: _("Answered"),
}


def reasons() -> dict[str, str]:
    """Say why a follow-up is advised or not, by the sign that says so (see interview.advice)."""
    scores = {f"score={n}": gettext("%(score)s above") % {"score": n} for n in SCORES}
    silent = {"outcome=no_answer": gettext("no answer above")}
    return {**scores, **silent, "word": gettext("“{word}” is in the note above")}


def pace_words() -> dict[str, tuple[str, ...]]:
    """Give the words of interview.pace, for one and for several."""
    return {
        "left": (gettext("{n} min left"),) * 2,
        "over": (gettext("{n} min over"),) * 2,
        "waiting": tuple(
            ngettext("{n} core chain left", "{n} core chains left", n) for n in (1, 2)
        ),
        "usual": (gettext("you usually take {n} min on this one"),) * 2,
        "once": (gettext("last time you took {n} min on this one"),) * 2,
        "soon": (gettext("move on within {n} min to fit them"),) * 2,
        "late": tuple(
            ngettext("{n} core chain no longer fits", "{n} core chains no longer fit", n)
            for n in (1, 2)
        ),
    }
