"""A pack as one JSON file; its JSON Schema is that of `Contents`."""

import json
from typing import Any

from pydantic import ValidationError

from questions.pack.archive import MAX_BYTES
from questions.pack.contents import Contents
from questions.pack.problem import PackError, Problem


def to_json(contents: Contents) -> bytes:
    """Write a pack; equal packs give equal bytes."""
    value = contents.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def from_json(data: bytes) -> Contents:
    """Read a pack. Raises PackError: too_large, not_utf8, and whatever the schema does not allow.

    `where` is the way into the value, `key` the question that it lies in.
    """
    if len(data) > MAX_BYTES:
        raise PackError([Problem("too_large", values={"limit": MAX_BYTES})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError([Problem("not_utf8", line=line)]) from error
    try:
        return Contents.model_validate_json(text)
    except ValidationError as error:
        raise PackError(_problems(text, error)) from error


def _problems(text: str, error: ValidationError) -> list[Problem]:
    found = error.errors(include_input=False, include_url=False)
    inside = any(wrong["loc"][:1] == ("questions",) for wrong in found)
    rows = json.loads(text)["questions"] if inside else None
    return [
        Problem(
            wrong["type"],
            key=_key(rows, wrong["loc"]),
            where=".".join(str(step) for step in wrong["loc"]),
            values={"words": wrong["msg"], **wrong.get("ctx", {})},
        )
        for wrong in found
    ]


def _key(rows: Any, loc: tuple[int | str, ...]) -> str:
    """Name the question in which an error lies, where it can be named."""
    if len(loc) < 2 or loc[0] != "questions" or not isinstance(loc[1], int):
        return ""
    row = rows[loc[1]]
    return str(row.get("key", "")) if isinstance(row, dict) else ""
