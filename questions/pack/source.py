"""A TOML file as text: what it says, and where in it a question and a field stand."""

import re
import tomllib
from bisect import bisect
from functools import cached_property
from itertools import pairwise
from typing import Any

from questions.pack.problem import PackError, Problem

MAX_DOTS = 10
MAX_PARTS = 30_000
MAX_LOOKED_THROUGH = 64_000
_WORDS = (
    re.compile(  # linear: what has begun never gives back, and one left open ends with the file
        r'"""(?:[^"\\]++|\\.?|"{1,2}+(?!"))*+"{0,5}'
        r"|'''(?:[^']++|'{1,2}+(?!'))*+'{0,5}"
        r'|"(?:[^"\\\n]++|\\.?)*+"?'
        r"|'[^'\n]*+'?"
        r"|\#[^\n]*+",
        re.DOTALL,
    )
)
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
_LONG_KEY = re.compile(rf"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{MAX_DOTS}}}")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class Source:
    """One file of a pack; lines count from 1."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def data(self) -> dict[str, Any]:
        """Give what the file says. Raises PackError for what is no TOML, and `too_many_values`.

        Keys of very many parts, on which the parser would spend hours, are none; neither may there
        be very many of them, for which it takes hundreds of bytes each.
        """
        if found := _LONG_KEY.search(self.text):
            raise PackError([Problem("toml", self.path, self._line(found.start()))])
        if self._bare.count(".") + self._bare.count("\n[") > MAX_PARTS:
            values = {"limit": MAX_PARTS}
            raise PackError([Problem("too_many_values", self.path, values=values)])
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
        None is what stands outside all questions. Only the beginning of very long ones is searched.
        """
        start, end = (0, len(self.text)) if number is None else self._body(number)
        end = min(end, start + MAX_LOOKED_THROUGH)
        at = _place(self._bare[start:end], where.split(".") if where else [])
        return 0 if at is None and number is None else self._line(start + (at or 0))

    def _body(self, number: int) -> tuple[int, int]:
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


def _place(bare: str, parts: list[str]) -> int | None:
    """Give where the field stands that these parts name, or the nearest one around it."""
    for count in range(len(parts), 0, -1):
        name = r"[ \t]*\.[ \t]*".join(map(re.escape, parts[:count]))
        found = re.search(rf"^[ \t]*{name}[ \t]*[=.]", bare, re.MULTILINE)
        found = found or re.search(
            rf"^[ \t]*\[[ \t]*(?:questions\.)?{name}[ \t]*\]", bare, re.MULTILINE
        )
        if found:
            return _in_list(bare, found.start(), parts[count:])
    if len(parts) > 1 and parts[1].isdecimal():
        return _in_table(bare, parts[0], int(parts[1]), parts[2:])
    return None


def _in_list(bare: str, start: int, rest: list[str]) -> int:
    """Give where an item of a list of inline tables begins, else where the list does."""
    value = bare.find("=", start)
    if not rest or not rest[0].isdecimal() or bare[value + 1 :].lstrip()[:1] != "[":
        return start
    items = [found.start() for found in re.finditer("[{]|\\]", bare[value:])]
    closing = [place for place in items if bare[value + place] == "]"]
    inside = [place for place in items if place < (closing or [len(bare)])[0]]
    number = int(rest[0])
    return value + inside[number - 1] if number <= len(inside) else start


def _in_table(bare: str, name: str, number: int, rest: list[str]) -> int | None:
    """Give where a field stands in one of several `[[questions.name]]`."""
    header = rf"^[ \t]*\[\[[ \t]*(?:questions\.)?{re.escape(name)}[ \t]*\]\]"
    starts = [found.start() for found in re.finditer(header, bare, re.MULTILINE)]
    if number > len(starts):
        return None
    start = starts[number - 1]
    end = [*starts, len(bare)][number]
    inside = _place(bare[start + 1 : end], rest) if rest else None
    return start if inside is None else start + 1 + inside
