"""Markdown to HTML: parsed, written, sanitised, and then given its math."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from typing import Any

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from questions.markup.code import highlight
from questions.markup.dialect import dialect
from questions.markup.math import MathError, MathProblem, mathml

# NUL, what turns the direction of all that follows, and halves of characters.
_UNSEEN = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)])
_BREAKS = ("softbreak", "hardbreak", "paragraph_close", "heading_close", "td_close", "th_close")
_TAGS = "p br em strong s code pre span div blockquote ul ol li a hr table thead tbody tr th td"
TAGS = frozenset(_TAGS.split())
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "ol": {"start"},
    **{name: {"class"} for name in ("span", "div", "th", "td")},
}
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    tag_attribute_values={name: {"tabindex": {"0"}} for name in ("div", "span", "pre")},
    clean_content_tags=set(),
    link_rel="noopener noreferrer",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)


def block(text: str) -> str:
    """Give a text of paragraphs, lists, tables, code and display math as HTML."""
    return _rendered(text, whole=True)


def inline(text: str) -> str:
    """Give a text of one line as HTML, without an element around it."""
    return _rendered(text, whole=False)


def math_problems(text: str) -> list[MathProblem]:
    """List the formulas of a text that cannot be shown, in their order."""
    problems = []
    for token in _flat(_MARKDOWN.parse(_seen(text))):
        if token.type in ("math_inline", "math_block"):
            try:
                mathml(token.content, display=token.meta["display"])
            except MathError as error:
                problems.append(MathProblem(token.content.strip(), str(error)))
    return problems


def plain(text: str) -> str:
    """Give the words of a text without its marks, in one line; math stays as it is written."""
    tokens = _flat(_MARKDOWN.parse(_seen(text)))
    said = (" " if t.type in _BREAKS else t.content for t in tokens if t.type != "inline")
    return " ".join("".join(said).split())


def _rendered(text: str, *, whole: bool) -> str:
    text = _seen(text)
    math = _Math(text)
    render = _MARKDOWN.render if whole else _MARKDOWN.renderInline
    return math.put_into(_CLEANER.clean(render(text, {"math": math}))).strip()


def _seen(text: str) -> str:
    return text.translate(_UNSEEN)


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


class _Math:
    """The formulas of one text, and what stands for them while the rest is sanitised.

    A text cannot hold what stands for its own formulas: that has the text's digest in it.
    """

    def __init__(self, text: str) -> None:
        self.mark = f"math{sha256(text.encode()).hexdigest()}n"
        self.found: list[str] = []

    def add(self, source: str, *, display: bool) -> str:
        """Keep a formula; gives what stands for it."""
        try:
            self.found.append(mathml(source, display=display))
        except MathError:
            self.found.append(f'<code class="math-error">{escape(source.strip())}</code>')
        return f"{self.mark}{len(self.found) - 1}e"

    def put_into(self, html: str) -> str:
        """Put every formula in its place."""
        return re.sub(f"{self.mark}(\\d+)e", lambda match: self.found[int(match[1])], html)


class _Renderer(RendererHTML):
    """Writes what differs from CommonMark's own HTML: math, code, and what scrolls in itself."""

    def math_inline(self, tokens: Sequence[Token], n: int, _options: Any, env: Any) -> str:
        return _math(tokens[n], env["math"], "span")

    def math_block(self, tokens: Sequence[Token], n: int, _options: Any, env: Any) -> str:
        return _math(tokens[n], env["math"], "div")

    def fence(self, tokens: Sequence[Token], n: int, _options: Any, _env: Any) -> str:
        language = tokens[n].info.split(maxsplit=1)[:1]
        code = highlight(tokens[n].content, *language or [""])
        return f'<pre tabindex="0"><code>{code}</code></pre>\n'

    def table_open(self, _tokens: Sequence[Token], _n: int, _options: Any, _env: Any) -> str:
        return '<div class="table-scroll" tabindex="0"><table>\n'

    def table_close(self, _tokens: Sequence[Token], _n: int, _options: Any, _env: Any) -> str:
        return "</table></div>\n"


def _math(token: Token, math: _Math, element: str) -> str:
    display = token.meta["display"]
    place = math.add(token.content, display=display)
    if not display:
        return place
    return f'<{element} class="math-display" tabindex="0">{place}</{element}>'


_MARKDOWN = dialect()
_MARKDOWN.renderer = _Renderer()
