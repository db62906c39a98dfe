"""A pack as rows of cells: one row a question, one column a field, named by its way into the card.

`answer.ko`, `key_points.2.essential`, `pitfalls.1.why.en`. Lists take as many columns as the
longest of them needs. A source is one line, "Authors (year). Title. Where", or these four on a
line each; `words.ko` are parted by commas. A topic is named by its key; `topic.ko` and `topic.en`
give it a title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from questions.card import LANGUAGES, SCORES, Card, Source, Text
from questions.pack.contents import Contents, Entry, Heading
from questions.pack.problem import PackError, Problem
from questions.pack.schema_problems import schema_problems

Cell = str | int
MAX_ROWS = 5_000
MAX_COLUMNS = 400
_PLACE = ("key", "parent", "topic", *(f"topic.{language}" for language in LANGUAGES))
_LONGEST = {"key_points": 6, "hints": 3, "pitfalls": 4, "sources": 6, "facts": 1}
_TITLE = TypeAdapter(Text)
_YES, _NO = ("yes", "true", "1", "예"), ("no", "false", "0", "아니요", "")

Way = tuple[str, ...]


def _both(*steps: str) -> list[Way]:
    return [(*steps, language) for language in LANGUAGES]


def _rows_of(name: str, number: str) -> list[Way]:
    row = (name, number)
    if name == "hints":
        return _both(*row)
    if name == "key_points":
        return [*_both(*row, "text"), (*row, "essential")]
    if name == "pitfalls":
        return [way for part in ("text", "why", "ask") for way in _both(*row, part)]
    return [(*row, "text"), (*row, "test")] if name == "facts" else [row]


_SINGLE: tuple[Way, ...] = (
    *[("kind",), ("level",), ("minutes",), ("when",), *_both("words")],
    *[("standing",), ("checked", "on"), ("checked", "by"), ("checked", "against")],
    *[*_both("prompt"), *_both("why"), *_both("answer"), *_both("heard")],
    *[*_both("probe", "ask"), *_both("probe", "expect")],
    *[("figure", "file"), *_both("figure", "alt"), ("figure", "svg")],
    *[("answer_figure", "file"), *_both("answer_figure", "alt"), ("answer_figure", "svg")],
    *[way for score in SCORES for way in _both("anchors", score)],
)


def columns(lengths: Mapping[str, int]) -> list[str]:
    """Name the columns, with room for so many rows of each list."""
    lists = [
        way
        for name in _LONGEST
        for number in range(1, lengths.get(name, 0) + 1)
        for way in _rows_of(name, str(number))
    ]
    return [*_PLACE, *(".".join(way) for way in (*_SINGLE, *lists))]


def template() -> list[list[Cell]]:
    """Give the header for somebody who begins with an empty table."""
    return [list(columns(_LONGEST))]


def rows(contents: Contents) -> list[list[Cell]]:
    """Write a pack: the header, then a row a question."""
    cards = [entry.card for entry in contents.questions]
    lengths = {n: max((len(getattr(card, n)) for card in cards), default=0) for n in _LONGEST}
    header = columns(lengths)
    titles = {heading.key: heading.title for heading in contents.topics}
    table: list[list[Cell]] = [list(header)]
    for entry in contents.questions:
        cells = _cells(entry, titles.pop(entry.topic or "", {}))
        table.append([cells.get(name, "") for name in header])
    return table


def _cells(entry: Entry, title: Mapping[Any, str]) -> dict[str, Cell]:
    place = {"key": entry.key, "parent": entry.parent or "", "topic": entry.topic or ""}
    card = entry.card.model_dump(mode="json", exclude_none=True)
    card["sources"] = [_line_of(source) for source in entry.card.sources]
    card["words"] = {language: ", ".join(words) for language, words in entry.card.words.items()}
    if entry.card.checked:
        card["checked"]["against"] = "\n".join(entry.card.checked.against)
    said = {f"topic.{language}": text for language, text in title.items()}
    return {**place, **said, **dict(_flat(card, ()))}


def _flat(value: Any, way: Way) -> Iterator[tuple[str, Cell]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, (*way, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _flat(inner, (*way, str(number)))
    elif isinstance(value, bool):
        yield ".".join(way), "yes" if value else "no"
    else:
        yield ".".join(way), value


def contents(table: Sequence[Sequence[Cell]], about: Contents) -> Contents:
    """Read a pack; what a table cannot say of it comes from `about`.

    Raises PackError with all that is wrong, each with its row (the header is row 1) and column.
    """
    if not table or not any(str(cell).strip() for cell in table[0]):
        raise PackError([Problem("table_empty")])
    header = [str(cell).strip() for cell in table[0]]
    problems = _header_problems(header)
    if problems:
        raise PackError(problems)
    found: list[Entry] = []
    titles: dict[str, dict[str, str]] = {}
    for number, cells in enumerate(table[1:], start=2):
        row = {n: c for n, c in zip(header, cells, strict=False) if n and str(c).strip() != ""}
        if row:
            entry, wrong = _entry(row, number, titles)
            problems += wrong
            found += [entry] if entry else []
    if not (found or problems):
        problems.append(Problem("no_rows"))
    if problems:
        raise PackError(problems)
    return about.model_copy(
        update={"topics": _topics(about, found, titles), "questions": tuple(found)}
    )


def lines(table: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Give the row of each question by its key, the last where several have the same."""
    column = [str(cell).strip() for cell in table[0]].index("key")
    rows = enumerate(table[1:], start=2)
    return {str(row[column]).strip(): number for number, row in rows if column < len(row)}


