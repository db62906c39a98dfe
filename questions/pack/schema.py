"""JSON Schema of a pack, made from the definitions that check it."""

from typing import Any

from questions.pack.contents import Contents, Entry

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Give the schema of the JSON form: one value with all that a pack holds."""
    return {"$schema": _DRAFT, **Contents.model_json_schema()}


def card_file_schema() -> dict[str, Any]:
    """Give the schema of what a card file in TOML holds."""
    found = Entry.model_json_schema()
    parts = found["$defs"]
    card = parts.pop("Card")
    text = parts["KeyPoint"]["properties"]["text"]
    parts["KeyPoint"] = _flat(parts["KeyPoint"], text)
    parts["Figure"]["properties"].pop("svg")
    parts["Figure"]["required"].remove("svg")
    place = {name: found["properties"][name] for name in ("key", "parent", "topic")}
    parts["Question"] = {
        **card,
        "title": "Question",
        "properties": {**place, **card["properties"]},
        "required": ["key", *card["required"]],
    }
    questions = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Question"}}
    return {
        "$schema": _DRAFT,
        "$defs": parts,
        "title": "Card file",
        "description": "One root question and all below it.",
        "type": "object",
        "properties": {"questions": questions},
        "required": ["questions"],
        "additionalProperties": False,
    }


def _flat(point: dict[str, Any], text: dict[str, Any]) -> dict[str, Any]:
    """A key point in TOML holds its languages beside what it is."""
    languages = dict.fromkeys(text["propertyNames"]["enum"], text["additionalProperties"])
    rest = {name: value for name, value in point["properties"].items() if name != "text"}
    return {**point, "properties": {**languages, **rest}, "required": []}
