"""The Markdown of cards: CommonMark with tables, strikethrough and math, without HTML and images.

It differs where texts of cards need it: a line break is one, what is indented is no code, a
heading is a bold line (the page has its own), and emphasis may end beside a Korean particle.
"""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as _table
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.rules_inline import image as _image
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar

MAX_COLUMNS = 20
MAX_ROWS = 200
MAX_LACKING = 100  # cells: the page has an element for each that a row leaves out
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_CJK = re.compile(r"[\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7ff]")
# Pandoc's rules: no space inside the dollars, no digit after them; nor one before, for "5$ or 6$".
_MATH = re.compile(
    r"(?<!\d)\$(?![\s$])(?P<inline>(?:[^$\\]|\\.)+)(?<!\s)\$(?!\d)"
    r"|\$\$(?P<display>(?:[^$\\]|\\.)+)\$\$",
    re.DOTALL,
)


def dialect() -> MarkdownIt:
    """Give the parser. Its tokens "math" hold LaTeX; `meta["display"]` says how it stands."""
    md = MarkdownIt("commonmark", {"html": False, "breaks": True})
    md.enable(["table", "strikethrough"]).disable("code")
    md.block.ruler.before(
        "fence", "math", math_block_dollar(allow_labels=False, allow_blank_lines=False)
    )
    md.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("escape", "math", _math)
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.at("image", _image_as_text)
    md.core.ruler.push("fit", _fit)
    md.validateLink = _is_allowed  # type: ignore[method-assign]
    return md


def _is_allowed(url: str) -> bool:
    return bool(_LINK.match(url))


def _bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table as far as its page stays small; what is beyond is text."""
    if not _table(state, start, end, True):
        return False
    columns = _cells(state, start + 1)
    if silent or columns > MAX_COLUMNS:
        return columns <= MAX_COLUMNS
    end = min(end, start + 2 + MAX_ROWS)
    lacking = 0
    for line in range(start + 2, end):
        lacking += max(0, columns - _cells(state, line))
        if lacking > MAX_LACKING:
            end = line
            break
    return _table(state, start, end, False)


def _cells(state: StateBlock, line: int) -> int:
    text = state.getLines(line, line + 1, 0, False).strip().strip("|")
    return text.count("|") + 1


def _math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = _MATH.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = found[found.lastgroup or 0]
        token.meta["display"] = found.lastgroup == "display"
    state.pos = found.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Open and close emphasis as CommonMark does, and beside CJK letters also at punctuation.

    By CommonMark's rules the last stars of `**"인용"**이라고` close nothing: Korean puts particles
    where other languages have a space. What stands beside such a letter counts as if a space did.
    """
    start, known = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    before, after = state.src[max(0, start - 1) : start], state.src[state.pos : state.pos + 1]
    for delimiter in state.delimiters[known:]:
        if delimiter.marker == ord("*"):
            delimiter.open |= bool(_CJK.match(before)) and bool(after.strip())
            delimiter.close |= bool(_CJK.match(after)) and bool(before.strip())
    return True


def _image_as_text(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not _image(state, silent):
        return False
    if not silent:
        state.tokens.pop()
        state.pending += state.src[start : state.pos]
    return True


def _fit(state: Any) -> None:
    """Give block math its display, cells a class for their side, and headings a bold line."""
    for token in state.tokens:
        if token.type == "math_block":
            token.meta["display"] = True
        elif token.type in ("th_open", "td_open"):
            side = str(token.attrs.pop("style", "")).removeprefix("text-align:")
            token.attrs |= {"class": f"to-{side}"} if side else {}
        elif token.type in ("heading_open", "heading_close"):
            token.tag = "p"
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if before.type == "heading_open" and token.children:
            token.children = _bold(token.children)
    for cell in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if cell[0].type == "th_open" and not cell[1].content:
            cell[0].tag = cell[2].tag = "td"  # a header without words is none


def _bold(tokens: Sequence[Token]) -> list[Token]:
    return [Token("strong_open", "strong", 1), *tokens, Token("strong_close", "strong", -1)]
