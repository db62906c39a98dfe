"""TOML as Kkori writes it: dotted keys, long texts as blocks, what belongs together on one line."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from questions.pack.shape import Block

LONG = {"answer", "heard"}
ON_LINES = {"hints", "key_points", "sources", "facts", "topics", "terms", "against"}
ONE_LINE = {"figure", "answer_figure"}
TABLES = {"pitfalls"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = re.compile(r'[\x00-\x08\x0a-\x1f\x7f"\\]')


def question(block: Block) -> str:
    """Write one question of a card file, without a line end behind it."""
    tables = [
        "\n".join(["\n[[questions.pitfalls]]", *_lines(pitfall)])
        for pitfall in block.get("pitfalls", ())
    ]
    rest = {name: value for name, value in block.items() if name not in TABLES}
    return "\n".join(["[[questions]]", *_lines(rest), *tables])


def about(block: Block) -> str:
    """Write what a pack says of itself, without a line end behind it."""
    return "\n".join(_lines(block))


def string(text: str, *, long: bool = False) -> str:
    """Write one text: a `long` one, and one of several lines, as a block."""
    literal = "'''" not in text and not _CONTROL.search(text)
    if long or "\n" in text:
        return f"'''\n{text}\n'''" if literal else f'"""\n{_escaped(text, lines=True)}\n"""'
    if "\\" not in text or not literal or text.endswith("'"):
        return f'"{_escaped(text)}"'
    return f"'''{text}'''" if "'" in text else f"'{text}'"


def _lines(block: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in block.items():
        key, first = f"{above}{name}", above.partition(".")[0] or name
        if name == "anchors":
            yield from (f"{key}.{score} = {_inline(value[score])}" for score in sorted(value))
        elif isinstance(value, Mapping) and name not in ONE_LINE:
            yield from _lines(value, f"{key}.")
        elif name in ON_LINES:
            yield "\n".join([f"{key} = [", *(f"  {_inline(one)}," for one in value), "]"])
        elif isinstance(value, str):
            yield f"{key} = {string(value, long=first in LONG)}"
        else:
            yield f"{key} = {_inline(value)}"


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        pairs = ", ".join(_pairs(value))
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inline, value))}]"
    return str(value)


def _pairs(table: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _pairs(value, f"{above}{name}.")
        else:
            yield f"{above}{name} = {_inline(value)}"


def _escaped(text: str, *, lines: bool = False) -> str:
    return _ESCAPED.sub(lambda found: _escape(found[0], lines), text)


def _escape(character: str, lines: bool) -> str:
    if character == "\n":
        return "\n" if lines else "\\n"
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04X}"
