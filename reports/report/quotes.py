"""What a candidate said word for word, found in a note.

A line that begins with a quotation mark is a quote, after the time at which it was written where
the line begins with one: `12:40 "It never saturates."`
"""

import re

_MARKS = "\"'“”‘’「」『』«»＂"
_BEGINS = re.compile(rf"\s*(?:\[?\d{{1,3}}:\d\d(?::\d\d)?\]?\s+)?(?:[{_MARKS}]|>\s)")


def quotes(note: str) -> tuple[str, ...]:
    """Give the quotes of a note in its order, without their marks."""
    begun = [(line, _BEGINS.match(line)) for line in note.splitlines()]
    said = [_unmarked(line[begins.end() :]) for line, begins in begun if begins]
    return tuple(text for text in said if text.strip(f"{_MARKS} "))


def _unmarked(text: str) -> str:
    text = text.strip()
    return text[:-1].rstrip() if text.endswith(tuple(_MARKS)) else text
