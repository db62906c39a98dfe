"""Figures: SVG that holds shapes and text alone, so that a page may have it among its own elements.

What comes out is written anew from what was understood. Nothing in it can run, load or link.
"""

import re
from html import escape
from typing import Any
from xml.parsers import expat

from questions.card import MAX_FIGURE
from questions.characters import hidden

MAX_LEVELS = 32
_SVG = "http://www.w3.org/2000/svg"
_WORDED = {"text", "tspan", "title", "desc"}
_SHAPES = {"path", "line", "rect", "circle", "ellipse", "polyline", "polygon"}
_ELEMENTS = {"svg", "g", "defs", "marker", *_SHAPES, *_WORDED}

_NUMBERS = r"[-+.,%\d\seE]*"
_PATH = r"[-+.,\d\sA-Za-z]*"
_WORD = r"[-.\w]*"
_NAME = r"[A-Za-z][-.\w]*"
_PAINT = r"[A-Za-z]+|\#[\dA-Fa-f]{3,8}|rgba?\([-.,%\d\s]*\)"
_ATTRIBUTES = {
    name: re.compile(values, re.ASCII)
    for values, names in {
        _NUMBERS: "viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy points rotate "
        "textLength refX refY markerWidth markerHeight opacity fill-opacity stroke-opacity "
        "stroke-width stroke-dashoffset stroke-miterlimit pathLength font-size "
        "letter-spacing baseline-shift",
        _PATH: "d preserveAspectRatio",
        _NUMBERS + "|none": "stroke-dasharray",
        r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\([-+.,\d\seE]*\)[\s,]*)*": "transform",
        _PAINT: "fill stroke",
        _WORD: "fill-rule stroke-linecap stroke-linejoin text-anchor dominant-baseline "
        "alignment-baseline font-weight font-style lengthAdjust markerUnits orient visibility "
        "vector-effect version",
        r"[-\w\s,']*": "font-family",
        _NAME: "id",
        rf"{_NAME}(?:\s+{_NAME})*": "aria-labelledby aria-describedby",
        "img|presentation": "role",
        rf"none|url\(\#{_NAME}\)": "marker-start marker-mid marker-end",
    }.items()
    for name in names.split()
}


class FigureError(Exception):
    """A picture cannot be taken: `code` says why, `values` fill the words (with a `line`)."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def clean(svg: str) -> str:
    """Give the SVG written anew; raises FigureError for all but plain shapes and text.

    Comments and processing instructions go; cleaning what is clean changes nothing.
    """
    size = len(svg.encode("utf-8", "replace"))
    if size > MAX_FIGURE:
        raise FigureError("figure_too_large", line=0, size=size, limit=MAX_FIGURE)
    return _Writer().written(svg)


class _Writer:
    """Hears what the parser finds and writes it down."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def written(self, svg: str) -> str:
        try:
            self.parser.Parse(svg.strip(), True)
        except expat.ExpatError as error:
            raise FigureError("figure_broken", line=error.lineno) from error
        except UnicodeEncodeError as error:
            raise FigureError("figure_broken", line=0) from error
        return "".join(self.parts) + "\n"

    def _refuse(self, code: str, **values: str | int) -> FigureError:
        return FigureError(code, line=self.parser.CurrentLineNumber, **values)

    def _doctype(self, *_: object) -> None:
        raise self._refuse("figure_doctype")

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        space, _, name = full_name.rpartition(" ")
        if not self.open and (space, name) != (_SVG, "svg"):
            raise self._refuse("figure_not_svg")
        if space != _SVG or name not in _ELEMENTS or not self._fits(name):
            raise self._refuse("figure_element", name=name)
        if len(self.open) == MAX_LEVELS:
            raise self._refuse("figure_too_deep", limit=MAX_LEVELS)
        if not self.open and not attributes.get("viewBox", "").strip():
            raise self._refuse("figure_no_viewbox")
        own = "" if self.open else f' xmlns="{_SVG}"'
        rest = "".join(self._attribute(*pair) for pair in attributes.items())
        self.parts.append(f"<{name}{own}{rest}>")
        self.open.append(name)

    def _fits(self, name: str) -> bool:
        """Say whether the element may stand here: below words stand only words."""
        above = self.open[-1] if self.open else ""
        if name == "svg":
            return not above
        if above in _SHAPES:
            return name in ("title", "desc")
        return name == "tspan" if above in ("text", "tspan") else above not in _WORDED

    def _attribute(self, name: str, value: str) -> str:
        allowed = _ATTRIBUTES.get(name)
        if not allowed:
            raise self._refuse("figure_attribute", name=name.rpartition(" ")[2])
        if not allowed.fullmatch(value):
            raise self._refuse("figure_value", name=name, value=value[:40])
        return f' {name}="{escape(value)}"'

    def _end(self, _: str) -> None:
        self.parts.append(f"</{self.open.pop()}>")

    def _text(self, text: str) -> None:
        if self.open[-1] in _WORDED:
            if found := hidden(text):
                raise self._refuse("control_character", codepoint=found)
            self.parts.append(escape(text, quote=False))
        elif text.strip():
            raise self._refuse("figure_text", text=text.strip()[:40])
