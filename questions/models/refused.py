"""What a verb of the bank says when it cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questions.models.revision import Revision


class Refused(Exception):
    """What was asked for cannot be done to the bank; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EditConflict(Exception):
    """Somebody saved another revision since this edit began; `current` is that revision."""

    def __init__(self, current: Revision) -> None:
        super().__init__(f"revision {current.number}")
        self.current = current
