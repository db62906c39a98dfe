"""Text of an outline -> `Outline`. The rules are those of `docs/formats.md`."""

from __future__ import annotations

from dataclasses import dataclass, field

from questions.outline.doubts import doubts
from questions.outline.lines import (
    FORBIDDEN,
    Line,
    clean,
    faults,
    is_blank,
    is_closing,
    list_number,
    scan,
    unify_line_ends,
)
from questions.outline.numbering import settle
from questions.outline.shape import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_PROBLEMS,
    MAX_QUESTIONS,
    MAX_TEXT,
    Finding,
    Item,
    Outline,
    OutlineError,
    Problem,
    Topic,
)


def parse(text: str) -> Outline:
    """Read an outline.

    Raises OutlineError with the first MAX_PROBLEMS problems. A text over the limit of bytes is
    not looked at further, nor is what follows one question too many. For the limit of bytes, a
    character outside ASCII counts two, so that no file that `decode` accepts is refused for its
    size.
    """
    size = len(text) + sum(not char.isascii() for char in text)
    if size > MAX_BYTES:
        raise OutlineError([Problem(0, "too_large", {"size": size, "limit": MAX_BYTES})])
    text = unify_line_ends(text.removeprefix("\ufeff"))
    lines, findings = settle(scan(text))
    builder = _Builder(findings)
    for line in lines:
        if len(builder.nodes) > MAX_QUESTIONS or len(builder.problems) > MAX_PROBLEMS:
            break
        builder.take(line)
    return builder.finish(faults(text, FORBIDDEN))


@dataclass
class _Words:
    """A text that grows line by line; `at` is the line of its marker."""

    at: int
    lines: list[Line] = field(default_factory=list)
    shown: bool = False  # something else than white space stands in it

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.shown = self.shown or not is_blank(line.text)

    def __str__(self) -> str:
        return clean("\n".join(line.text for line in self.lines))


@dataclass
class _Node:
    """A question that is being read; `rank` and `indent` place the follow-ups below it."""

    prompt: _Words
    depth: int = 1
    rank: int = 0
    indent: int = -1
    single: bool = False
    heard: _Words | None = None
    children: list[_Node] = field(default_factory=list)

    def item(self) -> Item:
        heard = None if self.heard is None else str(self.heard)
        children = tuple(child.item() for child in self.children)
        return Item(str(self.prompt), heard, self.prompt.at, children)


@dataclass
class _Topic:
    title: str
    at: int = 0
    chains: list[_Node] = field(default_factory=list)


