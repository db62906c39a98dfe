"""The key points heard, topic by topic: one square a point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.pictures.picture import Picture, Row
from reports.pictures.svg import WIDTH, cut, drawing, link, shape, words

if TYPE_CHECKING:
    from reports.report import Line, Report, Topic
    from reports.words import Words

_LABEL, _LEFT, _COUNT, _SIDE, _GAP, _TOP = 190, 205, 90, 13, 4, 8
_A_ROW = (WIDTH - _LEFT - _COUNT) // (_SIDE + _GAP)


def points(report: Report, say: Words) -> Picture:
    """Draw the key points of every topic in which a question was put."""
    gettext = say.gettext
    title = gettext("Key points heard")
    description = gettext(
        "One square for each key point of the questions that were put: filled where it was heard; "
        "small where it is not essential."
    )
    drawn: list[str] = []
    rows: list[Row] = []
    top = _TOP
    for topic in report.topics:
        lines = [line for line in report.lines_of(topic) if line.points]
        if lines:
            drawn += _topic(topic, lines, top, say)
            rows.append(_row(topic, lines, say))
            top += _height(lines)
    return Picture(
        "points",
        title,
        description,
        drawing("points", top, title, description, *drawn),
        (gettext("Topic"), gettext("Heard"), gettext("Missed"), gettext("Missed, essential")),
        tuple(rows),
    )


def _height(lines: list[Line]) -> int:
    count = sum(len(line.points) for line in lines)
    return -(-count // _A_ROW) * (_SIDE + _GAP) + 14


def _topic(topic: Topic, lines: list[Line], top: int, say: Words) -> Iterator[str]:
    yield words(0, top + 11, topic.title.text or say.gettext("Without a topic"), room=_LABEL)
    place = 0
    for line in lines:
        squares = []
        for point in line.points:
            across, down = place % _A_ROW, place // _A_ROW
            x, y = _LEFT + across * (_SIDE + _GAP), top + down * (_SIDE + _GAP)
            squares.append(_square(x, y, heard=point.heard, essential=point.essential))
            place += 1
        told = f"{line.number} {cut(line.prompt.text, WIDTH)}: {say.points(line)}"
        yield link(line.number, told, *squares)
    heard, every = sum(len(line.heard) for line in lines), place
    count = say.gettext("%(heard)d of %(all)d") % {"heard": heard, "all": every}
    yield words(WIDTH, top + 11, count, "soft", _COUNT, text_anchor="end")


def _square(x: int, y: int, *, heard: bool, essential: bool) -> str:
    inset = 0.75 if essential else 2.75
    side = _SIDE - 2 * inset
    tone = "accent" if heard else "surface"
    edge = "accent" if heard else "control"
    place = {"x": x + inset, "y": y + inset, "width": side, "height": side, "rx": 2}
    return shape("rect", fill=tone, stroke=edge, stroke_width=1.5, **place)


def _row(topic: Topic, lines: list[Line], say: Words) -> Row:
    heard = sum(len(line.heard) for line in lines)
    missed = [point for line in lines for point in line.missed]
    essential = sum(point.essential for point in missed)
    name = topic.title.text or say.gettext("Without a topic")
    return Row(lines[0].number, (name, str(heard), str(len(missed)), str(essential)))
