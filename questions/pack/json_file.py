"""A pack as one JSON file; its JSON Schema is that of `Contents`."""

import json
import re
from dataclasses import replace
from itertools import islice
from typing import Any

from pydantic import ValidationError

from questions.pack.archive import MAX_BYTES
from questions.pack.contents import Contents
from questions.pack.problem import PackError, Problem
from questions.pack.schema_problems import schema_problems

MAX_VALUES = 500_000
MAX_WRONG = 20_000
_TOKENS = re.compile(r'"(?:[^"\\]++|\\.?)*+"?|[,:\[{]', re.DOTALL)
_PARTS = ",:[{"
_AT_LINE = re.compile(r"at line (\d+)")


def to_json(contents: Contents) -> bytes:
    """Write a pack; equal packs give equal bytes."""
    value = contents.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def from_json(data: bytes) -> Contents:
    """Read a pack.

    Raises PackError: too_large, not_utf8, not_json, too_many_values, too_many_problems, and what
    the schema does not allow. `key` is the question that a problem lies in; without one, `where` is
    the whole way into the value.
    """
    if len(data) > MAX_BYTES:
        raise PackError([Problem("too_large", values={"limit": MAX_BYTES})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError([Problem("not_utf8", line=line)]) from error
    if _has_too_many_values(text):
        raise PackError([Problem("too_many_values", values={"limit": MAX_VALUES})])
    try:
        return Contents.model_validate_json(text)
    except ValidationError as error:
        raise PackError(_problems(text, error)) from error


def _has_too_many_values(text: str) -> bool:
    """Say whether there is more to hold in memory than any pack has."""
    found = (1 for token in _TOKENS.finditer(text) if token[0] in _PARTS)
    return next(islice(found, MAX_VALUES, None), 0) > 0


def _problems(text: str, error: ValidationError) -> list[Problem]:
    if error.error_count() > MAX_WRONG:
        return [Problem("too_many_problems", values={"limit": MAX_WRONG})]
    first = error.errors(include_input=False, include_url=False)[0]
    if first["type"].startswith("json_"):
        line = _AT_LINE.search(first["msg"])
        return [Problem("not_json", line=int(line[1]) if line else 0)]
    questions = json.loads(text).get("questions") if first["loc"] else None
    return [_with_key(problem, questions) for problem in schema_problems(error)]


def _with_key(problem: Problem, questions: Any) -> Problem:
    """Name the question in which a problem lies, where it can be named."""
    steps = problem.where.split(".", 2)
    if steps[0] != "questions" or len(steps) < 3:
        return problem
    row = questions[int(steps[1]) - 1]
    key = row.get("key") if isinstance(row, dict) else None
    if not isinstance(key, str):
        return problem
    return replace(problem, key=key, where=steps[2].removeprefix("card."))
