"""Read HTML as a browser would, and say what is in it that should not be."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from questions.markup.math import ATTRIBUTES as MATH_ATTRIBUTES
from questions.markup.math import ELEMENTS as MATH_ELEMENTS

_PLAIN = "p br em strong s ul li hr table thead tbody tr blockquote"
PROSE = {
    **{name: set() for name in _PLAIN.split()},
    "a": {"href", "rel"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "code": {"class"},
    "span": {"class", "tabindex"},
    "div": {"class", "tabindex"},
    "th": {"class"},
    "td": {"class"},
}
LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.strange.append(f"<!--{data}-->")

    handle_decl = handle_pi = unknown_decl = handle_comment


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def elements(html: str) -> list[str]:
    """Give the names of the elements in their order."""
    return [name for name, _attributes in _read(html).found]


def words(html: str) -> str:
    """Give the text that a reader sees."""
    return "".join(_read(html).words)


def wrongs(html: str) -> list[str]:
    """List the elements, attributes and addresses that no text of a card may bring in."""
    reader = _read(html)
    return [*reader.strange, *(wrong for one in reader.found for wrong in _wrongs(*one))]


def _wrongs(name: str, attributes: dict[str, str | None]) -> Iterator[str]:
    if name not in PROSE and name not in MATH_ELEMENTS:
        yield name
    for attribute, value in attributes.items():
        if attribute not in PROSE.get(name, MATH_ATTRIBUTES):
            yield f"{name} {attribute}"
        if attribute == "href" and not LINK.match(value or ""):
            yield f"{name} {attribute}={value}"
