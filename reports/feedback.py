"""The draft of what a candidate is told, for a person to edit: what was heard and what was missed.

It holds no score, no note, nobody else, and of the reference only the key points themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.report import Line, Point, Report
    from reports.words import Words

MOST_A_TOPIC = 4


@dataclass(frozen=True)
class Told:
    """A key point in the draft, and the question that it is from."""

    line: Line
    point: Point


def heard(report: Report) -> list[list[Told]]:
    """Give the key points that were heard, the essential ones first, a list for each topic."""
    return _by_topic(report, lambda point: point.heard)


def missed(report: Report) -> list[list[Told]]:
    """Give the essential key points that were not heard, a list for each topic."""
    return _by_topic(report, lambda point: point.essential and not point.heard)


def draft(report: Report, words: Words) -> str:
    """Write the draft in the language of `words` and of the report's texts."""
    pgettext = words.pgettext
    thanks = pgettext(
        "letter",
        "Thank you for taking the time to talk with us about the position %(position)s.",
    )
    parts = [
        pgettext("letter", "Dear %(candidate)s,") % {"candidate": report.candidate},
        thanks % {"position": report.position},
        *_part(pgettext("letter", "You explained these points well:"), heard(report)),
        *_part(pgettext("letter", "These points are worth another look:"), missed(report)),
        pgettext("letter", "We wish you all the best."),
    ]
    return "\n\n".join(parts) + "\n"


def _by_topic(report: Report, wanted: Callable[[Point], bool]) -> list[list[Told]]:
    topics = (_told(report.lines_of(topic), wanted) for topic in report.topics)
    return [told[:MOST_A_TOPIC] for told in topics if told]


def _told(lines: Iterable[Line], wanted: Callable[[Point], bool]) -> list[Told]:
    told = [Told(line, point) for line in lines for point in line.points if wanted(point)]
    return sorted(told, key=lambda one: not one.point.essential)


def _part(head: str, topics: list[list[Told]]) -> Iterator[str]:
    if topics:
        yield head
        for told in topics:
            title = told[0].line.topic.text
            yield "\n".join([*filter(None, [title]), *(f"- {one.point.text.text}" for one in told)])
