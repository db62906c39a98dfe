"""Plain-text outlines of questions: bytes -> text -> chains, and back.

An outline is what people post: root questions, follow-ups on lines that start with `+`, answers
after `A.`. `decode` turns bytes into text, `parse` text into an `Outline`, `write` an `Outline`
into text that parses to the same, and `match` pairs an `Outline` with the questions that are
already in a pack. The format is described exactly in `docs/formats.md`. No Django here.
"""

from questions.outline.decode import decode
from questions.outline.match import Existing, Match, Placed, match
from questions.outline.parse import parse
from questions.outline.shape import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_QUESTIONS,
    MAX_TEXT,
    Decoded,
    Finding,
    Item,
    Outline,
    OutlineError,
    Problem,
    Topic,
)
from questions.outline.write import write

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_QUESTIONS",
    "MAX_TEXT",
    "Decoded",
    "Existing",
    "Finding",
    "Item",
    "Match",
    "Outline",
    "OutlineError",
    "Placed",
    "Problem",
    "Topic",
    "decode",
    "match",
    "parse",
    "write",
]
