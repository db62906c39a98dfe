"""What changed between two cards, word by word; Korean words part where their stem ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, takewhile
from typing import Literal

from questions.card import Card, facets

Op = Literal["same", "removed", "added"]
CODES = (
    "kind",
    "level",
    "when",
    "standing",
)  # parts whose value is a code, to be shown in the reader's words

_TOKEN = re.compile(r"[가-힣]+|[^\W가-힣]+|[^\S\n]+|\n|[^\w\s]")
_HANGUL = re.compile(r"[가-힣]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    op: Op
    text: str


@dataclass(frozen=True)
class Change:
    """One part of the card in one language ("" where it has none), and what happened to it."""

    part: str
    language: str
    pieces: tuple[Piece, ...]


def compare(before: Card, after: Card) -> tuple[Change, ...]:
    """List the parts that differ, in the order in which a card is read."""
    old, new = facets(before), facets(after)
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        Change(*key, _pieces(key[0], old.get(key, ""), new.get(key, "")))
        for key in sorted(keys, key=_reading_order)
        if old.get(key) != new.get(key)
    )


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Give the way from one text to the other; the pieces that did not come make up `before`."""
    pieces: list[Piece] = []
    for old, new in _blocks(before.splitlines(True), after.splitlines(True)):
        pieces += _between("".join(old), "".join(new))
    return tuple(_joined(_calmed(_joined(pieces))))


_PARTS = (
    *("prompt", "figure", "answer", "answer_figure", "heard", "key_points", "essential", "hints"),
    *("anchors", "pitfalls", "probe", "why", "sources", "facts", "kind", "level", "when", "words"),
    *("minutes", "standing", "checked"),
)


def _reading_order(key: tuple[str, str]) -> tuple[int, bool]:
    return _PARTS.index(key[0]), key[1] == "en"


def _pieces(part: str, old: str, new: str) -> tuple[Piece, ...]:
    if part in CODES:
        return tuple(_joined([Piece("removed", old), Piece("added", new)]))
    return words(old, new)


def _between(old: str, new: str) -> Iterator[Piece]:
    """Compare two texts token by token, and inside a Hangul word by its stem."""
    for before, after in _blocks(_TOKEN.findall(old), _TOKEN.findall(new)):
        gone, come = "".join(before), "".join(after)
        stem = gone if gone == come else _stem(before, after)
        yield Piece("same", stem)
        yield Piece("removed", gone[len(stem) :])
        yield Piece("added", come[len(stem) :])


def _stem(before: list[str], after: list[str]) -> str:
    """Give what two Korean words share at their front: 문제를 and 문제가 share 문제."""
    if len(before) == len(after) == 1 and all(map(_HANGUL.fullmatch, (*before, *after))):
        pairs = zip(before[0], after[0], strict=False)
        return "".join(a for a, _b in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return ""


def _blocks(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Pair the stretches that are equal, and between them those that are not."""
    for _op, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        yield before[i:j], after[k:m]


def _calmed(pieces: list[Piece]) -> Iterator[Piece]:
    """Let a lone space between two changes be part of both, so that phrases change as one."""
    for number, piece in enumerate(pieces):
        inside = 0 < number < len(pieces) - 1
        if piece.op == "same" and inside and piece.text.isspace() and "\n" not in piece.text:
            yield Piece("removed", piece.text)
            yield Piece("added", piece.text)
        else:
            yield piece


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Put neighbours together: in a changed stretch what went comes first, then what came."""
    joined: list[Piece] = []
    for changed, stretch in groupby((p for p in pieces if p.text), lambda p: p.op != "same"):
        texts = list(stretch)
        for op in ("removed", "added") if changed else ("same",):
            if text := "".join(piece.text for piece in texts if piece.op == op):
                joined.append(Piece(op, text))
    return joined
