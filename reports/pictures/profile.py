"""The profile: each topic's average on the scale, its single scores, and its coverage."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from interview.scoring import SCORES
from reports.pictures.picture import Picture, Row
from reports.pictures.svg import WIDTH, drawing, link, shape, words
from reports.words import NOTHING

if TYPE_CHECKING:
    from reports.report import Line, Report, Topic
    from reports.words import Words

_LABEL, _FIRST, _LAST, _COVERAGE = 190, 230, 530, 575
_TOP, _ROW = 34, 40


def profile(report: Report, say: Words) -> Picture:
    """Draw the topics of a report."""
    gettext = say.gettext
    title = gettext("Topic profile")
    description = gettext(
        "Each topic's average on the scale from 1 to 4, every score as a dot, and how many of the "
        "planned questions were scored."
    )
    bottom = _TOP + _ROW * len(report.topics)
    rows = [
        _topic(topic, report.lines_of(topic), _TOP + _ROW * place, say)
        for place, topic in enumerate(report.topics)
    ]
    coverage = words(_COVERAGE, 16, gettext("Coverage"), "soft")
    return Picture(
        "profile",
        title,
        description,
        drawing("profile", bottom + 6, title, description, coverage, *_scale(bottom), *rows),
        (gettext("Topic"), gettext("Average"), gettext("Coverage"), gettext("Asked")),
        tuple(_row(topic, report.lines_of(topic), say) for topic in report.topics),
    )


def _scale(bottom: int) -> list[str]:
    lines = []
    for score in SCORES:
        x = _at(score)
        lines.append(shape("path", stroke="line", d=f"M{x} 24V{bottom}"))
        lines.append(words(x, 16, str(score), "soft", text_anchor="middle"))
    return lines


def _topic(topic: Topic, lines: tuple[Line, ...], top: int, say: Words) -> str:
    name = topic.title.text or say.gettext("Without a topic")
    middle = top + _ROW // 2
    parts = [words(0, middle + 4, name, room=_LABEL)]
    counts = Counter(line.score for line in lines if line.score)
    for score, count in counts.items():
        parts += [
            shape(
                "circle",
                fill=f"score-{score}",
                cx=_at(score),
                cy=middle + 10,
                r=3.5,
                transform=_by(n),
            )
            for n in _spread(count)
        ]
    if topic.average is None:
        parts.append(words(_FIRST + 12, middle, say.no_average(topic.coverage), "soft"))
    else:
        parts.append(_average(float(topic.average), say.average(topic.average), middle))
    parts.append(_covered(topic, middle, say))
    told = f"{name}: {_told(topic, say)}, {say.scored(topic.coverage)}"
    return link(lines[0].number, told, *parts)


def _average(average: float, written: str, middle: int) -> str:
    x = _at(average)
    bar = shape(
        "rect",
        fill=f"score-{int(average + 0.5)}",
        x=_FIRST,
        y=middle - 7,
        width=x - _FIRST,
        height=9,
        rx=2,
    )
    return bar + words(x + 6, middle + 2, written, font_weight=600)


def _covered(topic: Topic, middle: int, say: Words) -> str:
    share = topic.coverage.scored / max(1, topic.coverage.planned)
    room = WIDTH - _COVERAGE
    track = shape("rect", fill="line", x=_COVERAGE, y=middle + 6, width=room, height=5, rx=2)
    width = round(room * share, 1)
    full = shape("rect", fill="soft", x=_COVERAGE, y=middle + 6, width=width, height=5, rx=2)
    return words(_COVERAGE, middle, say.scored(topic.coverage), "soft", room) + track + full


def _row(topic: Topic, lines: tuple[Line, ...], say: Words) -> Row:
    name = topic.title.text or say.gettext("Without a topic")
    cells = (name, _told(topic, say), say.scored(topic.coverage), say.asked(topic.coverage))
    return Row(lines[0].number, cells)


def _told(topic: Topic, say: Words) -> str:
    if topic.average is not None:
        return say.average(topic.average)
    return f"{NOTHING} ({say.no_average(topic.coverage)})"


def _at(score: float) -> float:
    return round(_FIRST + (score - 1) / 3 * (_LAST - _FIRST), 1)


def _spread(count: int) -> list[int]:
    """Give where each of several equal dots stands, around the middle."""
    return [2 * n - count + 1 for n in range(count)]


def _by(place: int) -> str:
    return f"translate({4.5 * place:g} 0)"
