"""How a question and a pack stand in TOML: the same values as in `Contents`, in another shape.

A key point holds its languages directly, a figure names its file without the picture, and what is
empty is left out.
"""

from collections.abc import Mapping
from typing import Any

from questions.pack.contents import Contents, Entry

PLACE = ("key", "parent", "topic")
FIELDS = (
    *PLACE,
    *("kind", "level", "minutes", "when", "words", "standing", "checked"),
    *("prompt", "why", "answer", "heard", "probe", "figure", "answer_figure"),
    *("hints", "key_points", "anchors", "sources", "facts", "pitfalls"),
)
ABOUT_FIELDS = (
    *("slug", "version", "language", "languages", "level", "licence"),
    *("title", "credit", "notes", "closing", "topics", "terms"),
)
FIGURES = ("figure", "answer_figure")
_EMPTY: tuple[Any, ...] = (None, "", {}, (), [])

Block = dict[str, Any]


def block_of(entry: Entry) -> Block:
    """Give a question as its block in a card file says it, its fields in their order."""
    card = entry.card.model_dump()
    said = {"key": entry.key, "parent": entry.parent, "topic": entry.topic, **card}
    said["key_points"] = [{**p["text"], "essential": p["essential"]} for p in card["key_points"]]
    said["probe"] = _filled(card["probe"])
    said["checked"] = _filled(card["checked"] or {}, "against")
    said["sources"] = [_filled(source, "authors", "year", "where") for source in card["sources"]]
    said["pitfalls"] = [_filled(pitfall) for pitfall in card["pitfalls"]]
    for name in FIGURES:
        said[name] = {key: said[name][key] for key in ("file", "alt")} if said[name] else None
    return _filled({name: said[name] for name in FIELDS})


def entry_of(block: Block, figures: Mapping[str, str]) -> dict[str, Any]:
    """Give what `Entry` is validated from; `figures` are the pictures by their paths."""
    card = {"prompt": {}, **block}
    place = {name: card.pop(name) for name in PLACE if name in card}
    card |= {name: _figure(card[name], figures) for name in FIGURES if name in card}
    for name, shaped in (("key_points", _point), ("pitfalls", _pitfall)):
        if isinstance(card.get(name), list):
            card[name] = [shaped(one) if isinstance(one, dict) else one for one in card[name]]
    return {**place, "card": card}


def about_of(contents: Contents) -> Block:
    """Give what `pack.toml` says, its fields in their order."""
    said = contents.model_dump(exclude={"questions"})
    said["topics"] = [{"key": topic["key"], **topic["title"]} for topic in said["topics"]]
    return _filled({name: said[name] for name in ABOUT_FIELDS}, *set(ABOUT_FIELDS) - {"languages"})


def contents_of(about: Block) -> dict[str, Any]:
    """Give what `Contents` is validated from, without its questions."""
    about, topics = {"title": {}, **about}, about.get("topics")
    if isinstance(topics, list):
        about["topics"] = [_topic(one) if isinstance(one, dict) else one for one in topics]
    return about


def where_of(loc: tuple[int | str, ...]) -> str:
    """Name a field as a file has it: ("card", "key_points", 0, "text", "ko"): key_points.1.ko."""
    parts = [part + 1 if isinstance(part, int) else part for part in loc if part != "[key]"]
    if parts[:1] == ["card"]:
        parts = parts[1:]
    inner = {"key_points": "text", "topics": "title"}.get(str(parts[0])) if parts else None
    if inner and parts[2:3] == [inner]:
        del parts[2]
    return ".".join(map(str, parts))


def _filled(said: Block, *names: str) -> Block:
    """Leave out what is empty: those of the names, or any without names."""
    return {
        name: value
        for name, value in said.items()
        if value not in _EMPTY or (names and name not in names)
    }


def _point(point: Block) -> Block:
    text = {name: value for name, value in point.items() if name != "essential"}
    return {name: value for name, value in point.items() if name == "essential"} | {"text": text}


def _pitfall(pitfall: Block) -> Block:
    return {"text": {}, **pitfall}


def _topic(topic: Block) -> Block:
    title = {name: value for name, value in topic.items() if name != "key"}
    return {name: value for name, value in topic.items() if name == "key"} | {"title": title}


def _figure(figure: Any, figures: Mapping[str, str]) -> Any:
    if not isinstance(figure, dict) or "svg" in figure:
        return figure
    return {"alt": {}, **figure, "svg": figures.get(str(figure.get("file")), "")}
