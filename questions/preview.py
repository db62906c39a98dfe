"""What a card that is being typed will look like, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questions.card import Card
from questions.forms import CardForm


@dataclass(frozen=True)
class Preview:
    """The card as far as it can be read, None where it cannot; what is wrong with it."""

    card: Card | None
    wrongs: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Preview:
        """Give the preview of what was typed."""
        form = CardForm(data)
        form.is_valid()
        wrongs = tuple(f"{called}: {wrong}" for _id, called, wrong in form.problems)
        return cls(getattr(form, "card", None), wrongs)
