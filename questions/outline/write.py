"""`Outline` -> text that parses to the same outline."""

import re
from collections.abc import Iterable

from questions.outline.lines import Line, clean, is_closing, is_escapable, list_number, scan
from questions.outline.shape import Item, Outline, Topic


def write(outline: Outline) -> str:
    """Write an outline so that `parse` gives it back, line numbers and findings apart.

    Texts are written in the form that `parse` gives them (NFC, LF, no white space around; a title
    on one line). Root questions are numbered from Q1 through the whole outline. A line that
    would be misread gets a backslash before it. What `parse` refuses, such as an empty prompt,
    is written all the same.
    """
    blocks = [_escape(clean(outline.notes_before), "before")]
    number = 1
    for index, topic in enumerate(outline.topics):
        if index or topic.title or not topic.chains:
            blocks.append(f"## {_one_line(topic.title)}".rstrip())
        blocks += _chains(topic, number)
        number += len(topic.chains)
    body = "\n\n".join(filter(None, blocks))
    closing = _escape(clean(outline.notes_after), "after")
    return "\n\n\n".join(filter(None, [body, closing])) + "\n"


def _chains(topic: Topic, number: int) -> Iterable[str]:
    for offset, chain in enumerate(topic.chains):
        yield from _item(chain, f"Q{number + offset}.", 1)


def _item(item: Item, mark: str, pluses: int) -> Iterable[str]:
    yield f"{mark} {_escape(clean(item.prompt))}".rstrip()
    if item.heard is not None:
        yield _answer(_escape(clean(item.heard)))
    for child in item.children:
        yield from _item(child, "+" * pluses, pluses + 1)


def _answer(heard: str) -> str:
    """A list begins on a line of its own, below the marker."""
    between = "\n" if "\n" in heard and _starts_list(heard) else " "
    return f"A.{between}{heard}".rstrip()


def _starts_list(words: str) -> bool:
    found = list_number(words)
    return found is not None and found[0] == 1


def _one_line(title: str) -> str:
    return re.sub(r"\s*\n\s*", " ", clean(title))


def _escape(text: str, notes: str = "") -> str:
    """The text with a backslash before every line that would not be read as a part of it.

    `notes` is "" for the words of a question, whose first line stands after a marker, or
    "before" or "after" for notes.
    """
    lines = text.split("\n")
    escaper = _Escaper(notes)
    escaped = [escaper.escape(raw, line) for raw, line in zip(lines, scan(text), strict=True)]
    if not notes and len(lines) > 1 and is_closing(escaped[-1]):
        escaped[-1] = "\\" + escaped[-1]
    return "\n".join(escaped)


class _Escaper:
    """Escapes the lines of one text in order, following the list that runs in it."""

    def __init__(self, notes: str) -> None:
        self.notes = notes
        self.list: tuple[int, str] | None = None

    def escape(self, raw: str, line: Line) -> str:
        """The line as it has to be written."""
        if line.at == 1 and not self.notes:
            self._follow_list(line.kind == "number", raw)
            return raw
        return "\\" + raw if self._is_misread(raw, line) else raw

    def _is_misread(self, raw: str, line: Line) -> bool:
        match line.kind:
            case "blank":
                return not self.notes
            case "number":
                return self._leaves_list(line, raw)
            case "text":
                return raw.startswith("\\") and is_escapable(raw[1:])
            case _:
                return True

    def _leaves_list(self, line: Line, raw: str) -> bool:
        """Whether a line that begins with a number might be taken for a root question."""
        if self.notes == "before" or line.indent > 1:
            return False
        return self.notes == "after" or not self._follow_list(True, raw)

    def _follow_list(self, is_number: bool, raw: str) -> bool:
        """Whether a line begins or continues a list; if so, the list goes on from it."""
        found = list_number(raw) if is_number else None
        if found is None or (found[0] != 1 and self.list != (found[0] - 1, found[1])):
            return False
        self.list = found
        return True
