"""A report as Markdown (CommonMark with the tables of GFM).

What people typed can never become structure: it is escaped, and longer texts stand in quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from interview.state import Outcome
from questions.escape import escape, quote
from reports.report import View
from reports.words import NOTHING

if TYPE_CHECKING:
    from interview.scoring import Overall
    from reports.report import Chain, Line, Report, Scorecard, Topic
    from reports.words import Words

MOST_LEVELS = 6


def render(report: Report, words: Words) -> str:
    """Give the whole document; it ends with a line end."""
    parts = (
        _head(report, words),
        _verdict(report, words),
        _numbers(report, words),
        _topics(report, words),
        _reasoned(report, words),
        *(() if report.view == View.SHORT else _evidence(report, words)),
    )
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def _evidence(report: Report, words: Words) -> tuple[Iterator[str], ...]:
    return _chains(report, words), _questions(report, words), _history(report, words)


def _head(report: Report, words: Words) -> Iterator[str]:
    gettext = words.gettext
    yield from _heading(1, gettext("Interview report"), escape(report.candidate))
    yield from _facts(
        (gettext("Position"), escape(report.position)),
        (gettext("Kit"), escape(report.kit)),
        (gettext("Interviewer"), escape(report.interviewer)),
        (gettext("Planned for"), _moment(report.planned_at, words)),
        (gettext("Started"), _moment(report.started_at, words)),
        (gettext("Handed in"), _moment(report.handed_in_at, words)),
        (gettext("Time taken"), words.time(report.seconds, report.planned_minutes)),
    )
    if report.practice:
        yield from (f"**{words.practice()}**", "")
    if report.is_replaced:
        warning = gettext("This scorecard was reopened: it is not the last word.")
        yield from (f"**{warning}**", "")


def _verdict(report: Report, words: Words) -> Iterator[str]:
    yield from _heading(2, words.gettext("Overall call"), words.call(report.call))
    yield from quote(report.summary)


def _numbers(report: Report, words: Words) -> Iterator[str]:
    gettext = words.gettext
    coverage = report.coverage
    yield from _facts(
        (gettext("Average"), _average(report, words)),
        (gettext("Coverage"), words.scored(coverage)),
        (gettext("Asked"), words.asked(coverage)),
        *((words.outcome(outcome), str(count)) for outcome, count in report.outcomes.items()),
    )


def _topics(report: Report, words: Words) -> Iterator[str]:
    if not report.has_topics:
        return
    gettext = words.gettext
    yield from _heading(2, gettext("Topics"))
    yield from _table_head(gettext("Topic"), gettext("Average"), gettext("Coverage"))
    for topic in report.topics:
        title = escape(topic.title.text) or gettext("Without a topic")
        coverage = f"{words.scored(topic.coverage)}, {words.asked(topic.coverage)}"
        yield _row(title, _average(topic, words), coverage)
    yield ""


def _reasoned(report: Report, words: Words) -> Iterator[str]:
    gettext = words.gettext
    yield from _heading(2, gettext("Recited and reasoned"))
    yield from _table_head(gettext("Questions"), gettext("Average"), gettext("Coverage"))
    for name, part in (
        (gettext("Root questions"), report.roots),
        (gettext("Follow-ups"), report.follow_ups),
    ):
        yield _row(name, _average(part, words), words.scored(part.coverage))
    yield ""
    hinted = ", ".join(line.number for line in report.hinted) or NOTHING
    yield from _facts((gettext("Needed a hint"), hinted))


def _chains(report: Report, words: Words) -> Iterator[str]:
    gettext = words.gettext
    yield from _heading(2, gettext("How deep each chain went"))
    yield from _table_head(
        gettext("Chain"),
        gettext("Depth"),
        gettext("Average"),
        gettext("Coverage"),
        gettext("Time taken"),
    )
    for chain in report.chains:
        yield _row(
            _title(chain.root, words),
            words.depth(chain),
            _average(chain, words),
            f"{words.scored(chain.coverage)}, {words.asked(chain.coverage)}",
            words.time(chain.seconds, chain.minutes),
        )
    yield ""


def _questions(report: Report, words: Words) -> Iterator[str]:
    yield from _heading(2, words.gettext("Questions"))
    for chain in report.chains:
        yield from _chain(chain, words)


def _chain(chain: Chain, words: Words) -> Iterator[str]:
    for line in chain.shown:
        yield from _line(line, words)
    if not chain.left_out:
        return
    yield from (words.outcome(Outcome.NOT_REACHED) + ":", "")
    for line in chain.left_out:
        yield f"- {_title(line, words)}"
    yield ""


def _line(line: Line, words: Words) -> Iterator[str]:
    gettext = words.gettext
    yield from _heading(line.depth + 2, _title(line, words))
    yield from _facts(
        (gettext("Outcome"), words.outcome(line.outcome)),
        (gettext("Score"), _score(line, words)),
        (gettext("Time taken"), words.duration(line.seconds) if line.seconds else ""),
        (gettext("Hints given"), words.hint(line)),
        (gettext("Sounded recited"), gettext("yes") if line.recited else ""),
    )
    yield from _hints(line)
    yield from _points(line, words)
    if line.note:
        yield from (gettext("Note") + ":", "")
        yield from quote("\n".join(words.said(one) for one in line.said))


def _hints(line: Line) -> Iterator[str]:
    for step, hint in enumerate(line.hints, start=1):
        yield f"{step}. {escape(hint.text)}"
    if line.hints:
        yield ""


def _points(line: Line, words: Words) -> Iterator[str]:
    if not line.points:
        return
    yield from (words.points(line) + ":", "")
    mark = words.gettext("essential")
    for point in line.points:
        essential = f" ({mark})" if point.essential else ""
        yield f"- [{'x' if point.heard else ' '}] {escape(point.text.text)}{essential}"
    yield ""


def _history(report: Report, words: Words) -> Iterator[str]:
    if not report.was_reopened:
        return
    yield from _heading(2, words.gettext("Scorecards"))
    for card in report.scorecards:
        yield from _scorecard(card, words)


def _scorecard(card: Scorecard, words: Words) -> Iterator[str]:
    gettext = words.gettext
    handed_in, reopened = gettext("Handed in"), gettext("Reopened")
    when = _moment(card.handed_in_at, words)
    yield f"{card.number}. {handed_in} {when}: {words.call(card.call)}"
    if card.reopened_at:
        yield f"   {reopened} {_moment(card.reopened_at, words)}: {escape(card.reason)}"
    yield ""


def _title(line: Line, words: Words) -> str:
    mark = words.gettext("Unplanned")
    unplanned = "" if line.planned else f" ({mark})"
    return f"{line.number} · {escape(line.prompt.text)}{unplanned}"


def _average(part: Report | Topic | Chain | Overall, words: Words) -> str:
    reason = f" ({words.no_average(part.coverage)})" if part.average is None else ""
    return f"{words.average(part.average)}{reason}"


def _score(line: Line, words: Words) -> str:
    if line.score is None:
        reason = words.gettext("not scored")
        return f"{NOTHING} ({reason})" if line.unscored else ""
    anchor = f": {escape(line.anchor.text)}" if line.anchor else ""
    return f"{line.score} {words.score(line.score)}{anchor}"


def _moment(moment: datetime, words: Words) -> str:
    return escape(words.moment(moment))


def _heading(level: int, *parts: str) -> Iterator[str]:
    yield f"{'#' * min(level, MOST_LEVELS)} {': '.join(parts)}"
    yield ""


def _facts(*facts: tuple[str, str]) -> Iterator[str]:
    """Give a list of what is known; a fact without a value is left out."""
    for name, value in facts:
        if value:
            yield f"- **{name}:** {value}"
    yield ""


def _table_head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
