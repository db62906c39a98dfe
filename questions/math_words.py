"""Why a formula cannot be shown, in the reader's language."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS = {
    r'Expected closing token "(.+)", but reached end of input': _("“{it}” is missing at its end"),
    r'Unmatched closing token: "(.+)"': _("nothing is open where “{it}” closes"),
    r'Unknown command "(.+)"': _("there is no command “{it}”"),
    r'Unknown environment "(.+)"': _("there is no environment “{it}”"),
    r"Expected argument but reached end of input": _("something is missing at its end"),
    r"Duplicate subscript or superscript": _("it has two indices or two powers at one place"),
    r'Found "(.+)", which may only appear in a table-like environment': _(
        "“{it}” can stand in a table or a matrix only"
    ),
    r"longer than (\d+) characters": _("it is longer than {it} characters"),
    r"defines a command": _("it defines a command"),
}


def math_words(reason: str) -> str:
    """Say the reason that `MathProblem` gives."""
    for pattern, words in REASONS.items():
        if found := re.fullmatch(pattern, reason):
            return str(words).format(it="".join(found.groups()))
    return gettext("it does not parse")
