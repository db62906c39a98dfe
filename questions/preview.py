"""What a card that is being typed will look like, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questions import sheet
from questions.card import Card
from questions.forms import CardForm
from questions.reading import reader_language
from questions.sheet import Page


@dataclass(frozen=True)
class Preview:
    """The sheet of the card as far as it can be read, None where it cannot; what is wrong."""

    sheet: Page | None
    wrongs: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Preview:
        """Give the preview of what was typed."""
        form = CardForm(data)
        form.is_valid()
        wrongs = tuple(f"{called}: {wrong}" for _id, called, wrong in form.problems)
        card: Card | None = getattr(form, "card", None)
        made = sheet.side_by_side(sheet.of(card), reader_language()) if card else None
        return cls(made, wrongs)
