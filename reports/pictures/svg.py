"""SVG as text, for pictures that look the same on a page, on paper and in a PDF.

Every colour is there twice: as an attribute, which a PDF shows, and as a class that the page's
style sheet gives the colour of the reader's theme. No script, no style, no address but "#q1.2".
"""

from __future__ import annotations

import unicodedata
from html import escape
from typing import Any

from questions.characters import visible

WIDTH = 720
SIZE = 13
TONES = {
    "ink": "#182123",
    "soft": "#505a5d",
    "line": "#dfe4e3",
    "control": "#879193",
    "accent": "#006361",
    "wash": "#e0f5f2",
    "surface": "#ffffff",
    "inverse": "#fcfcfc",
    "score-1": "#b1341c",
    "score-2": "#92600b",
    "score-3": "#106891",
    "score-4": "#343996",
}
_FONT = "Pretendard Variable, Pretendard, sans-serif"
_MORE = "…"
_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")


def element(name: str, *inner: str, **attributes: Any) -> str:
    """Write an element; `inner` is SVG already. "_" in a name stands for "-", None for no such."""
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    said = "".join(f' {key}="{_safe(str(value))}"' for key, value in pairs if value is not None)
    return f"<{name}{said}>{''.join(inner)}</{name}>" if inner else f"<{name}{said}/>"


def shape(name: str, *inner: str, fill: str = "", stroke: str = "", **attributes: Any) -> str:
    """Write a shape in the tones `fill` and `stroke`; "" leaves either out."""
    tones = [f"fill-{fill}" if fill else "", f"stroke-{stroke}" if stroke else ""]
    return element(
        name,
        *inner,
        class_=" ".join(filter(None, tones)) or None,
        fill=TONES[fill] if fill else "none",
        stroke=TONES[stroke] if stroke else None,
        **attributes,
    )


def words(
    x: float, y: float, text: str, tone: str = "ink", room: float = WIDTH, **attributes: Any
) -> str:
    """Write a line of text at its base line, cut where it is wider than `room`."""
    return shape("text", _safe(cut(text, room)), fill=tone, x=x, y=y, **attributes)


def link(number: str, title: str, *inner: str) -> str:
    """Write what leads to the evidence of the question with this printed number."""
    told = element("title", _safe(title))
    return element("a", told, *inner, href=f"#q{number}")


def note(title: str, *inner: str) -> str:
    """Write a group with a title of its own."""
    return element("g", element("title", _safe(title)), *inner)


def drawing(name: str, height: float, title: str, description: str, *inner: str) -> str:
    """Write the whole picture; `name` is unique on its page."""
    return element(
        "svg",
        element("title", _safe(title), id=f"{name}-title"),
        element("desc", _safe(description), id=f"{name}-desc"),
        *inner,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height:g}",
        width=WIDTH,
        height=f"{height:g}",
        class_="picture-drawing",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        font_family=_FONT,
        font_size=SIZE,
    )


def cut(text: str, room: float) -> str:
    """Give the text in one line, cut with "…" where it would be wider than `room`."""
    text = " ".join(text.split())
    if _width(text) <= room:
        return text
    while text and _width(text + _MORE) > room:
        text = text[: -max(1, len(text) // 16)]
    return text.rstrip() + _MORE


def _width(text: str) -> float:
    return sum(SIZE * (0.9 if unicodedata.east_asian_width(c) in "WF" else 0.52) for c in text)


def _safe(text: str) -> str:
    return escape(visible(text).translate(_NO_XML))
