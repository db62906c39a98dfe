"""A card as somebody is typing it: nested data that may still be wrong, and acts upon its rows."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from questions import tree
from questions.card import LANGUAGES, SCORES, Card
from questions.numbers import whole

TEXTS = ("prompt", "answer", "heard", "why")
PROBE = ("ask", "expect")
FIGURES = ("figure", "answer_figure")
CHOICES = ("kind", "level", "when", "minutes")
LISTS: dict[str, tuple[str, ...]] = {  # the texts of one row; "" where the row is the text
    "key_points": ("text",),
    "hints": ("",),
    "pitfalls": ("text", "why", "ask"),
    "sources": (),
    "facts": (),
}
PLAIN: dict[str, tuple[str, ...]] = {  # what a row says in no language
    "sources": ("authors", "year", "title", "where"),
    "facts": ("text", "test"),
}

Draft = dict[str, Any]


def read(data: Mapping[str, Any]) -> Draft:
    """Collect a draft out of flat data: `pitfalls-0-why-ko`. Rows are numbered anew."""
    return {
        **{name: text_from(data, name) for name in (*TEXTS, "words")},
        "probe": {part: text_from(data, way("probe", part)) for part in PROBE},
        "anchors": {score: text_from(data, way("anchors", score)) for score in SCORES},
        **{name: _figure(data, name) for name in FIGURES},
        **{name: [_row(data, name, n) for n in _numbers(data, name)] for name in LISTS},
        **{name: data.get(name) for name in CHOICES},
    }


def of(card: Card) -> Draft:
    """Give a card as a draft, as it would be typed."""
    content = card.model_dump(mode="json")
    words = {language: ", ".join(some) for language, some in card.words.items()}
    return {name: content[name] for name in read({})} | {"words": words}


def text_from(data: Mapping[str, Any], name: str) -> dict[str, str]:
    """Collect the languages of one text out of flat data."""
    return {language: str(data.get(f"{name}-{language}") or "") for language in LANGUAGES}


def words_of(line: str) -> list[str]:
    """Give the words of a line, which stand between commas."""
    return [word.strip() for word in line.split(",") if word.strip()]


def spread(value: Any, name: str = "") -> dict[str, Any]:
    """Give nested data flat; undoes `read`."""
    if isinstance(value, Mapping):
        inner = list(value.items())
    elif isinstance(value, list | tuple):
        inner = list(enumerate(value))
    else:
        return {name: value}
    return {
        key: leaf for step, below in inner for key, leaf in spread(below, way(name, step)).items()
    }


def way(*steps: object) -> str:
    """Give the name of the field at the end of these steps into a card."""
    return "-".join(str(step) for step in steps if step != "")


def blank_row(name: str) -> Any:
    """Give an empty row for a list."""
    return {"essential": True} if name == "key_points" else {}


def is_blank(value: Any) -> bool:
    """Say whether nothing is written in it; a ticked box is no writing."""
    if isinstance(value, Mapping):
        return all(is_blank(below) for below in value.values())
    return value is None or isinstance(value, bool) or not str(value).strip()


def with_spares(draft: Draft) -> Draft:
    """Give the draft with an empty row at the end of each list."""
    return draft | {name: [*draft[name], blank_row(name)] for name in LISTS}


def act_on(draft: Draft, act: str) -> tuple[Draft, str]:
    """Carry out an act upon rows, "add hints" or "up hints 2"; also give where to go on.

    Where to go on is the name of a row, "hints-3", or of a row and a button, "hints-1-up". What
    is no act changes nothing.
    """
    verb, name, place = (*act.split(), "", "", "")[:3]
    number = whole(place or "0")
    if name not in LISTS or verb not in ACTS or number is None:
        return draft, ""
    rows, focus = ACTS[verb](list(draft[name]), name, number)
    return draft | {name: rows}, focus


def first_field(row: str) -> str:
    """Give the name of the field with which a row, "hints-3", begins."""
    name = row.split("-")[0]
    if name in PLAIN:
        return way(row, PLAIN[name][0])
    return way(row, *LISTS.get(name, ())[:1], LANGUAGES[0])


def _add(rows: list[Any], name: str, place: int) -> tuple[list[Any], str]:
    return [*rows, blank_row(name)], way(name, len(rows))


def _remove(rows: list[Any], name: str, place: int) -> tuple[list[Any], str]:
    rest = [row for n, row in enumerate(rows) if n != place]
    return rest, way(name, min(place, len(rest) - 1)) if rest else way(name, "add")


def _shift(by: int, verb: str) -> "Act":
    def act(rows: list[Any], name: str, place: int) -> tuple[list[Any], str]:
        there = place + by
        if not (place < len(rows) and 0 <= there < len(rows)):
            return rows, way(name, place, verb)
        keys = tree.reorder(range(len(rows)), place, there)
        return [rows[key] for key in keys], way(name, there, verb)

    return act


Act = Callable[[list[Any], str, int], tuple[list[Any], str]]
ACTS: dict[str, Act] = {
    "add": _add,
    "remove": _remove,
    "up": _shift(-1, "up"),
    "down": _shift(1, "down"),
}


def _figure(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Collect a figure; one that is to go leaves nothing."""
    if data.get(way(name, "remove")):
        data = {}
    parts = {part: str(data.get(way(name, part)) or "") for part in ("file", "svg")}
    return {**parts, "alt": text_from(data, way(name, "alt"))}


def _numbers(data: Mapping[str, Any], name: str) -> list[str]:
    found = {m[1] for key in data if (m := re.match(rf"{name}-(\d{{1,6}})-", key))}
    return sorted(found, key=int)


def _row(data: Mapping[str, Any], name: str, number: str) -> Any:
    texts = {part: text_from(data, way(name, number, part)) for part in LISTS[name]}
    if name == "hints":
        return texts[""]
    if name == "key_points":
        return {**texts, "essential": bool(data.get(way(name, number, "essential")))}
    plain = {part: str(data.get(way(name, number, part)) or "") for part in PLAIN.get(name, ())}
    return texts | plain
