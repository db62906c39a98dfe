"""Where two edits of a card disagree: both sides' words, and which of them somebody chooses.

The form carries what the others wrote as JSON, `theirs-prompt-ko`, and the choice beside it,
`choice-prompt-ko`; what the reader wrote stands in the fields of the form themselves.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questions.forms import draft as drafts
from questions.forms.draft import Draft, spread, way
from questions.merge import Merge, at

THEIRS, CHOICE = "theirs-", "choice-"
SIDES = ("theirs", "mine")


@dataclass(frozen=True)
class Clash:
    """A part of which two people wrote different things; `choice` is "" while it is open."""

    part: str
    name: str
    language: str
    theirs: str
    mine: str
    kept: str
    choice: str


def carried(merge: Merge) -> dict[str, str]:
    """Give what a form has to carry so that somebody can choose between two edits."""
    theirs = drafts.of(merge.theirs)
    return {
        f"{THEIRS}{way(*path)}": json.dumps(at(theirs, path), ensure_ascii=False)
        for path in merge.disputed
    }


def names(data: Mapping[str, Any]) -> list[str]:
    """Name the parts about which there is a choice in what was sent."""
    return [name.removeprefix(THEIRS) for name in data if name.startswith(THEIRS)]


def undecided(data: Mapping[str, Any]) -> list[str]:
    """Name those for which nothing is chosen yet."""
    return [name for name in names(data) if data.get(f"{CHOICE}{name}") not in SIDES]


def settled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was sent with the others' words in place wherever they were chosen."""
    result = dict(data)
    for name in names(data):
        if data.get(f"{CHOICE}{name}") == "theirs":
            value = _parsed(data[f"{THEIRS}{name}"])
            result = {k: v for k, v in result.items() if k != name and not k.startswith(f"{name}-")}
            result |= spread(value, name)
    return result


def clashes(data: Mapping[str, Any]) -> Iterator[Clash]:
    """Give the clashes of what was sent, for a template."""
    mine = drafts.read(data)
    for name in names(data):
        part, *steps = name.split("-")
        kept = data[f"{THEIRS}{name}"]
        yield Clash(
            part=part,
            name=name,
            language=steps[-1] if steps else "",
            theirs=_said(_parsed(kept)),
            mine=_said(_found(mine, [part, *steps])),
            kept=kept,
            choice=data.get(f"{CHOICE}{name}", ""),
        )


def _found(draft: Draft, path: list[str]) -> Any:
    return at(draft, tuple(path))


def _parsed(text: str) -> Any:
    """Read what the form carried; "" where somebody made it up, halves of characters included."""
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return ""
    return value


def _said(value: Any) -> str:
    """Give the words of a value, a line a row; a picture's code is left out."""
    if isinstance(value, list):
        return "\n".join(line for row in value if (line := _line(row)))
    return _line(value)


def _line(value: Any) -> str:
    leaves = spread(value) if isinstance(value, dict | list) else {"": value}
    words = [
        str(leaf)
        for name, leaf in leaves.items()
        if leaf and not isinstance(leaf, bool) and name != "svg"
    ]
    return " · ".join(words)
