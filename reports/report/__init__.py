"""All that a report shows, as one frozen value that every format renders.

No HTML, no clock, no Django settings. Counts and averages are made here once (by
`interview.scoring`), so that no two formats can disagree; what a code is called is in `words`.
"""

from reports.report.course import Course, Mark, Stretch
from reports.report.parts import ANSWERED, ASKED, Chain, Line, Point, Scorecard, Text, Topic
from reports.report.reading import scorecards_of
from reports.report.whole import Report, View

__all__ = [
    "ANSWERED",
    "ASKED",
    "Chain",
    "Course",
    "Line",
    "Mark",
    "Point",
    "Report",
    "Scorecard",
    "Stretch",
    "Text",
    "Topic",
    "View",
    "scorecards_of",
]
