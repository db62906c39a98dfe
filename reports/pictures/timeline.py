"""The timeline: what was on screen when and for how long, against the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.pictures.picture import Picture, Row
from reports.pictures.svg import WIDTH, cut, drawing, link, note, shape, words

if TYPE_CHECKING:
    from reports.report import Chain, Mark, Report, Stretch
    from reports.words import Words

_LABEL, _LEFT, _TOP, _ROW = 185, 200, 30, 30
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)
_MOST_TICKS = 9


def timeline(report: Report, say: Words) -> Picture:
    """Draw the course of a report; the axis is time without pauses, as the plan is."""
    gettext = say.gettext
    title = gettext("Timeline")
    description = gettext(
        "When each chain was on screen (bars), when it was planned (frames), where hints were "
        "given (triangles), where the clock stood still (dashes), and the end that was planned "
        "(coloured line). Pauses take no room."
    )
    ruler = _Ruler(report)
    bottom = _TOP + _ROW * len(report.chains)
    rows: list[str] = []
    planned = 0
    for place, chain in enumerate(report.chains):
        rows += _chain(report, chain, planned * 60, _TOP + _ROW * place, ruler, say)
        planned += chain.minutes
    end = ruler.at(report.planned_minutes * 60)
    plan = shape("path", stroke="accent", stroke_width=1.5, d=f"M{end} {_TOP - 6}V{bottom}")
    plan = note(say.planned(report.planned_minutes), plan)
    inner = (*ruler.ticks(bottom, say), plan, *_pauses(report, bottom, ruler, say), *rows)
    return Picture(
        "timeline",
        title,
        description,
        drawing("timeline", bottom + 8, title, description, *inner),
        (gettext("From"), gettext("Question"), gettext("For"), gettext("Hints given")),
        tuple(_rows(report, say)),
    )


class _Ruler:
    """Where a moment stands on the axis."""

    def __init__(self, report: Report) -> None:
        chains = sum(chain.minutes for chain in report.chains)
        planned = 60 * max(report.planned_minutes, chains)
        self._course = report.course
        self._most = max(60, planned, self._course.worked(self._course.length))

    def at(self, worked: int) -> float:
        return round(_LEFT + worked / self._most * (WIDTH - _LEFT - 8), 1)

    def of(self, second: int) -> float:
        return self.at(self._course.worked(second))

    def ticks(self, bottom: int, say: Words) -> Iterator[str]:
        minutes = self._most // 60
        step = next((t for t in _TICKS if minutes <= t * _MOST_TICKS), minutes)
        for minute in range(0, minutes + 1, step):
            x = self.at(minute * 60)
            yield shape("path", stroke="line", d=f"M{x} {_TOP - 6}V{bottom}")
            yield words(x, 16, say.minutes(minute), "soft", text_anchor="middle", font_size=11)


def _chain(
    report: Report, chain: Chain, planned: int, top: int, ruler: _Ruler, say: Words
) -> Iterator[str]:
    root = chain.root
    told = f"{root.number} {root.prompt.text}"
    time = say.time(chain.seconds, chain.minutes)
    label = words(0, top + 18, told, "ink" if chain.is_reached else "soft", _LABEL, font_size=12)
    yield link(root.number, f"{cut(told, WIDTH)}: {time}", label)
    left, right = ruler.at(planned), ruler.at(planned + chain.minutes * 60)
    frame = shape(
        "rect",
        stroke="control",
        x=left,
        y=top + 4.5,
        width=round(right - left, 1),
        height=21,
        rx=3,
    )
    yield note(say.planned(chain.minutes), frame)
    nodes = {line.node for line in chain.lines}
    for stretch in report.course.stretches:
        if stretch.node in nodes:
            yield _bar(report, stretch.node, stretch.start, stretch.end, top, ruler, say)
    for mark in report.course.hints:
        if mark.node in nodes:
            x = ruler.of(mark.second)
            sign = shape("path", fill="ink", stroke="surface", d=f"M{x - 5:g} {top + 1}h10l-5 9z")
            number = report.by_node[mark.node].number
            yield note(
                say.gettext("%(number)s: hint %(n)d") % {"number": number, "n": mark.hint}, sign
            )


def _bar(
    report: Report, node: str, start: int, end: int, top: int, ruler: _Ruler, say: Words
) -> str:
    line = report.by_node[node]
    left, right = ruler.of(start), ruler.of(end)
    tone = f"score-{line.score}" if line.score else "accent" if line.unscored else "control"
    width = max(1.5, round(right - left - 1, 1))
    bar = shape("rect", fill=tone, x=left, y=top + 9, width=width, height=12, rx=2)
    return link(line.number, f"{line.number}: {say.duration(end - start)}", bar)


def _pauses(report: Report, bottom: int, ruler: _Ruler, say: Words) -> Iterator[str]:
    for pause in report.course.pauses:
        x = ruler.of(pause.start)
        line = f"M{x} {_TOP - 6}V{bottom}"
        told = say.gettext("Pause") + f": {say.duration(pause.seconds)}"
        yield note(told, shape("path", stroke="soft", stroke_dasharray="4 3", d=line))


def _rows(report: Report, say: Words) -> Iterator[Row]:
    for stretch in report.course.stretches:
        line = report.by_node.get(stretch.node)
        hints = [mark.hint for mark in report.course.hints if _during(stretch, mark)]
        what = f"{line.number} {line.prompt.text}" if line else say.gettext("Pause")
        cells = (
            say.clock(stretch.start),
            what,
            say.duration(stretch.seconds),
            ", ".join(map(str, hints)),
        )
        yield Row(line.number if line else "", cells)


def _during(stretch: Stretch, mark: Mark) -> bool:
    return stretch.node == mark.node and stretch.start <= mark.second < stretch.end
