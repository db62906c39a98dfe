"""What the codes and numbers of a report are called: one wording for the page and every export.

Pure: the translating functions and the reader's clock come in from outside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from interview.scoring import Coverage
from interview.state import Outcome

if TYPE_CHECKING:
    from interview.notes import Said
    from reports.report import Chain, Line

NOTHING = "–"


@dataclass(frozen=True)
class Words:
    """Words in the reader's language.

    `gettext`, `ngettext` and `pgettext` (a word in its context) translate, `local` moves a time to
    the reader's zone, `moment` writes it down. All are asked anew at each call, so that one value
    serves every reader.
    """

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    pgettext: Callable[[str, str], str]
    local: Callable[[datetime], datetime]
    moment: Callable[[datetime], str]

    def practice(self) -> str:
        """Say of a practice that it is one."""
        return self.gettext("Practice: the candidate is made up.")

    def outcome(self, outcome: Outcome) -> str:
        """Name one of the five outcomes."""
        gettext = self.gettext
        return {
            Outcome.NOT_REACHED: gettext("Not reached"),
            Outcome.SKIPPED: gettext("Skipped"),
            Outcome.NO_ANSWER: gettext("No answer"),
            Outcome.ANSWERED_WITH_HINT: gettext("Answered with a hint"),
            Outcome.ANSWERED: gettext("Answered"),
        }[outcome]

    def score(self, score: int) -> str:
        """Name one step of the scale, 1 to 4."""
        gettext = self.gettext
        names = {
            1: gettext("Poor"),
            2: gettext("Borderline"),
            3: gettext("Solid"),
            4: gettext("Outstanding"),
        }
        return names[score]

    def call(self, call: str) -> str:
        """Name an overall call."""
        pgettext = self.pgettext
        return {
            "strong_no": pgettext("call", "Strong no"),
            "no": pgettext("call", "No"),
            "yes": pgettext("call", "Yes"),
            "strong_yes": pgettext("call", "Strong yes"),
        }[call]

    def average(self, average: Decimal | None) -> str:
        """Write an average with two places, or a dash where there is none."""
        return NOTHING if average is None else str(average)

    def scored(self, coverage: Coverage) -> str:
        """Say what an average stands on: "6 of 9 scored", unplanned follow-ups apart."""
        planned = self.gettext("%(scored)d of %(planned)d scored") % {
            "scored": coverage.scored,
            "planned": coverage.planned,
        }
        return self._with_unplanned(planned, coverage.unplanned_scored)

    def asked(self, coverage: Coverage) -> str:
        """Say how much was put to the candidate: "7 of 9 asked", unplanned follow-ups apart."""
        planned = self.gettext("%(asked)d of %(planned)d asked") % {
            "asked": coverage.reached - coverage.skipped,
            "planned": coverage.planned,
        }
        return self._with_unplanned(planned, coverage.unplanned)

    def no_average(self, coverage: Coverage) -> str:
        """Say why there is no average where too little was scored."""
        if scored := coverage.scored + coverage.unplanned_scored:
            only = self.ngettext("only %(n)d scored", "only %(n)d scored", scored)
            return only % {"n": scored}
        if not coverage.reached + coverage.unplanned:
            return self.gettext("nothing was reached")
        if coverage.reached == coverage.skipped and not coverage.unplanned:
            return self.gettext("everything reached was skipped")
        return self.gettext("nothing was scored")

    def depth(self, chain: Chain) -> str:
        """Say how deep a chain went, in levels, and where its deepest solid answer stands.

        The root is level 1.
        """
        depth = chain.depth
        if not depth.reached_depth:
            return self.gettext("Not reached")
        if not depth.asked_depth:
            return self.gettext("Skipped")
        values = {"asked": depth.asked_depth, "planned": depth.planned_depth}
        if depth.asked_depth > depth.planned_depth:
            asked = self.gettext("Asked to level %(asked)d, %(planned)d planned") % values
        else:
            asked = self.gettext("Asked to level %(asked)d of %(planned)d") % values
        return f"{asked}, {self._held(chain)}"

    def hint(self, line: Line) -> str:
        """Say how far the ladder of hints was used: "2 of 3"; "" where no hint was given."""
        if line.hint and not line.most_hints:
            return self.gettext("in the interviewer's own words")
        values = {"given": line.hint, "written": line.most_hints}
        return self.gettext("%(given)d of %(written)d") % values if line.hint else ""

    def points(self, line: Line) -> str:
        """Say how many key points were heard: "2 of 3 key points heard"."""
        count = len(line.points)
        words = self.ngettext(
            "%(heard)d of %(all)d key point heard", "%(heard)d of %(all)d key points heard", count
        )
        return words % {"heard": len(line.heard), "all": count}

    def said(self, said: Said) -> str:
        """Write one line of a note: the time if it has one, and whose words it is if a quote."""
        quoted = self.gettext("Candidate: “%(text)s”") % {"text": said.text}
        return " ".join(filter(None, (said.at, quoted if said.quoted else said.text)))

    def duration(self, seconds: int) -> str:
        """Write a span of time: "45 s", "3 min 20 s", "1 h 2 min"."""
        minutes, rest = divmod(seconds, 60)
        if not minutes:
            return self.gettext("%(s)d s") % {"s": rest}
        if not rest and minutes < 60:
            return self.minutes(minutes)
        if minutes < 60:
            return self.gettext("%(min)d min %(s)d s") % {"min": minutes, "s": rest}
        return self.gettext("%(h)d h %(min)d min") % {"h": minutes // 60, "min": minutes % 60}

    def minutes(self, minutes: int) -> str:
        """Write planned time: "60 min"."""
        return self.gettext("%(min)d min") % {"min": minutes}

    def time(self, seconds: int, minutes: int) -> str:
        """Write time used and planned: "58 min 10 s of 60 min"."""
        return self.gettext("%(used)s of %(planned)s planned") % {
            "used": self.duration(seconds),
            "planned": self.minutes(minutes),
        }

    def planned(self, minutes: int) -> str:
        """Write planned time as such: "60 min planned"."""
        return self.gettext("%(planned)s planned") % {"planned": self.minutes(minutes)}

    def clock(self, seconds: int) -> str:
        """Write a moment after the start: "12:40", "1:02:05"."""
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def _held(self, chain: Chain) -> str:
        if not chain.coverage.scored + chain.coverage.unplanned_scored:
            return self.gettext("not scored")
        if not chain.depth.held_depth:
            return self.gettext("no solid answer")
        return self.gettext("solid at level %(held)d") % {"held": chain.depth.held_depth}

    def _with_unplanned(self, planned: str, unplanned: int) -> str:
        if not unplanned:
            return planned
        return self.gettext("%(planned)s + %(count)d unplanned") % {
            "planned": planned,
            "count": unplanned,
        }
