"""Mark the words of a search in a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions.query import is_korean

AROUND = 60


@dataclass(frozen=True)
class Stretch:
    """A piece of text, and whether it is one of the words that were looked for."""

    text: str
    hit: bool


def mark(text: str, words: Iterable[str]) -> tuple[Stretch, ...]:
    """Cut a text where a word begins or ends; case is ignored."""
    pattern = _pattern(words)
    if pattern is None:
        return (Stretch(text, False),) if text else ()
    # re.split gives what lies between the words and the words in turn
    pieces = pattern.split(text)
    return tuple(Stretch(piece, bool(n % 2)) for n, piece in enumerate(pieces) if piece)


def excerpt(text: str, words: Iterable[str], around: int = AROUND) -> tuple[Stretch, ...]:
    """Mark the part of a text around the first word in it; nothing where there is none."""
    pattern = _pattern(words)
    found = pattern.search(text) if pattern else None
    if not found:
        return ()
    start, end = max(0, found.start() - around), found.end() + 2 * around
    start = text.find(" ", start) + 1 if start and " " in text[start : found.start()] else start
    cut = " ".join(text[start:end].split())
    return mark(f"{'…' * bool(start)}{cut}{'…' * (end < len(text))}", words)


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    longest_first: Sequence[str] = sorted({word for word in words if word}, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(f"({'|'.join(map(_spelt, longest_first))})", re.IGNORECASE)


def _spelt(word: str) -> str:
    """Give the pattern of a word; Korean ones may be written with spaces inside."""
    return r"\s?".join(map(re.escape, word)) if is_korean(word) else re.escape(word)
