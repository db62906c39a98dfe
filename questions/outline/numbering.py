"""Which lines that begin with a bare number are root questions, and which are parts of lists.

`2. …` may be the second root question or the second point of an answer. The rules are those of
`docs/formats.md`, section "Bare numbers", and carry its numbers here. In short: a list begins
with 1 and counts up; a line that counts a running list up belongs to the list, unless the
numbering of the root questions would break without it; between two answer markers there is
always a question.
"""

from itertools import pairwise

from questions.outline.lines import Line
from questions.outline.shape import Finding
from questions.outline.survey import HARD, Step, Survey, list_start

JUMP = 10


def settle(lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Lines in which every `number` has become a `root` or a `text`, and what was doubtful.

    An `answer` that answers no open question becomes a `text` as well.
    """
    reader = _Reader(lines)
    settled = [reader.read(index, line) for index, line in enumerate(lines)]
    return settled, reader.findings + _roots_without_blank(settled)


class _Reader:
    """Reads the lines in order and remembers what the rules ask about."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.survey = Survey(lines)
        self.findings: list[Finding] = []
        self.root = 0  # number of the root question before
        self.open = False  # a question stands since the last heading
        self.answered = False
        self.list: Step | None = None  # the last item of the running list
        self.demanded: dict[int, int | None] = {}  # by the answer marker below
        self.best: dict[int, int | None] = {}  # by the number, since the last root question

    def read(self, index: int, line: Line) -> Line:
        """The line as it is to be understood."""
        if line.kind == "number":
            return self._read_number(index, line)
        if line.kind == "answer" and (self.answered or not self.open):
            code = "second_answer" if self.open else "answer_without_question"
            return self._as_text(line, code)
        if line.kind in HARD:
            self._pass(line)
        return line

    def _pass(self, line: Line) -> None:
        """Remember a marker."""
        if line.kind == "root":
            self.root = self.root + 1 if line.number is None else line.number
            self.best = {}
        self.open = line.kind != "heading"
        self.answered = line.kind == "answer"
        self.list = list_start(line.words)

    def _read_number(self, index: int, line: Line) -> Line:
        if index < self.survey.start:
            return self._as_text(line, "list_like_line")
        if not self.survey.is_candidate(index):
            return self._as_text(line, "")
        is_root, code = self._judge(index, line, line.number or 0)
        if not is_root:
            self._continue_list(line)
            return self._as_text(line, code)
        if code:
            self.findings.append(Finding(line.at, code, line.text.strip()))
        root = line._replace(kind="root")
        self._pass(root)
        return root

    def _judge(self, index: int, line: Line, number: int) -> tuple[bool, str]:
        """Whether a numbered line is a root question, and the code of the doubt, if any."""
        expected = number == self.root + 1
        if index == self.survey.start or not self.open:  # rules 1 and 2
            return True, "" if number == 1 or expected else "number_jump"
        demanded = self._demanded(index)
        if demanded is not None and index <= demanded:  # rule 3
            return self._judge_demanded(index == demanded, line, expected)
        if self._continues(line):  # rule 4
            return self._judge_in_list(index, number) if expected else (False, "")
        if expected:  # rule 5
            return self._judge_expected(index, line, number)
        if number == 1:  # rule 6
            return False, "list_like_line" if line.after_blank else ""
        jumps = self._jumps(index, line, number)  # rule 7
        return jumps, "number_jump" if jumps else "list_like_line"

    def _judge_demanded(self, is_root: bool, line: Line, expected: bool) -> tuple[bool, str]:
        if not is_root:
            return False, "list_like_line" if expected else ""
        if not expected:
            return True, "number_jump"
        return True, "doubtful_root" if self._continues(line) else ""

    def _continues(self, line: Line) -> bool:
        return self.list == ((line.number or 0) - 1, line.mark[-1])

    def _judge_in_list(self, index: int, number: int) -> tuple[bool, str]:
        """The line counts up both the list and the root questions."""
        is_root = self._is_best_in_lists(index, number)
        return is_root, "doubtful_root" if is_root else "list_like_line"

    def _is_best_in_lists(self, index: int, number: int) -> bool:
        """Whether a line has to be the next root question though it counts up a list."""
        comes = self.survey.comes_free(number, index) is not None
        if index in self.survey.free:
            return not comes
        if number not in self.best:
            self.best[number] = None if comes else self.survey.best_in_lists(number, index)
        return self.best[number] == index

    def _judge_expected(self, index: int, line: Line, number: int) -> tuple[bool, str]:
        """The line counts up the root questions; no list asks for it."""
        later = self.survey.comes_free(number, index)
        if later is not None and self.lines[later].after_blank and not line.after_blank:
            return False, "list_like_line"
        return True, ""

    def _jumps(self, index: int, line: Line, number: int) -> bool:
        """Whether a number out of order is a root question all the same."""
        if number > self.root + JUMP:
            return False
        if line.after_blank and self.list is None:
            return True
        is_missing = self.survey.next_free(self.root + 1, index) is None
        goes_on = self.survey.next_free(number + 1, index) is not None
        return number > self.root and is_missing and goes_on

    def _demanded(self, index: int) -> int | None:
        """The line that has to be a question, as an answer stands before and comes next."""
        end = self.survey.answer_below(index) if self.answered else None
        if end is None:
            return None
        if end not in self.demanded:
            self.demanded[end] = self._choose(index, end)
        return self.demanded[end]

    def _choose(self, start: int, end: int) -> int | None:
        """The best root question among the numbered lines between two answers."""
        run = [i for i in range(start, end) if self.survey.is_candidate(i)]
        numbers = {i: self.lines[i].number or 0 for i in run}
        expected = [i for i in run if numbers[i] == self.root + 1]
        free = self.survey.free
        near = [i for i in run if i in free and numbers[i] <= self.root + JUMP]
        for group in (
            [i for i in expected if i in free and self.lines[i].after_blank],
            [i for i in expected if i in free],
            [i for i in expected[-1:] if self._is_best_in_lists(i, numbers[i])],
            [i for i in near if self.lines[i].after_blank],
            [i for i in near if numbers[i] != 1],
        ):
            if group:
                return group[-1]
        return None

    def _continue_list(self, line: Line) -> None:
        if line.number == 1 or self._continues(line):
            self.list = (line.number or 0, line.mark[-1])

    def _as_text(self, line: Line, code: str) -> Line:
        if code:
            self.findings.append(Finding(line.at, code, line.text.strip()))
        return line._replace(kind="text")


def _roots_without_blank(lines: list[Line]) -> list[Finding]:
    """Bare-numbered root questions that lack the blank line that most others have."""
    roots = [line for line in lines if line.kind == "root"]
    bare = [line for _, line in pairwise(roots) if not line.mark.startswith("Q")]
    close = [line for line in bare if not line.after_blank]
    if len(close) * 2 >= len(bare):
        return []
    return [Finding(line.at, "doubtful_root", line.text.strip()) for line in close]
