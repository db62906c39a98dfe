"""A pack as one JSON file; its JSON Schema is that of `Contents`."""

import json
import re
from dataclasses import replace
from itertools import islice
from typing import Any

import pydantic_core
from pydantic import ValidationError

from questions.pack.contents import Contents, Entry
from questions.pack.encoding import text_of
from questions.pack.limits import MAX_QUESTIONS
from questions.pack.problem import PackError, Problem
from questions.pack.schema_problems import schema_problems

MAX_VALUES = 500_000
MAX_VALUES_OF_ONE = 50_000
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

    Raises PackError: not_utf8, not_json, too_many_values, too_many_questions, too_many_problems,
    and what the schema does not allow. `key` is the question that a problem lies in; without one,
    `where` is the whole way into the value.
    """
    text = text_of(data)
    if _has_too_many_values(text):
        raise PackError([Problem("too_many_values", values={"limit": MAX_VALUES})])
    try:
        value = pydantic_core.from_json(text)
    except ValueError as error:
        found = _AT_LINE.search(str(error))
        raise PackError([Problem("not_json", line=int(found[1]) if found else 0)]) from error
    return _contents(value)


def _has_too_many_values(text: str) -> bool:
    """Say whether there is more to hold in memory than any pack has."""
    found = (1 for token in _TOKENS.finditer(text) if token[0] in _PARTS)
    return next(islice(found, MAX_VALUES, None), 0) > 0


def _contents(value: Any) -> Contents:
    """Validate question by question, for what pydantic says of half a million fills the memory."""
    rows = value.get("questions") if isinstance(value, dict) else None
    rows = rows if isinstance(rows, list) else []
    if len(rows) > MAX_QUESTIONS:
        values = {"count": len(rows), "limit": MAX_QUESTIONS}
        raise PackError([Problem("too_many_questions", values=values)])
    about = {**value, "questions": []} if rows else value
    if any(_size(one) > MAX_VALUES_OF_ONE for one in (about, *rows)):
        raise PackError([Problem("too_many_values", values={"limit": MAX_VALUES_OF_ONE})])
    problems: list[Problem] = []
    entries = []
    for number, row in enumerate(rows, 1):
        try:
            entries.append(Entry.model_validate(row))
        except ValidationError as error:
            found = _problems(error, len(problems))
            problems += [_of_question(one, row, number) for one in found]
    try:
        contents = Contents.model_validate(about)
    except ValidationError as error:
        problems += _problems(error, len(problems))
    if problems:
        raise PackError(problems)
    return contents.model_copy(update={"questions": tuple(entries)})


def _size(value: Any) -> int:
    """Count the values in a value, itself one of them."""
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + sum(map(_size, value)) if isinstance(value, list) else 1


def _problems(error: ValidationError, before: int) -> list[Problem]:
    if before + error.error_count() > MAX_WRONG:
        raise PackError([Problem("too_many_problems", values={"limit": MAX_WRONG})])
    return list(schema_problems(error))


def _of_question(problem: Problem, row: Any, number: int) -> Problem:
    """Name the question in which a problem lies, where it can be named."""
    key = row.get("key") if isinstance(row, dict) else None
    if not isinstance(key, str):
        where = f"questions.{number}.{problem.where}".removesuffix(".")
        return replace(problem, where=where)
    return replace(problem, key=key, where=problem.where.removeprefix("card."))
