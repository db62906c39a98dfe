"""Which follow-ups fit what was recorded above them: a rule as data, the same here and on the page.

Pure: no Django, no clock, no database. Advice hides nothing and changes nothing; the page sorts and
dims by it. `rule` says all that the browser needs to come to the same advice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from interview.scoring import SOLID
from interview.state import SCORES, Answer

NOW, LATER, NONE = "now", "later", ""
PLACES = {NOW: 0, NONE: 1, LATER: 2}  # where a follow-up stands in its list
STRONG = tuple(f"score={score}" for score in SCORES if score >= SOLID)
WEAK = (*(f"score={score}" for score in SCORES if score < SOLID), "outcome=no_answer")


class Rule(NamedTuple):
    """What speaks for asking now and what against it: signs of the record above, or words in it."""

    fits: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Advice(NamedTuple):
    """What is advised of one follow-up (NOW, LATER or NONE), and the sign or word that says so."""

    standing: str = NONE
    sign: str = ""


def rule(when: str, words: Iterable[str] = ()) -> Rule:
    """Give the rule of a card's `when`; raises KeyError for a word that is none of them."""
    return {
        "always": Rule(),
        "strong": Rule(STRONG, WEAK),
        "weak": Rule(WEAK, STRONG),
        "word": Rule((), STRONG + WEAK, tuple(folded(word) for word in words)),
    }[when]


def advise(rule: Rule, above: Answer, own: Answer) -> Advice:
    """Give the advice on a follow-up with this rule; none where something is recorded for it."""
    if own.reached:
        return Advice()
    said = signs(above)
    note = folded(above.note)
    for standing, sign in (
        *((NOW, sign) for sign in said if sign in rule.fits),
        *((NOW, word) for word in rule.words if word in note),
        *((LATER, sign) for sign in said if sign in rule.against),
    ):
        return Advice(standing, sign)
    return Advice()


def signs(answer: Answer) -> list[str]:
    """Give what a record says, as a form would: "score=3", "outcome=answered"."""
    said: Mapping[str, object] = {"score": answer.score, "outcome": answer.outcome}
    return [f"{name}={value}" for name, value in said.items() if value is not None]


def folded(text: str) -> str:
    """Give the form in which words are looked for, as the browser makes it too."""
    return unicodedata.normalize("NFC", text).lower()
