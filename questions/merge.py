"""Put two edits of one card together, three ways: what only one side changed holds by itself."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from questions.card import LANGUAGES, SCORES, Card

Path = tuple[str, ...]
Pair = tuple[Any, Any]  # the same unless the sides disagree: with theirs there, and with mine

_MISSING: Any = object()
_TEXTS: tuple[Path, ...] = (
    *((part,) for part in ("prompt", "answer", "heard", "why")),
    *(("probe", part) for part in ("ask", "expect")),
    *(("anchors", score) for score in SCORES),
    ("words",),
)
_WHOLE = (
    *("kind", "level", "when", "minutes", "figure", "answer_figure"),
    *("key_points", "hints", "pitfalls", "sources", "facts"),
)
PARTS: tuple[Path, ...] = (
    *((*path, language) for path in _TEXTS for language in LANGUAGES),
    *((part,) for part in _WHOLE),
)


@dataclass(frozen=True)
class Merge:
    """Two edits in one: where they disagree, `mine` and `theirs` hold each side's own."""

    theirs: Card
    mine: Card

    @property
    def disputed(self) -> tuple[Path, ...]:
        """The ways to the parts in which the sides disagree."""
        theirs, mine = self.theirs.model_dump(mode="json"), self.mine.model_dump(mode="json")
        return tuple(path for path in PARTS if at(theirs, path) != at(mine, path))


def merge(base: Card, theirs: Card, mine: Card) -> Merge:
    """Put together what two sides made of `base`; the standing is theirs.

    Texts and values are taken whole, each language for itself. Rows of lists are matched, so that
    a row added here and a row reworded there both hold.
    """
    stood = {"standing": theirs.standing, "checked": theirs.checked}
    sides = (base, theirs, mine)
    contents = (side.model_copy(update=stood).model_dump(mode="json") for side in sides)
    with_theirs, with_mine = _merged(*contents)
    return Merge(Card.model_validate(with_theirs), Card.model_validate(with_mine))


def at(content: Any, path: Path) -> Any:
    """Give what is at the end of a way into nested data, None where there is nothing."""
    for step in path:
        content = content.get(step) if isinstance(content, Mapping) else None
    return content


def _merged(base: Any, theirs: Any, mine: Any) -> Pair:
    if theirs in (mine, base):
        return mine, mine
    if mine == base:
        return theirs, theirs
    sides = (base, theirs, mine)
    if all(isinstance(side, dict) or side is _MISSING for side in sides):
        return _merged_fields(*({} if side is _MISSING else side for side in sides))
    if all(isinstance(side, list) for side in sides):
        return _merged_rows(*sides)
    return theirs, mine


def _merged_fields(base: dict, theirs: dict, mine: dict) -> Pair:
    pairs = {
        key: _merged(*(side.get(key, _MISSING) for side in (base, theirs, mine)))
        for key in {**theirs, **mine, **base}
    }
    with_theirs, with_mine = (
        {key: pair[side] for key, pair in pairs.items() if pair[side] is not _MISSING}
        for side in (0, 1)
    )
    return with_theirs, with_mine


def _merged_rows(base: list, theirs: list, mine: list) -> Pair:
    with_theirs: list[Any] = []
    with_mine: list[Any] = []
    for stretch in _stretches(base, theirs, mine):
        for_theirs, for_mine = _merged_stretch(*stretch)
        with_theirs += for_theirs
        with_mine += for_mine
    return with_theirs, with_mine


def _merged_stretch(base: list, theirs: list, mine: list) -> Pair:
    """Merge rows one by one where each side still has as many; else the sides' rows are whole."""
    if theirs in (mine, base) or mine == base or not base:
        return _merged_whole(base, theirs, mine)
    if len(base) == len(theirs) == len(mine):
        pairs = [_merged(*rows) for rows in zip(base, theirs, mine, strict=True)]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return theirs, mine


def _merged_whole(base: list, theirs: list, mine: list) -> Pair:
    if theirs in (mine, base):
        return mine, mine
    if mine == base:
        return theirs, theirs
    both = [*theirs, *(row for row in mine if row not in theirs)]
    return both, both  # rows that both sides added here: neither takes the other's away


def _stretches(base: list, theirs: list, mine: list) -> Iterator[tuple[list, list, list]]:
    """Cut three lists at the rows that all of them still have, those rows included."""
    start = (0, 0, 0)
    for here in (*_common(base, theirs, mine), (len(base), len(theirs), len(mine))):
        b, t, m = here
        yield base[start[0] : b], theirs[start[1] : t], mine[start[2] : m]
        yield base[b : b + 1], theirs[t : t + 1], mine[m : m + 1]
        start = (b + 1, t + 1, m + 1)


def _common(base: list, theirs: list, mine: list) -> list[tuple[int, int, int]]:
    """Give where each row stands that is the same on all sides."""
    in_theirs, in_mine = _matches(base, theirs), _matches(base, mine)
    return [(n, in_theirs[n], in_mine[n]) for n in sorted(in_theirs.keys() & in_mine.keys())]


def _matches(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    old, new = ([json.dumps(row, sort_keys=True) for row in side] for side in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}
