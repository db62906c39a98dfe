"""What must hold for any pack that is taken.

Its tree, its figures, no hidden characters, and no standing that nobody gave.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from questions.card import Figure
from questions.characters import hidden
from questions.figure import FigureError, clean
from questions.pack.contents import Contents, Entry
from questions.pack.limits import FIGURES, MAX_LEVELS, MAX_QUESTIONS
from questions.pack.problem import Problem
from questions.pack.texts import about_strings, strings


def refusals(contents: Contents) -> tuple[Problem, ...]:
    """List why a pack cannot be taken; without any, its questions are whole chains."""
    if len(contents.questions) > MAX_QUESTIONS:
        values = {"count": len(contents.questions), "limit": MAX_QUESTIONS}
        return (Problem("too_many_questions", values=values),)
    found = chain(
        _topics(contents),
        _tree(contents.questions),
        _standings(contents.questions),
        _words(contents),
        _figures(contents),
    )
    return tuple(found)


def _topics(contents: Contents) -> Iterator[Problem]:
    known: set[str] = set()
    for number, topic in enumerate(contents.topics, 1):
        if topic.key in known:
            yield Problem("topic_repeated", where=f"topics.{number}.key", values={"it": topic.key})
        known.add(topic.key)
    for entry in contents.questions:
        if entry.parent is not None and entry.topic is not None:
            yield Problem("topic_of_follow_up", key=entry.key, where="topic")
        elif entry.topic is not None and entry.topic not in known:
            yield Problem("topic_unknown", key=entry.key, where="topic", values={"it": entry.topic})


def _tree(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Every parent stands before its follow-ups."""
    parents = {entry.key: entry.parent for entry in entries}
    level: dict[str, int] = {}
    for entry in entries:
        if entry.key in level:
            yield Problem("key_repeated", key=entry.key, where="key")
        if entry.parent is not None and entry.parent not in level:
            code = _lost(entry, parents)
            yield Problem(code, key=entry.key, where="parent", values={"it": entry.parent})
        level[entry.key] = level.get(entry.parent or "", 0) + 1
        if level[entry.key] == MAX_LEVELS + 1:
            yield Problem("too_deep", key=entry.key, where="parent", values={"limit": MAX_LEVELS})


def _lost(entry: Entry, parents: dict[str, str | None]) -> str:
    """Say why a parent has not been seen before its follow-up."""
    if entry.parent not in parents:
        return "parent_unknown"
    above: str | None = entry.parent
    seen = {entry.key}
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return "cycle" if above == entry.key else "parent_after"


def _standings(entries: Iterable[Entry]) -> Iterator[Problem]:
    for key, card in ((entry.key, entry.card) for entry in entries):
        if card.standing in ("reviewed", "verified", "contested") and card.checked is None:
            values = {"standing": card.standing}
            yield Problem("not_checked", key=key, where="standing", values=values)
        if card.standing == "verified" and not (card.sources or card.facts):
            yield Problem("verified_without_sources", key=key, where="sources")


def _words(contents: Contents) -> Iterator[Problem]:
    for where, text in about_strings(contents):
        yield from _hidden("", where, text)
    for entry in contents.questions:
        if not entry.card.prompt:
            yield Problem("prompt_missing", key=entry.key, where="prompt")
        for where, text in strings(entry):
            yield from _hidden(entry.key, where, text)


def _hidden(key: str, where: str, text: str) -> Iterator[Problem]:
    if found := hidden(text):
        yield Problem("control_character", key=key, where=where, values={"codepoint": found})


def _figures(contents: Contents) -> Iterator[Problem]:
    pictures: dict[str, str] = {}
    for key, name, figure in _pictured(contents):
        first = pictures.setdefault(figure.file, figure.svg)
        if not FIGURES.fullmatch(figure.file):
            yield Problem("figure_name", key=key, where=f"{name}.file", values={"it": figure.file})
        elif not figure.svg:
            yield Problem(
                "figure_missing", key=key, where=f"{name}.file", values={"it": figure.file}
            )
        elif first is figure.svg:
            yield from _unclean(key, name, figure)
        elif first != figure.svg:
            yield Problem("figure_differs", key=key, where=name, values={"it": figure.file})


def _unclean(key: str, name: str, figure: Figure) -> Iterator[Problem]:
    try:
        clean(figure.svg)
    except FigureError as error:
        yield Problem(error.code, key=key, where=name, values={**error.values, "it": figure.file})


def _pictured(contents: Contents) -> Iterator[tuple[str, str, Figure]]:
    for entry in contents.questions:
        for name in ("figure", "answer_figure"):
            if figure := getattr(entry.card, name):
                yield entry.key, name, figure
