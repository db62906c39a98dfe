"""What the lines of a note say: when they were written, and whose words they are.

Pure. The console begins a line with the time on its clock, "[12:34] "; a quote mark at the
beginning of a line (after the time) makes the rest of it the candidate's own words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MARKS = '"“”„«»「」『』＂>'
_LINE = re.compile(rf"(?:\[((?:\d+:)?\d{{1,2}}:\d\d)\] ?)?\s*([{MARKS}])?(.*)", re.DOTALL)


class Said(NamedTuple):
    """One line: the time on the interview's clock ("" where none stands), and the words."""

    at: str
    quoted: bool
    text: str


def said(note: str) -> tuple[Said, ...]:
    """Give the lines of a note. A line that is no quote keeps its text as it is."""
    return tuple(_said(line) for line in note.splitlines())


def _said(line: str) -> Said:
    at, mark, rest = _LINE.fullmatch(line).groups()  # type: ignore[union-attr]
    if mark and rest.strip(MARKS + " "):
        return Said(at or "", True, rest.strip().rstrip(MARKS).strip())
    return Said(at, False, line.partition("] ")[2]) if at else Said("", False, line)
