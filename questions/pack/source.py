"""A TOML file as text: what it says, and where in it a question and a field stand."""

import re
import tomllib
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

from questions.pack.problem import PackError, Problem

MAX_DOTS = 50
_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*",
    re.DOTALL,
)
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
_STATEMENT = re.compile(
    r"^[ \t]*(?P<table>\[{0,2})[ \t]*(?P<name>[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*[=\]]",
    re.MULTILINE,
)
_LONG_KEY = re.compile(rf"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{MAX_DOTS}}}")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class Source:
    """One file of a pack; lines count from 1."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def data(self) -> dict[str, Any]:
        """Give what the file says. Raises PackError for what is no TOML.

        Keys of very many parts, on which the parser would spend hours, are none.
        """
        if found := _LONG_KEY.search(self.text):
            raise PackError([Problem("toml", self.path, self._line(found.start()))])
        try:
            return tomllib.loads(self.text)
        except RecursionError as error:
            raise PackError([Problem("toml", self.path)]) from error
        except ValueError as error:
            found = _AT_LINE.search(str(error))
            end = self.text.count("\n") + 1
            line = int(found[1]) if found else end if "end of document" in str(error) else 0
            raise PackError([Problem("toml", self.path, line)]) from error

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """Where each question begins and ends, with the comments right above it."""
        starts = [self._with_comments(one.start()) for one in _HEADER.finditer(self._bare)]
        return list(pairwise([*starts, len(self.text)]))

    def line(self, number: int | None, where: str = "") -> int:
        """Give the line of a field ("pitfalls.1.why.en") of question `number` (from 0).

        Where the field is not there, that of the part it belongs to, else of the question;
        None is what stands outside all questions.
        """
        if number not in self._fields:
            start, end = self._body(number)
            self._fields[number] = _Fields(self._bare[start:end], start)
        at = self._fields[number].place(where.split("."))
        if at is None:
            return 0 if number is None else self._line(self._body(number)[0])
        return self._line(at)

    @cached_property
    def _fields(self) -> dict[int | None, "_Fields"]:
        return {}

    def _body(self, number: int | None) -> tuple[int, int]:
        if number is None:
            return 0, len(self.text)
        start, end = self.blocks[number]
        header = _HEADER.search(self._bare, start)
        return (header.start() if header else start), end

    @cached_property
    def _bare(self) -> str:
        """The text with strings and comments blotted out, every place as it was."""
        return _WORDS.sub(lambda found: "x" * len(found[0]), self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return [found.end() for found in re.finditer("\n", self.text)]

    def _with_comments(self, start: int) -> int:
        """Give where the comments begin that end here; line ends in strings are blotted."""
        while start and self._bare[start - 1] == "\n":
            above = self._bare.rfind("\n", 0, start - 1) + 1
            if not self.text[above:start].lstrip(" \t").startswith("#"):
                break
            start = above
        return start

    def _line(self, offset: int) -> int:
        return bisect(self._ends, offset) + 1


class _Fields:
    """Where the fields of one question stand, or of a file without questions."""

    def __init__(self, bare: str, offset: int) -> None:
        self.bare = bare
        self.offset = offset
        self.names: dict[str, int] = {}
        self.items: dict[int, list[int]] = {}
        tables: Counter[str] = Counter()
        above = ""
        for found in _STATEMENT.finditer(bare):
            table, name = found["table"], re.sub(r"[ \t]", "", found["name"])
            if table:
                name = name.removeprefix("questions.")
                tables[name] += table == "[["
                name = f"{name}.{tables[name]}" if table == "[[" else name
                above = f"{name}." if name != "questions.1" else ""
            self._add(name if table else above + name, found.start())

    def place(self, parts: list[str]) -> int | None:
        """Give where the field stands that these parts name, or the nearest one around it."""
        for count in range(len(parts), 0, -1):
            at = self.names.get(".".join(parts[:count]))
            if at is not None:
                return self.offset + self._item(at, parts[count:])
        return None

    def _add(self, name: str, at: int) -> None:
        while name and name not in self.names:
            self.names[name] = at
            name = name.rpartition(".")[0]

    def _item(self, at: int, rest: list[str]) -> int:
        """Give where an item of a list of inline tables begins, else where the list does."""
        if not rest or not rest[0].isdecimal():
            return at
        if at not in self.items:
            self.items[at] = list(_items(self.bare, at))
        number = int(rest[0])
        return self.items[at][number - 1] if number <= len(self.items[at]) else at


def _items(bare: str, at: int) -> Iterator[int]:
    """Give where the inline tables of a list begin."""
    value = bare.find("=", at) + 1
    if value and bare[value:].lstrip()[:1] == "[":
        for found in re.compile(r"[{\]]").finditer(bare, value):
            if found[0] == "]":
                break
            yield found.start()
