"""The walk: every chain as a tree, with the path that was taken through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interview.state import Outcome
from reports.pictures.picture import Picture, Row
from reports.pictures.svg import WIDTH, cut, drawing, element, link, shape, words

if TYPE_CHECKING:
    from reports.report import Chain, Line, Report
    from reports.words import Words

# Keeps small numbers readable where edges run behind them.
_HALO: dict[str, Any] = {
    "font_size": 9,
    "stroke": "surface",
    "stroke_width": 4,
    "paint_order": "stroke",
}
_STEP, _LEVEL, _GAP, _HEAD, _KEY = 30, 42, 26, 20, 34


def walk(report: Report, say: Words) -> Picture:
    """Draw the chains of a report."""
    gettext = say.gettext
    title = gettext("The walk")
    description = gettext(
        "Each chain from its root down; the colour is the score, the shape the outcome, and the "
        "small numbers are the order of asking."
    )
    places = {line.number: place for place, line in enumerate(report.order, start=1)}
    blocks = [_Block(chain, places, say) for chain in report.chains]
    placed = list(_flow(blocks))
    bottom = max(top + block.height for block, _, top in placed)
    trees = [
        element("g", *block.drawn(), transform=f"translate({left:g} {top:g})")
        for block, left, top in placed
    ]
    return Picture(
        "walk",
        title,
        description,
        drawing("walk", bottom + _KEY, title, description, *trees, *_key(bottom + 18, say)),
        (gettext("Order"), gettext("Question"), gettext("Outcome"), gettext("Score")),
        tuple(_row(line, places.get(line.number), say) for line in report.lines),
    )


def _flow(blocks: list[_Block]) -> Iterator[tuple[_Block, float, float]]:
    """Give each block its place, from left to right and row by row, as words in a paragraph."""
    left = top = tallest = 0.0
    for block in blocks:
        if left and left + block.width > WIDTH:
            left, top, tallest = 0.0, top + tallest + _GAP, 0.0
        yield block, left, top
        left += block.width + _GAP
        tallest = max(tallest, block.height)


@dataclass(frozen=True)
class _Block:
    """One chain as a tree: leaves side by side, everything else above the middle of its own."""

    chain: Chain
    places: dict[str, int]
    say: Words

    @cached_property
    def across(self) -> dict[str, float]:
        """How far to the right each question stands, in steps."""
        leaves, across = 0, {}
        below: dict[str, list[float]] = {}
        for line in reversed(self.chain.lines):
            own = below.get(line.number)
            if own:
                across[line.number] = (own[0] + own[-1]) / 2
            else:
                across[line.number], leaves = -float(leaves), leaves + 1
            below.setdefault(_above(line.number), []).append(across[line.number])
        return {number: leaves - 1 + place for number, place in across.items()}

    @property
    def step(self) -> float:
        return min(_STEP, (WIDTH - _STEP) / max(1, max(self.across.values())))

    @property
    def width(self) -> float:
        return max(self.across.values()) * self.step + _STEP

    @property
    def height(self) -> float:
        return _HEAD + max(line.depth for line in self.chain.lines) * _LEVEL

    def drawn(self) -> Iterator[str]:
        """Give the edges first, so that the questions lie on top of them."""
        yield from (self._edge(line) for line in self.chain.lines[1:])
        yield from (self._node(line) for line in self.chain.lines)

    def _at(self, number: str) -> tuple[float, float]:
        depth = number.count(".")
        return self.across[number] * self.step + _STEP / 2, _HEAD + depth * _LEVEL + 12

    def _edge(self, line: Line) -> str:
        x1, y1 = self._at(_above(line.number))
        x2, y2 = self._at(line.number)
        bend = (y1 + y2) / 2
        return shape(
            "path",
            stroke="accent" if line.reached else "line",
            stroke_width=2.5 if line.reached else 1.5,
            d=f"M{x1:g} {y1:g}C{x1:g} {bend:g} {x2:g} {bend:g} {x2:g} {y2:g}",
        )

    def _node(self, line: Line) -> str:
        x, y = self._at(line.number)
        parts = [_mark(line.outcome, line.score)]
        if line.depth == 1:
            parts.append(words(0, -16, line.number, "soft", text_anchor="middle"))
        if place := self.places.get(line.number):
            number = words(0, 20, str(place), "soft", text_anchor="middle", **_HALO)
            parts.append(number)
        node = element("g", *parts, transform=f"translate({x:g} {y:g})")
        return link(line.number, _told(line, self.say), node)


def _mark(outcome: Outcome, score: int | None) -> str:
    """Draw what became of a question, around the origin."""
    if outcome is Outcome.NOT_REACHED:
        return shape("circle", fill="surface", stroke="control", r=5)
    ground = shape("circle", fill="surface", r=11)
    if outcome is Outcome.SKIPPED:
        return ground + shape("path", stroke="soft", stroke_width=2, d="M-6 0H6")
    if outcome is Outcome.NO_ANSWER:
        ring = shape("circle", fill="surface", stroke="soft", stroke_width=1.5, r=10)
        return ring + shape("path", stroke="soft", stroke_width=2, d="M-4-4L4 4M4-4L-4 4")
    tone = f"score-{score}" if score else "accent"
    box = shape("rect", fill=tone, x=-11, y=-11, width=22, height=22, rx=5)
    hint = outcome is Outcome.ANSWERED_WITH_HINT
    return ground + box + _inside(score) + (_HINT if hint else "")


def _inside(score: int | None) -> str:
    if score is None:
        return shape("path", stroke="inverse", stroke_width=2, d="M-5 0L-1.5 4L5-4")
    return words(0, 5, str(score), "inverse", text_anchor="middle", font_weight=600)


_HINT = shape("circle", fill="ink", stroke="surface", stroke_width=1.5, cx=10, cy=-10, r=4)


def _key(top: float, say: Words) -> Iterator[str]:
    """Say what each shape means."""
    left = 12.0
    for outcome in reversed(Outcome):
        name = say.outcome(outcome)
        sign = _mark(outcome, None)
        yield element("g", sign, transform=f"translate({left:g} {top:g}) scale(0.8)")
        yield words(left + 16, top + 5, name, "soft", font_size=12)
        left += 44 + 12 * sum(0.9 if ord(c) > 0x1100 else 0.54 for c in name)


def _row(line: Line, place: int | None, say: Words) -> Row:
    cells = (
        str(place or ""),
        f"{line.number} {line.prompt.text}",
        say.outcome(line.outcome),
        str(line.score or ""),
    )
    return Row(line.number, cells)


def _told(line: Line, say: Words) -> str:
    score = f", {line.score} {say.score(line.score)}" if line.score else ""
    return f"{line.number} {cut(line.prompt.text, WIDTH)}: {say.outcome(line.outcome)}{score}"


def _above(number: str) -> str:
    return number.rpartition(".")[0]
