"""A picture and all that stands for it where it cannot be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import NamedTuple


class Row(NamedTuple):
    """One row of the table; `number` is the printed number of the question that is its evidence."""

    number: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG as text) with its title, what it says in a sentence, and its table."""

    name: str
    title: str
    description: str
    svg: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]

    def leading_to(self, page: str) -> Picture:
        """Give the picture with its links on another page."""
        svg = self.svg.replace('href="#q', f'href="{escape(page)}#q')
        return replace(self, svg=svg)
