"""The draft of a summary: sentences made of what was recorded, each with where it comes from.

Nothing is judged and nothing is made up: scores, key points, quotes and counts, in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from interview import scoring
from interview.console import Console, Item
from interview.notes import said
from interview.state import Outcome
from questions.labels import SCORES

MOST_A_GROUP = 5
MOST_LETTERS = 90


class Sentence(NamedTuple):
    """A sentence, and the question whose record it says; None where it is about all of them."""

    text: str
    item: Item | None


def draft(console: Console) -> list[Sentence]:
    """Give the sentences: the whole, the strongest, the weakest, what had no answer."""
    items = list(console.items.values())
    scored = [item for item in items if item.record.score]
    strong = [item for item in scored if _score(item) >= scoring.SOLID]
    weak = [item for item in scored if _score(item) < scoring.SOLID]
    silent = [item for item in items if item.record.result is Outcome.NO_ANSWER]
    return [
        *_whole(console),
        *_each(sorted(strong, key=_score, reverse=True)),
        *_each(sorted(weak, key=_score)),
        *_each(silent),
    ]


def as_text(sentences: Iterable[Sentence]) -> str:
    """Give the draft as it goes into the summary: a sentence a line."""
    return "\n".join(sentence.text for sentence in sentences)


def _whole(console: Console) -> Iterator[Sentence]:
    average, coverage = _sums(console)
    counts = {
        "scored": coverage.scored + coverage.unplanned_scored,
        "asked": coverage.reached - coverage.skipped + coverage.unplanned,
        "planned": coverage.planned,
    }
    yield Sentence(_("%(scored)d scored of %(asked)d asked, %(planned)d planned.") % counts, None)
    if average is not None:
        yield Sentence(_("Average %(average)s.") % {"average": average}, None)


def _sums(console: Console) -> tuple[object, scoring.Coverage]:
    overall = scoring.overall(console.state.script, console.state.answers)
    return overall.average, overall.coverage


def _each(items: Iterable[Item]) -> list[Sentence]:
    return [Sentence(" ".join(_about(item)), item) for item in list(items)[:MOST_A_GROUP]]


def _about(item: Item) -> Iterator[str]:
    yield f"{item.path} {_cut(item.prompt.text)}: {_result(item)}."
    if heard := [_cut(_words(point.said["html"])) for point in item.points if point.heard]:
        yield _("Heard: %(points)s.") % {"points": "; ".join(heard)}
    for quote in [one.text for one in said(item.record.note) if one.quoted][:1]:
        yield f"“{_cut(quote)}”"


def _result(item: Item) -> str:
    score = item.record.score
    result = f"{score} {SCORES[str(score)]}" if score else item.outcome
    if not item.record.hint:
        return result
    return _("%(result)s, with hint %(n)d") % {"result": result, "n": item.record.hint}


def _words(html: str) -> str:
    return unescape(strip_tags(html))


def _score(item: Item) -> int:
    return item.record.score or 0


def _cut(text: str) -> str:
    """Give the first line, cut where it is long; what it ends with is not ended twice."""
    line = text.strip().partition("\n")[0]
    line = line if len(line) <= MOST_LETTERS else line[:MOST_LETTERS].rstrip() + "…"
    return line.rstrip(".")
