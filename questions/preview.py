"""What a card that is being typed will look like, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from questions import sheet
from questions.card import Card, Text
from questions.forms import CardForm
from questions.labels import LANGUAGES, PARTS
from questions.pack import Contents, Entry, Heading, Problem, check
from questions.pack_words import problem_words
from questions.reading import reader_language
from questions.sheet import Page

MAX_REMARKS = 100
_ANY: Text = {"ko": "x", "en": "x"}


@dataclass(frozen=True)
class Preview:
    """The sheet of the card as far as it can be read, None where it cannot; remarks on it."""

    sheet: Page | None
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Preview:
        """Give the preview of what was typed."""
        form = CardForm(data)
        form.is_valid()
        wrongs = [f"{called}: {wrong}" for _id, called, wrong in form.problems]
        card: Card | None = getattr(form, "card", None)
        if card is None:
            return cls(None, _first(wrongs))
        page = sheet.side_by_side(sheet.of(card), reader_language())
        return cls(page, _first((*wrongs, *_doubts(card))))


def _first(remarks: Sequence[str]) -> tuple[str, ...]:
    rest = problem_words(Problem("unlisted_problems", values={"limit": MAX_REMARKS}))
    return tuple(remarks if len(remarks) <= MAX_REMARKS else [*remarks[:MAX_REMARKS], rest])


def _doubts(card: Card) -> Iterator[str]:
    """Say what a pack that held nothing but this card would be told about it."""
    entry = Entry(key="card", topic="topic", card=card)
    alone = Contents(
        slug="pack",
        title=_ANY,
        topics=(Heading(key="topic", title=_ANY),),
        questions=(entry,),
    )
    for problem in check(alone):
        if problem.where == "prompt" and not card.prompt:
            continue  # the form asks for one already
        yield f"{_place(problem.where)}: {problem_words(_in_words(problem))}"


def _place(where: str) -> str:
    """Call the place of a problem, "pitfalls.1.why.en", by its part, row and language."""
    part, *steps = where.split(".")
    named = [str(PARTS.get(part, part)), *(step for step in steps if step.isdecimal())]
    language = [str(LANGUAGES[step]) for step in steps if step in LANGUAGES]
    return " · ".join([" ".join(named), *language])


def _in_words(problem: Problem) -> Problem:
    """Give the same with a language called by its name."""
    code = problem.values.get("language")
    name = {"language": LANGUAGES[code]} if code in LANGUAGES else {}
    return replace(problem, values={**problem.values, **name})
