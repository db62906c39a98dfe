"""What loading a pack changes, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from questions import labels
from questions.pack import Problem

FIELDS = {
    "title": _("the title of the pack"),
    "version": _("its version"),
    "language": _("its main language"),
    "languages": _("its languages"),
    "level": _("its level"),
    "licence": _("its licence"),
    "credit": _("its credit"),
    "notes": _("the notes of the pack"),
    "closing": _("its closing words"),
    "terms": _("its terms"),
    "topics": _("its topics"),
}
LISTS = {
    "new": _("New questions"),
    "revised": _("Revised: their cards change"),
    "moved": _("Moved: they stand elsewhere"),
    "rekeyed": _("Other keys: the same questions"),
    "retired": _("Retired in the bank: they stay retired, with what is below them"),
    "missing": _("In the bank, not in the file: they are kept"),
}


@dataclass(frozen=True)
class ChangeList:
    """Some questions, under a title that says what happens to them."""

    title: str
    rows: Sequence[Mapping[str, Any]]


def lists(changes: Mapping[str, Any]) -> list[ChangeList]:
    """Give the questions that a load touches or leaves, by what happens to them."""
    return [ChangeList(str(LISTS[name]), changes[name]) for name in LISTS if changes[name]]


def is_nothing(changes: Mapping[str, Any]) -> bool:
    """Say whether the bank says all of it already."""
    return not load_words(changes)


def load_words(changes: Mapping[str, Any]) -> list[str]:
    """Say what a load changes, counts first; nothing gives an empty list."""
    said = [
        (n := len(changes["new"]), ngettext("{n} new question", "{n} new questions", n)),
        (n := len(changes["revised"]), ngettext("{n} revised", "{n} revised", n)),
        (n := len(changes["moved"]), ngettext("{n} moved", "{n} moved", n)),
        (n := len(changes["rekeyed"]), ngettext("{n} other key", "{n} other keys", n)),
    ]
    counted = [text.format(n=grouped(n)) for n, text in said if n]
    return counted + [str(FIELDS[name]) for name in changes["pack"]]


def loaded_words(changes: Mapping[str, Any]) -> str:
    """Say what a load did."""
    if is_nothing(changes):
        return gettext("The pack says all of this already: nothing was changed.")
    return gettext("Loaded: {changes}.").format(changes=", ".join(load_words(changes)))


def line_words(problem: Problem, name: str) -> str:
    """Say at which line, or in a table at which row, of the file of that name a problem is."""
    if not problem.line:
        return ""
    is_text = name.lower().endswith((".zip", ".json"))
    text = gettext("Line {n}") if is_text else gettext("Row {n}")
    return text.format(n=grouped(problem.line))


def part_labels(parts: Sequence[tuple[str, str]]) -> list[str]:
    """Say what parts of a card are called, each with the language that it is in."""
    return [
        " · ".join([str(labels.PARTS[part]), *([str(labels.LANGUAGES[code])] if code else [])])
        for part, code in parts
    ]


def grouped(number: int) -> str:
    """Write a number as the reader does."""
    return number_format(number, force_grouping=True)
