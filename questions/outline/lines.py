"""The lines of an outline, each on its own: clean text, markers, and the escape.

A marker here is a line that looks like one. Whether a line such as `2. …` is a root question or
part of a list in an answer depends on its surroundings: see `numbering`.
"""

import re
import unicodedata
from typing import NamedTuple

from questions.outline.shape import MAX_PROBLEMS, Problem

WHITE = "".join(chr(n) for n in range(0x3001) if chr(n).isspace()) + "\u200b\ufeff"
LOST = re.compile("[\0\ufffd]")
FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]"
)
TAB = 4

_HALF_WIDTH = {n: n - 0xFEE0 for n in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_LEAD = r"([\s\u200b\ufeff]*)"
_MARKERS = {
    "heading": re.compile(r"()(##)(?=\s|$)"),
    "root": re.compile(_LEAD + r"(Q\s*(?:([0-9]{1,6})\s*[.):](?![0-9])|[.:](?=\s|$)))"),
    "follow_up": re.compile(_LEAD + r"(\++)"),
    "answer": re.compile(_LEAD + r"(A(?:[.:)](?![A-Za-z]\.|[0-9])|,(?=\s|$)))"),
    "number": re.compile(_LEAD + r"(0*([1-9][0-9]{0,3})[.)](?![0-9]))"),
}
_CLOSING = re.compile(
    r"\s*(이상(?:입니다|으로\s|\s.*질문)|끝[.!]?$|that(?:'s| is) (?:all|it)\b|the end\b)", re.I
)


class Line(NamedTuple):
    """One line: where it stands, what it looks like, and its words.

    `kind` is blank, text, or a key of the markers: heading, root (with Q), follow_up, answer,
    number (without Q). `indent` is in columns, `mark` is the marker in half width or, for an
    escaped text, the backslash, `number` that of a root or number line, `words` what stands
    after the marker, `text` the whole line with its escape taken away.
    """

    at: int
    kind: str
    text: str
    indent: int = 0
    mark: str = ""
    number: int | None = None
    words: str = ""
    after_blank: bool = False


def unify_line_ends(text: str) -> str:
    """CRLF, CR and the Unicode line and paragraph separators become LF."""
    return re.sub("\r\n?|\u2028|\u2029", "\n", text)


def clean(text: str) -> str:
    """NFC, LF, no white space around: the form in which every text of an outline is kept."""
    return unicodedata.normalize("NFC", unify_line_ends(text)).strip(WHITE)


def is_blank(line: str) -> bool:
    """Whether a line shows nothing."""
    return not line.strip(WHITE)


def faults(text: str, pattern: re.Pattern[str]) -> list[Problem]:
    """One problem per line and kind of forbidden character that `pattern` finds.

    It stops once there are more than MAX_PROBLEMS: no more of them are listed.
    """
    if not pattern.search(text):
        return []
    lines = enumerate(text.split("\n"), 1)
    found: set[tuple[int, tuple[str, tuple[tuple[str, str], ...]]]] = set()
    for at, line in lines:
        found.update((at, _fault(char)) for char in pattern.findall(line))
        if len(found) > MAX_PROBLEMS:
            break
    return [Problem(at, code, dict(params)) for at, (code, params) in sorted(found)]


def scan(text: str) -> list[Line]:
    """Clean lines of a text, each with the marker that it looks like."""
    lines: list[Line] = []
    for at, raw in enumerate(unicodedata.normalize("NFC", text).split("\n"), 1):
        after_blank = not lines or lines[-1].kind == "blank"
        lines.append(_read(at, raw, after_blank))
    return lines


def list_number(words: str) -> tuple[int, str] | None:
    """Number and delimiter of words that begin like a list item: `1. …` gives (1, ".")."""
    hit = _MARKERS["number"].match(_fold(words))
    return (int(hit[3]), hit[2][-1]) if hit else None


def kind_of(raw: str) -> str:
    """The kind of a line (see `Line`)."""
    return _match(raw)[0]


def is_closing(raw: str) -> bool:
    """Whether a line says that the list of questions ends here."""
    return _CLOSING.match(raw) is not None


def is_escapable(raw: str) -> bool:
    """Whether a backslash before this line is an escape and not a part of its words."""
    bare = raw.lstrip("\\")
    return kind_of(bare) != "text" or is_closing(bare)


def _fault(char: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    named = {"\0": "nul", "\ufffd": "replacement_character"}
    if char in named:
        return named[char], ()
    return "control_character", (("codepoint", f"U+{ord(char):04X}"),)


def _read(at: int, raw: str, after_blank: bool) -> Line:
    kind, hit = _match(raw)
    if hit is None:
        escaped = raw.startswith("\\") and is_escapable(raw[1:])
        mark, text = ("\\", raw[1:]) if escaped else ("", raw)
        return Line(at, kind, text, mark=mark, after_blank=after_blank)
    number = int(hit[3]) if hit.re.groups > 2 and hit[3] else None
    mark, words = _fold(hit[2]), raw[hit.end() :]
    return Line(at, kind, raw, _columns(raw[: hit.end(1)]), mark, number, words, after_blank)


def _match(raw: str) -> tuple[str, re.Match[str] | None]:
    start = raw.lstrip(WHITE)
    if not start:
        return "blank", None
    if _fold(start[0]) not in "Q+A#0123456789":
        return "text", None
    folded = _fold(raw)
    for kind, pattern in _MARKERS.items():
        if hit := pattern.match(folded):
            return kind, hit
    return "text", None


def _fold(text: str) -> str:
    """Full-width ASCII becomes ASCII, one character for one."""
    return text.translate(_HALF_WIDTH)


def _columns(lead: str) -> int:
    """How far a lead indents: a tab goes to the next multiple of four, U+3000 counts two."""
    column = 0
    for char in lead:
        column = _next_column(column, char)
    return column


def _next_column(column: int, char: str) -> int:
    if char == "\t":
        return column // TAB * TAB + TAB
    return column + {"\u3000": 2, "\u200b": 0, "\ufeff": 0}.get(char, 1)
