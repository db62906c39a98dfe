"""The pictures of a report: numbers in, SVG out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.pictures.picture import Picture, Row
from reports.pictures.points import points
from reports.pictures.profile import profile
from reports.pictures.spread import FEWEST, spread
from reports.pictures.timeline import timeline
from reports.pictures.walk import walk

if TYPE_CHECKING:
    from reports.report import Report
    from reports.words import Words

__all__ = ["FEWEST", "Picture", "Row", "pictures"]


def pictures(
    report: Report, words: Words, peers: Iterable[Decimal] = (), evidence: str = ""
) -> Iterator[Picture]:
    """Give those that have something to show.

    `peers` are the averages of the other scorecards of this position that the reader may read,
    `evidence` is the address of the page with the questions where it is not the same page.
    """
    for picture in _drawn(report, words, peers):
        yield picture.leading_to(evidence)


def _drawn(report: Report, words: Words, peers: Iterable[Decimal]) -> Iterator[Picture]:
    if report.has_topics:
        yield profile(report, words)
    yield walk(report, words)
    if report.course.stretches:
        yield timeline(report, words)
    if any(line.points for line in report.lines):
        yield points(report, words)
    everybody = [*peers, report.average] if report.average is not None else []
    if len(everybody) >= FEWEST:
        yield spread(report, words, everybody)
