"""How the time that is left fits what is still to be asked: the plan, made anew at every moment.

Pure: no Django, no clock, no database. All times are seconds. The page goes on with the same rule
while the clock runs (static/js/console/pace.js).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from interview.script import Script

SOON = 120  # how long before a core chain no longer fits the page says so


class Usual(NamedTuple):
    """What an interviewer took on one chain before: the median, and of how many interviews."""

    seconds: float
    times: int

    @property
    def minutes(self) -> int:
        return max(1, round(self.seconds / 60))


@dataclass(frozen=True)
class Chain:
    """One chain: what is planned for it, what it usually takes (None where nobody knows)."""

    root: str
    core: bool
    planned: float
    usual: Usual | None
    spent: float
    reached: bool

    @property
    def needed(self) -> float:
        """What to reckon with: what it usually takes, else what is planned."""
        return self.usual.seconds if self.usual else self.planned


@dataclass(frozen=True)
class Pace:
    """The time left (negative when it is over), the chain on screen, the core chains that wait."""

    left: float
    here: Chain
    waiting: tuple[Chain, ...]

    @property
    def spare(self) -> float:
        """How long one can stay here before a core chain no longer fits."""
        return self.left - sum(chain.needed for chain in self.waiting)

    @property
    def late(self) -> int:
        """How many of the core chains that wait no longer fit, in the order of asking."""
        left, late = self.left, 0
        for chain in self.waiting:
            left -= chain.needed
            late += left < 0
        return late

    @property
    def tone(self) -> str:
        """Give "late" when a core chain no longer fits, "soon" shortly before, else ""."""
        if self.late:
            return "late"
        return "soon" if self.waiting and self.spare < SOON else ""


def pace(planned: float, elapsed: float, chains: Sequence[Chain], here: str) -> Pace:
    """Give the pace with `here`, a root, on screen; a chain waits while nothing is recorded."""
    current = next(chain for chain in chains if chain.root == here)
    waiting = tuple(c for c in chains if c.core and not c.reached and c is not current)
    return Pace(planned - elapsed, current, waiting)


def usual(script: Script, past: Iterable[tuple[int, int | None, float]]) -> dict[str, Usual]:
    """Give what each chain of the script took before, by its root's node.

    `past` has (interview, question, seconds) for questions that were reached; those that the
    script does not ask are passed over.
    """
    roots = {node.question: root.id for root in script.roots for node in script.chain_of(root.id)}
    spent: dict[str, dict[int, float]] = {}
    for interview, question, seconds in past:
        if question is not None and question in roots:
            sums = spent.setdefault(roots[question], {})
            sums[interview] = sums.get(interview, 0) + seconds
    return {root: Usual(median(sums.values()), len(sums)) for root, sums in spent.items()}


def sentence(pace: Pace, words: Mapping[str, Sequence[str]]) -> str:
    """Say it in one line; `words` has a singular and a plural for each part, with {n}."""
    return " · ".join(_say(words, *part) for part in _parts(pace))


def _parts(pace: Pace) -> Iterable[tuple[str, int]]:
    if pace.left < 0:
        yield "over", int(-pace.left // 60)
    else:
        yield "left", int(pace.left // 60)
    if pace.waiting:
        yield "waiting", len(pace.waiting)
    if pace.here.usual:
        yield ("usual" if pace.here.usual.times > 1 else "once"), pace.here.usual.minutes
    if pace.tone == "late":
        yield "late", pace.late
    elif pace.tone == "soon":
        yield "soon", int(pace.spare // 60)


def _say(words: Mapping[str, Sequence[str]], part: str, n: int) -> str:
    return words[part][n != 1].replace("{n}", str(n))
