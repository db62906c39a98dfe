"""What can be said about the numbered lines of an outline before they are read in order."""

from bisect import bisect_left, bisect_right
from collections import defaultdict

from questions.outline.lines import Line, list_number

HARD = ("heading", "root", "follow_up", "answer")
Step = tuple[int, str]  # number and delimiter of a list item


class Survey:
    """The whole file at a glance.

    A numbered line is *free* if it counts up no list, or stands after a blank line where the
    list item before follows the line above it directly, be that an item or words. Lines that
    are indented two columns or more deeper than the first root question are no candidates.
    """

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.start = _start(lines)
        self.deepest = lines[self.start].indent + 1 if self.start < len(lines) else 0
        self.free: set[int] = set()
        self._followed: set[int] = set()
        self._free_places: dict[int, list[int]] = defaultdict(list)
        self._places: dict[int, list[int]] = defaultdict(list)
        self._look_at_numbers()
        self._next_hard = _next_hard(lines)
        self._answered = _answered(lines)

    def is_candidate(self, index: int) -> bool:
        """Whether a line has a bare number that is not indented too far."""
        line = self.lines[index]
        return line.kind == "number" and line.indent <= self.deepest

    def next_free(self, number: int, index: int) -> int | None:
        """The next line below `index` that has the number and is free."""
        places = self._free_places[number]
        at = bisect_right(places, index)
        return places[at] if at < len(places) else None

    def comes_free(self, number: int, index: int) -> int | None:
        """The next free line with the number, unless one with its successor comes before."""
        same, after = self.next_free(number, index), self.next_free(number + 1, index)
        return None if after is not None and same is not None and after < same else same

    def answer_below(self, index: int) -> int | None:
        """The answer marker that follows if an answer marker stands before, and no other."""
        end = self._next_hard[index]
        is_between = end < len(self.lines) and self.lines[end].kind == "answer"
        return end if is_between and self._answered[index] else None

    def best_in_lists(self, number: int, index: int) -> int | None:
        """The line from `index` on that counts up a list, but is the likeliest root question.

        It comes before the next number. Where no next number comes, it needs evidence of its own.
        """
        end = self.next_free(number + 1, index)
        places = self._places[number]
        low, high = bisect_left(places, index), len(places)
        rivals = places[low : high if end is None else bisect_left(places, end)]
        best = max(rivals, key=self._evidence)
        return best if end is not None or any(self._evidence(best)[:-1]) else None

    def _evidence(self, index: int) -> tuple[bool, bool, bool, bool]:
        line = self.lines[index]
        asks = line.text.rstrip().endswith(("?", "？"))
        is_last = index not in self._followed
        demanded = is_last and self.answer_below(index) is not None
        return demanded, index in self.free, asks, is_last

    def _look_at_numbers(self) -> None:
        before: Step | None = None
        previous, tight = -1, False
        for index, line in enumerate(self.lines):
            if line.kind in HARD:
                before, tight = list_start(line.words), False
            if line.kind == "root" and line.number is not None:
                self._note(line.number, index, is_free=True)
            if not self.is_candidate(index) or line.number is None:
                continue
            step = (line.number, line.mark[-1])
            counts_up = before == (step[0] - 1, step[1])
            self._note(step[0], index, not counts_up or (line.after_blank and tight))
            if counts_up:
                self._followed.add(previous)
            before = step if counts_up or step[0] == 1 else None
            previous = index
            tight = not line.after_blank and self.lines[index - 1].kind not in HARD

    def _note(self, number: int, index: int, is_free: bool) -> None:
        self._places[number].append(index)
        if is_free:
            self.free.add(index)
            self._free_places[number].append(index)


def list_start(words: str) -> Step | None:
    """The list that begins on the line of a marker, as in `A. 1. …`."""
    found = list_number(words)
    return found if found and found[0] == 1 else None


def _start(lines: list[Line]) -> int:
    """Rule 1: where the first root question stands; `len(lines)` if nowhere."""
    numbers: list[int] = []
    for index, line in enumerate(lines):
        if line.kind == "number":
            numbers.append(index)
        elif line.kind == "root":
            before = [i for i in numbers if (lines[i].number or 0) < (line.number or 1)]
            return _first_of(lines, before, index)
        elif line.kind in ("follow_up", "answer") and numbers:
            return _first_of(lines, numbers, index)
    ones = [i for i in numbers if lines[i].number == 1]
    return next(iter(ones or numbers), len(lines))


def _first_of(lines: list[Line], numbers: list[int], fallback: int) -> int:
    ones = [i for i in numbers if lines[i].number == 1]
    apart = [i for i in ones if lines[i].after_blank]
    for group in (apart[-1:], ones[:1], numbers[-1:]):
        if group:
            return group[0]
    return fallback


def _next_hard(lines: list[Line]) -> list[int]:
    """For every line, the first line at or after it with a marker that needs no judging."""
    result = [len(lines)] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        result[index] = index if lines[index].kind in HARD else result[index + 1]
    return result


def _answered(lines: list[Line]) -> list[bool]:
    """For every line, whether the last such marker before it is that of an answer."""
    result, answered = [], False
    for line in lines:
        result.append(answered)
        if line.kind in HARD:
            answered = line.kind == "answer"
    return result