class _Builder:
    """Takes the settled lines in order; `finish` gives the outline or raises."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.problems: list[Problem] = []
        self.topics = [_Topic("")]
        self.nodes: list[_Node] = []
        self.open: list[_Node] = []  # from the root question down to the last follow-up
        self.notes: list[_Words] = [_Words(1)]
        self.notes_after: list[_Words] = []
        self.words = self.notes[0]

    def take(self, line: Line) -> None:
        """Put one line in its place."""
        match line.kind:
            case "heading":
                self._open_topic(line)
            case "root":
                self._open_root(line)
            case "follow_up":
                self._open_follow_up(line)
            case "answer":
                self._open_answer(line)
            case _:
                self._add(line)

    def finish(self, problems: list[Problem]) -> Outline:
        """The outline, given the problems that were found elsewhere."""
        self._split_closing()
        self.problems += problems + self._limits()
        if not self.nodes and not self.problems:
            self.problems.append(Problem(0, "no_questions"))
        if self.problems:
            raise OutlineError(self.problems)
        return self._outline()

    def _open_topic(self, line: Line) -> None:
        self.topics.append(_Topic(clean(line.words), line.at))
        self.open = []
        self.words = _Words(line.at)
        self.notes_after.append(self.words)

    def _open_root(self, line: Line) -> None:
        node = _Node(self._start(line))
        self.topics[-1].chains.append(node)
        self.nodes.append(node)
        self.open = [node]
        self.notes += self.notes_after
        self.notes_after = []

    def _open_follow_up(self, line: Line) -> None:
        words = self._start(line)
        if not self.open:
            params = {"text": line.text.strip()[:80]}
            self.problems.append(Problem(line.at, "follow_up_before_root", params))
            return
        pluses = len(line.mark)
        node = _Node(words, 0, pluses, line.indent, pluses == 1)
        parent = self._parent(node, line)
        node.depth = parent.depth + 1
        node.rank = pluses if pluses > 1 else parent.rank + 1
        parent.children.append(node)
        self.open.append(node)
        self.nodes.append(node)
        if line.words[:1] in tuple("0123456789="):
            self._find(line, "unusual_marker")

    def _parent(self, node: _Node, line: Line) -> _Node:
        """The question that a follow-up belongs to; `self.open` ends with it afterwards."""
        depths = self._deeper(node) if node.single else self._shallower(node.rank)
        last = self.open[-1]
        del self.open[depths:]
        parent = self.open[-1]
        if not node.single and parent.rank < node.rank - 1:
            self._find(line, "level_skipped")
        if node.single and parent is not last and parent.indent < node.indent < last.indent:
            self._check_indent(node, line, parent)
        return parent

    def _shallower(self, pluses: int) -> int:
        """How many open questions stay open above a follow-up with two or more plus signs."""
        return next(i for i in range(len(self.open), 0, -1) if self.open[i - 1].rank < pluses)

    def _deeper(self, node: _Node) -> int:
        """How many open questions stay open above a follow-up with a single plus sign."""
        for index, other in enumerate(self.open):
            if other.single and other.indent == node.indent:
                return index
        depths = range(len(self.open), 0, -1)
        return next(i for i in depths if self.open[i - 1].indent < node.indent)

    def _check_indent(self, node: _Node, line: Line, parent: _Node) -> None:
        siblings = parent.children
        if siblings and siblings[-1].single and siblings[-1].indent != node.indent:
            self._find(line, "uneven_indent")

    def _open_answer(self, line: Line) -> None:
        words = self._start(line)
        if self.open:
            self.open[-1].heard = words
        if line.mark == "A,":
            self._find(line, "unusual_marker")

    def _start(self, line: Line) -> _Words:
        """A new text that begins with the words after a marker."""
        self.words = _Words(line.at)
        self.words.add(Line(line.at, "text", line.words))
        return self.words

    def _add(self, line: Line) -> None:
        if line.kind == "text" and line.after_blank and self.open and self.words.shown:
            self._find(line, "blank_line_inside")
        if line.kind == "text" and not self.open and len(self.topics) > 1:
            self._find(line, "text_under_topic")
        self.words.add(line)

    def _find(self, line: Line, code: str) -> None:
        self.findings.append(Finding(line.at, code, line.text.strip()))

    def _split_closing(self) -> None:
        """Move what follows the last question, but does not belong to it, to the notes."""
        if not self.open:
            return
        lines = self.words.lines
        cut, doubtful = _closing(lines, self.words is self.open[-1].heard)
        closing = _Words(self.words.at, lines[cut:])
        del lines[cut:]
        self.notes_after.append(closing)
        moved = {line.at for line in closing.lines}
        self.findings = [
            finding
            for finding in self.findings
            if finding.line not in moved or finding.code != "blank_line_inside"
        ]
        if closing.lines and doubtful:
            first = next(line for line in closing.lines if line.kind == "text")
            self._find(first, "closing_text")

    def _limits(self) -> list[Problem]:
        deep = [node for node in self.nodes if node.depth > MAX_DEPTH]
        problems = [
            Problem(node.prompt.at, "too_deep", {"depth": node.depth, "limit": MAX_DEPTH})
            for node in deep
        ]
        if len(self.nodes) > MAX_QUESTIONS:
            first = self.nodes[MAX_QUESTIONS]
            params = {"count": MAX_QUESTIONS + 1, "limit": MAX_QUESTIONS}
            problems.append(Problem(first.prompt.at, "too_many_questions", params))
        for node in self.nodes:
            problems += _check_node(node)
        for topic in self.topics:
            problems += _check_size(topic.at, "topic", topic.title)
        problems += _check_size(1, "note", _join(self.notes))
        after = next((words.at for words in self.notes_after), 0)
        return problems + _check_size(after, "note", _join(self.notes_after))

    def _outline(self) -> Outline:
        topics = tuple(
            Topic(topic.title, tuple(node.item() for node in topic.chains))
            for topic in self.topics
            if topic.at or topic.chains
        )
        outline = Outline(_join(self.notes), _join(self.notes_after), topics)
        for topic in self.topics:
            if topic.at and not topic.chains:
                self.findings.append(Finding(topic.at, "empty_topic", topic.title))
        for node in self.nodes:
            self.findings += _look(node)
        ordered = sorted(set(self.findings), key=lambda finding: (finding.line, finding.code))
        return Outline(outline.notes_before, outline.notes_after, topics, tuple(ordered))


def _closing(lines: list[Line], may_be_empty: bool) -> tuple[int, bool]:
    """Where the closing note begins in the last text of a file, and whether that is doubtful.

    `may_be_empty`: the text may have no words of its own, as an answer may, but not a prompt.
    """
    shown = [i for i, line in enumerate(lines) if not is_blank(line.text)]
    if not shown:
        return len(lines), False
    blanks = [i for i in range(shown[-1]) if lines[i].kind == "blank"]
    for i in blanks:
        if lines[i + 1].kind == "blank" and (may_be_empty or shown[0] < i):
            return i, False
    for i in blanks:
        if shown[0] < i and not list_number(lines[i + 1].text):
            return i, True
    last = lines[shown[-1]]
    if len(shown) > 1 and not last.mark and is_closing(last.text):
        return shown[-1], True
    return len(lines), False


def _check_node(node: _Node) -> list[Problem]:
    prompt = str(node.prompt)
    problems = _check_size(node.prompt.at, "question", prompt)
    if not prompt:
        problems.append(Problem(node.prompt.at, "empty_prompt"))
    if node.heard is not None:
        problems += _check_size(node.heard.at, "answer", str(node.heard))
    return problems


def _check_size(at: int, what: str, text: str) -> list[Problem]:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size <= MAX_TEXT:
        return []
    return [Problem(at, "text_too_long", {"what": what, "size": size, "limit": MAX_TEXT})]


def _look(node: _Node) -> list[Finding]:
    """What makes the words of a question doubtful."""
    prompt = str(node.prompt)
    found = doubts(node.prompt.lines)
    if node.heard is None:
        found.append(Finding(node.prompt.at, "no_answer", prompt))
    elif not str(node.heard):
        found.append(Finding(node.heard.at, "empty_answer", prompt))
    return found + doubts(node.heard.lines if node.heard else [])


def _join(notes: list[_Words]) -> str:
    return "\n\n".join(filter(None, map(str, notes)))
