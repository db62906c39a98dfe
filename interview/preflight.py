"""What to know before an interview starts: gaps in its cards, and whether it fits its time.

Nothing here holds the start up: an interviewer may know what a card does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from interview.preview import Preview
from questions.card import SCORES, Words
from questions.labels import STANDINGS
from questions.models import Revision

CHECKED = ("verified", "contested")  # contested: somebody checked, and the experts disagree
PARTS = ("prompt", "key_points", "anchors", "standing")  # of a card's page


@dataclass(frozen=True)
class Sheet:
    """One question of the script by what a scorer leans on, in the reader's language."""

    number: str
    question: int | None
    prompt: Words
    points: bool
    anchors: bool
    standing: str

    @property
    def complete(self) -> bool:
        return self.points and self.anchors

    @property
    def standing_word(self) -> str:
        return str(STANDINGS[self.standing])


@dataclass(frozen=True)
class Fit:
    """The minutes of the core chains and of all, against those planned."""

    core: int
    chosen: int
    planned: int

    @property
    def core_fits(self) -> bool:
        return self.core <= self.planned

    @property
    def all_fits(self) -> bool:
        return self.chosen <= self.planned


class Preflight:
    """The checks of one interview that the server can make. Costs one query."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Every question, in the order of asking."""
        script, language = self._preview.script, self._preview.language
        wanted = [node.revision for node in script.nodes if node.revision]
        fields = [f"html__{language}__{part}" for part in PARTS]
        rows = Revision.objects.filter(pk__in=wanted).values_list("pk", *fields)
        pages: dict[int | None, list[Any]] = {pk: page for pk, *page in rows}
        return [
            _sheet(script.path(node.id), node.question, pages[node.revision], language)
            for node in script.nodes
        ]

    @property
    def incomplete(self) -> list[Sheet]:
        """Those without key points or anchors in the reader's language."""
        return [sheet for sheet in self.sheets if not sheet.complete]

    @property
    def unchecked(self) -> list[Sheet]:
        """Those whose answer nobody has held against its sources, or not lately."""
        return [sheet for sheet in self.sheets if sheet.standing not in CHECKED]

    @property
    def fit(self) -> Fit:
        roots = self._preview.script.roots
        core = sum(root.minutes for root in roots if root.core)
        return Fit(core, self._preview.minutes, self._preview.planned_minutes)


def _sheet(number: str, question: int | None, page: list[Any], language: str) -> Sheet:
    prompt, points, anchors, standing = page
    return Sheet(
        number=number,
        question=question,
        prompt=Words(**prompt),
        points=bool(points) and all(_in(point["text"], language) for point in points),
        anchors=all(_in(anchors.get(score, {}), language) for score in SCORES),
        standing=standing,
    )


def _in(said: dict[str, str], language: str) -> bool:
    return said.get("language") == language
