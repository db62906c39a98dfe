"""What the import page shows of a text: its lines with their doubts, and the tree it makes.

A long text is shown in part: its beginning, and the lines that need a look.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questions.outline import Item, Outline, OutlineError, Problem, parse
from questions.outline.lines import Line, scan, unify_line_ends
from questions.outline.numbering import settle
from questions.outline_plan import ImportReport, Items, numbered
from questions.outline_words import finding_words, problem_words
from questions.tree import Node

MAX_LINES = 1000
MAX_MARKED = 200
MAX_QUESTIONS = 500

KINDS = {"root": "root", "follow_up": "followup", "answer": "answer", "heading": "topic"}


@dataclass(frozen=True)
class Reading:
    """A text, how its bytes were read ("" when it was typed), and its outline or its problems."""

    text: str
    encoding: str = ""
    outline: Outline | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def seems(self) -> str:
        """The language that the text seems to be in: Korean, if a third of its letters are."""
        letters = [char for char in self.text if char.isalpha()]
        return "ko" if 3 * sum("가" <= char <= "힣" for char in letters) > len(letters) else "en"


def read_text(text: str, encoding: str = "") -> Reading:
    """Read an outline."""
    try:
        return Reading(text, encoding, parse(text))
    except OutlineError as error:
        return Reading(text, encoding, problems=error.problems)


@dataclass(frozen=True)
class Mark:
    """A doubt or a problem at a line; 0 is the whole text."""

    line: int
    words: str


@dataclass(frozen=True)
class Row:
    """A line of the text: `kind` is root, followup, answer, note, topic or blank."""

    number: int
    text: str
    kind: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Leaf:
    """A question of the tree; `change` is new, revised, moved, retired or ""."""

    item: Item
    change: str
    marks: tuple[Mark, ...]


class Look:
    """One look at a text and at what importing it would do; `report` is None with problems."""

    def __init__(self, reading: Reading, report: ImportReport | None) -> None:
        self.reading, self.report = reading, report
        self.outline = reading.outline
        self.problems = [Mark(one.line, problem_words(one)) for one in reading.problems]
        found = self.outline.findings if self.outline else ()
        self.doubts = [Mark(one.line, finding_words(one.code)) for one in found]
        is_huge = any(problem.code == "too_large" for problem in reading.problems)
        text = "" if is_huge else reading.text
        self.lines = _split(text)
        self.rows = list(_rows(self.lines, _kinds(text, self.outline), self.doubts + self.problems))
        self.chains = self._chains()

    @property
    def hidden_lines(self) -> int:
        """How many lines are not shown."""
        return len(self.lines) - len(self.rows)

    @property
    def hidden_questions(self) -> int:
        """How many questions are not shown."""
        return max(self.outline.count - MAX_QUESTIONS, 0) if self.outline else 0

    def _chains(self) -> tuple[Node[Leaf], ...]:
        if not self.outline or not self.report:
            return ()
        marks = _by_question(self.doubts, [item.line for item in self.outline.walk()])
        budget = iter(range(MAX_QUESTIONS))
        return tuple(_leaves(numbered(self.outline.chains), _states(self.report), marks, budget))


def _split(text: str) -> list[str]:
    return unify_line_ends(text).removeprefix("\ufeff").rstrip().split("\n") if text else []


def _kinds(text: str, source: Outline | None) -> list[str]:
    """Give the kind of each line; words belong to the marker above them."""
    kinds, current = [], "note"
    for line in settle(scan(unify_line_ends(text.removeprefix("\ufeff"))))[0]:
        current = _current(line, current)
        kinds.append("blank" if line.kind == "blank" else KINDS.get(line.kind, current))
    return _with_closing(kinds, source.notes_after) if source and source.notes_after else kinds


def _current(line: Line, before: str) -> str:
    """Give the kind of the words that may follow a line."""
    if line.kind == "heading":
        return "note"
    return KINDS.get(line.kind, before)


def _with_closing(kinds: list[str], closing: str) -> list[str]:
    """Make notes of the last lines, as many as the closing words show."""
    left = sum(bool(line.strip()) for line in closing.split("\n"))
    result = kinds[:]
    for at in range(len(kinds) - 1, -1, -1):
        if left and kinds[at] not in ("blank", "topic"):
            result[at] = "note"
            left -= 1
    return result


def _rows(lines: list[str], kinds: list[str], marks: Iterable[Mark]) -> Iterator[Row]:
    at: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        at[mark.line].append(mark)
    wanted = sorted(line for line in at if line > MAX_LINES)[:MAX_MARKED]
    for number in [*range(1, min(len(lines), MAX_LINES) + 1), *wanted]:
        if number <= len(lines):
            yield Row(number, lines[number - 1], kinds[number - 1], tuple(at.get(number, ())))


def _by_question(marks: Iterable[Mark], starts: list[int]) -> dict[int, list[Mark]]:
    """Give marks by the line of the question that they stand in; those before any are left out."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if index := bisect_right(starts, mark.line):
            found[starts[index - 1]].append(mark)
    return found


def _states(report: ImportReport) -> dict[int, str]:
    """Give what happens to the question of each line; where all is new, that goes unsaid."""
    names = ("moved", "revised", "new", "retired")
    states = {change.line: name for name in names for change in getattr(report, name)}
    return {} if len(report.new) == report.outline.count else states


def _leaves(
    nodes: Items, states: dict[int, str], marks: dict[int, list[Mark]], budget: Iterator[int]
) -> Iterator[Node[Leaf]]:
    """Give the nodes for the page, in the order of printing, until the budget is spent."""
    for node in nodes:
        if next(budget, None) is None:
            return
        line = node.item.line
        leaf = Leaf(node.item, states.get(line, ""), tuple(marks.get(line, ())))
        below = dict.fromkeys((i.line for i in node.item.walk()), "retired")
        inner = below if leaf.change == "retired" else states
        yield Node(leaf, node.path, tuple(_leaves(node.children, inner, marks, budget)))
