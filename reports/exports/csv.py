"""A report as CSV: one row a question, to be opened by a spreadsheet.

UTF-8 with a byte order mark (without it Excel reads Hangul as CP949) and CRLF (RFC 4180).
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from questions.characters import visible

if TYPE_CHECKING:
    from reports.report import Line, Point, Report
    from reports.words import Words

Cell = str | int
Column = tuple[str, "Callable[[Line], Cell | None]"]
_STARTS_FORMULA = frozenset("=+-@")


def render(report: Report, words: Words) -> bytes:
    """Give the file: a header row, then every question in the order of the script."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = _columns(report, words)
    writer.writerow([_safe(title) for title, _ in columns])
    for line in report.lines:
        writer.writerow([_cell(value(line)) for _, value in columns])
    return out.getvalue().encode("utf-8-sig")


def _columns(report: Report, words: Words) -> list[Column]:
    return [*_about_question(words), *_about_answer(words), *_about_interview(report, words)]


def _about_question(words: Words) -> list[Column]:
    gettext = words.gettext
    return [
        # A bare "1.10" would turn into the number 1.1, and a bare "3.2" into a date.
        (gettext("Number"), lambda line: f"Q{line.number}"),
        (gettext("Level"), lambda line: line.depth),
        (gettext("Planned question"), lambda line: int(line.planned)),
        (gettext("Topic"), lambda line: line.topic.text),
        (gettext("Question"), lambda line: line.prompt.text),
    ]


def _about_answer(words: Words) -> list[Column]:
    gettext = words.gettext
    return [
        (gettext("Outcome"), lambda line: words.outcome(line.outcome)),
        (gettext("Score"), lambda line: line.score),
        (gettext("Score in words"), lambda line: words.score(line.score) if line.score else ""),
        (gettext("Anchor"), lambda line: line.anchor.text),
        (gettext("Hints given"), lambda line: line.hint if line.reached else None),
        (gettext("Hints"), lambda line: "\n".join(hint.text for hint in line.hints)),
        (gettext("Key points heard"), lambda line: len(line.heard) if line.points else None),
        (gettext("Key points"), lambda line: len(line.points) if line.points else None),
        (gettext("Heard"), lambda line: _listed(line.heard)),
        (gettext("Missed"), lambda line: _listed(line.missed)),
        (gettext("Sounded recited"), lambda line: int(line.recited) if line.reached else None),
        (gettext("Note"), lambda line: line.note),
        (gettext("Seconds"), lambda line: line.seconds),
    ]


def _about_interview(report: Report, words: Words) -> list[Column]:
    gettext = words.gettext
    day = f"{words.local(report.started_at):%Y-%m-%d %H:%M}"
    return [
        (gettext("Candidate"), lambda line: report.candidate),
        (gettext("Position"), lambda line: report.position),
        (gettext("Kit"), lambda line: report.kit),
        (gettext("Interviewer"), lambda line: report.interviewer),
        (gettext("Started"), lambda line: day),
        (gettext("Overall call"), lambda line: words.call(report.call)),
        (gettext("Scorecard"), lambda line: report.number),
        (gettext("Practice"), lambda line: int(report.practice)),
    ]


def _listed(points: tuple[Point, ...]) -> str:
    return "\n".join(point.text.text for point in points)


def _cell(value: Cell | None) -> Cell:
    if value is None:
        return ""
    return _safe(value) if isinstance(value, str) else value


def _safe(text: str) -> str:
    """Give the text so that no spreadsheet takes it for a formula (OWASP, CSV injection).

    Blanks and invisible characters before the sign do not hide it, full-width signs count too.
    """
    text = visible(text)
    return f"'{text}" if _reads_as_formula(text) else text


def _reads_as_formula(text: str) -> bool:
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for char in text:
        if unicodedata.category(char)[0] not in "ZC":
            return bool(_STARTS_FORMULA & set(unicodedata.normalize("NFKC", char)[:1]))
    return False
