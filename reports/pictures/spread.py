"""The spread: the averages of one position, with this candidate's among them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.pictures.picture import Picture, Row
from reports.pictures.svg import WIDTH, drawing, shape, words

if TYPE_CHECKING:
    from reports.report import Report
    from reports.words import Words

FEWEST = 5
_EDGES = tuple(Decimal(n) / 2 for n in range(2, 9))
_TOP, _TALL, _FOOT, _LEFT, _RIGHT = 30, 120, 24, 40, WIDTH - 40


def spread(report: Report, say: Words, everybody: Sequence[Decimal]) -> Picture:
    """Draw how many scorecards have which average; the last one is that of this report."""
    gettext = say.gettext
    title = gettext("Averages for this position")
    n = len(everybody)
    description = say.ngettext(
        "The average of %(n)d scorecard for this position that you may read, this one marked.",
        "The averages of %(n)d scorecards for this position that you may read, this one marked.",
        n,
    ) % {"n": n}
    counts = [sum(_step(average) == step for average in everybody) for step in range(6)]
    own = _step(everybody[-1])
    bars = [_bar(step, count, max(counts), step == own) for step, count in enumerate(counts)]
    floor = _TOP + _TALL
    edges = [
        words(_at(edge), floor + 18, f"{edge:.1f}", "soft", text_anchor="middle") for edge in _EDGES
    ]
    line = shape("path", stroke="control", d=f"M{_LEFT} {floor}H{_RIGHT}")
    inner = (*bars, line, *edges, _pointer(everybody[-1], say))
    return Picture(
        "spread",
        title,
        description,
        drawing("spread", floor + _FOOT, title, description, *inner),
        (gettext("Average"), gettext("Scorecards"), gettext("This one")),
        tuple(_row(step, count, step == own, say) for step, count in enumerate(counts)),
    )


def _step(average: Decimal) -> int:
    return min(5, int((average - 1) * 2))


def _at(average: Decimal) -> float:
    return round(_LEFT + float(average - 1) / 3 * (_RIGHT - _LEFT), 1)


def _bar(step: int, count: int, most: int, own: bool) -> str:
    if not count:
        return ""
    left, right = _at(_EDGES[step]), _at(_EDGES[step + 1])
    height = round((_TALL - 34) * count / most, 1)
    top = _TOP + _TALL - height
    bar = shape(
        "rect",
        fill="accent" if own else "control",
        x=left + 2,
        y=top,
        width=round(right - left - 4, 1),
        height=height,
        rx=3,
    )
    number = words((left + right) / 2, top - 5, str(count), "soft", text_anchor="middle")
    return bar + number


def _pointer(average: Decimal, say: Words) -> str:
    x = _at(average)
    sign = shape("path", fill="ink", d=f"M{x - 6:g} 18h12l-6 9z")
    line = shape("path", stroke="ink", stroke_dasharray="3 3", d=f"M{x} 27V{_TOP + _TALL}")
    place = max(_LEFT + 20.0, min(_RIGHT - 20.0, x))
    return line + sign + words(place, 12, say.average(average), text_anchor="middle")


def _row(step: int, count: int, own: bool, say: Words) -> Row:
    mark = say.gettext("this one") if own else ""
    return Row("", (f"{_EDGES[step]:.1f}–{_EDGES[step + 1]:.1f}", str(count), mark))