def _header_problems(header: Sequence[str]) -> list[Problem]:
    problems = [
        Problem("unknown_column", line=1, where=name)
        for name in header
        if name and not _is_column(name)
    ]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    problems += [Problem("column_twice", line=1, where=name) for name in twice]
    needed = [name for name in ("key",) if name not in header]
    return problems + [Problem("missing_column", line=1, where=name) for name in needed]


def _is_column(name: str) -> bool:
    way = tuple(name.split("."))
    if name in _PLACE or way in _SINGLE:
        return True
    listed = way[0] in _LONGEST and len(way) > 1 and re.fullmatch(r"[1-9]\d?", way[1])
    return bool(listed) and way in _rows_of(way[0], way[1])


def _entry(
    row: dict[str, Cell], number: int, titles: dict[str, dict[str, str]]
) -> tuple[Entry | None, list[Problem]]:
    key = str(row.pop("key", "")).strip()
    parent, topic = (str(row.pop(name, "")).strip() or None for name in ("parent", "topic"))
    names = {str(code): f"topic.{code}" for code in LANGUAGES}
    title = {code: str(row.pop(name)) for code, name in names.items() if name in row}
    if topic and title:
        titles.setdefault(topic, title)
    problems = list(_title_problems(title, number, key))
    nested: dict[str, Any] = {"prompt": {}}
    for name, cell in row.items():
        try:
            _put(nested, name.split("."), _value(name, cell))
        except ValueError:
            problems.append(Problem("cell_value", "", number, key, name, {"value": str(cell)[:60]}))
    numbers = {name: sorted(part) for name, part in nested.items() if name in _LONGEST}
    for name, places in numbers.items():
        nested[name] = [nested[name][place] for place in places]
    try:
        card = Card.model_validate(nested)
        entry = Entry(key=key, parent=parent, topic=topic, card=card)
    except ValidationError as error:
        for wrong in schema_problems(error):
            where = _where(wrong.where, numbers)
            problems.append(replace(wrong, line=number, key=key, where=where))
        return None, problems
    return entry, problems


def _title_problems(title: Mapping[str, str], number: int, key: str) -> Iterator[Problem]:
    try:
        _TITLE.validate_python(title)
    except ValidationError as error:
        for wrong in schema_problems(error):
            yield replace(wrong, line=number, key=key, where=f"topic.{wrong.where}")


def _put(nested: dict[Any, Any], way: Sequence[str], value: Any) -> None:
    *above, last = (
        int(s) if s.isdecimal() and n == 1 and way[0] in _LONGEST else s for n, s in enumerate(way)
    )
    for step in above:
        nested = nested.setdefault(step, {})
    nested[last] = value


def _value(name: str, cell: Cell) -> Any:
    """Read a cell; raises ValueError for one that is not what its column takes."""
    text = str(cell).strip()
    if name == "minutes":
        return int(float(text)) if float(text).is_integer() else text
    if name.endswith(".essential"):
        if text.lower() not in (*_YES, *_NO):
            raise ValueError(text)
        return text.lower() in _YES
    if name.startswith("sources."):
        return _source_of(str(cell))
    if name.startswith("words."):
        return [word.strip() for word in text.split(",") if word.strip()]
    if name == "checked.against":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if name == "checked.on":
        return text[:10]
    return str(cell)


def _line_of(source: Source) -> str:
    """Write a source on one line, or its four parts on four where one would be misread."""
    line = str(source)
    parts = (source.authors, str(source.year or ""), source.title, source.where)
    return line if _source_of(line) == source.model_dump() else "\n".join(parts)


def _source_of(text: str) -> dict[str, Any]:
    parts = [part.strip() for part in text.split("\n")]
    if len(parts) != len(Source.model_fields):
        return Source.parse(text).model_dump()
    named = dict(zip(Source.model_fields, parts, strict=True))
    return {**named, "year": named["year"] or None}


def _where(where: str, numbers: Mapping[str, list[int]]) -> str:
    """Name the column of an error; rows of a list that were left empty shift those after them."""
    name, *steps = where.split(".")
    if name not in numbers or not steps:
        return where
    number = str(numbers[name][int(steps[0]) - 1])
    inner = ["text"] if name == "key_points" and steps[1:2] in ([], ["ko"], ["en"]) else []
    return ".".join((name, number, *inner, *steps[1:]))


def _topics(
    about: Contents, found: Sequence[Entry], titles: Mapping[str, Mapping[str, str]]
) -> tuple[Heading, ...]:
    """Give the topics of `about`, and after them those that only the table names."""
    known = {heading.key: heading for heading in about.topics}
    for topic in filter(None, (entry.topic for entry in found)):
        if topic in titles:
            known[topic] = Heading.model_validate({"key": topic, "title": dict(titles[topic])})
        elif topic not in known:
            known[topic] = Heading.model_validate({"key": topic, "title": {about.language: topic}})
    return tuple(known.values())
