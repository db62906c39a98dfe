"""What an interview asks, in order: from its kit before the start, from its script afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from interview import scripting
from interview.models import Interview
from interview.script import Node, Script
from questions.card import Words, pick
from questions.models import Revision


@dataclass(frozen=True)
class Asked:
    """One question of the script with its printed number, its words and its follow-ups."""

    number: str
    prompt: Words
    core: bool
    minutes: int
    below: tuple[Asked, ...]

    @property
    def follow_ups(self) -> int:
        """How many questions stand below this one, at any depth."""
        return sum(1 + question.follow_ups for question in self.below)


class Preview:
    """The chains of one interview with the words that they have, or had at the start."""

    def __init__(self, interview: Interview, language: str) -> None:
        self.language = language
        self.frozen = interview.frozen is not None
        frozen = interview.frozen or scripting.freeze(interview.kit)
        self.planned_minutes: int = frozen["minutes"]
        self.script = Script.from_json(frozen["nodes"])

    @cached_property
    def chains(self) -> list[Asked]:
        """The root questions in the order of asking."""
        wanted = [node.revision for node in self.script.nodes if node.revision]
        rows = Revision.objects.filter(pk__in=wanted).values_list("pk", "content__prompt")
        prompts: dict[int | None, dict[str, str]] = dict(rows)
        return [self._asked(root, prompts) for root in self.script.roots]

    @property
    def questions(self) -> int:
        return len(self.script.nodes)

    @property
    def minutes(self) -> int:
        return self.script.planned_minutes

    def _asked(self, node: Node, prompts: Mapping[int | None, dict[str, str]]) -> Asked:
        return Asked(
            number=self.script.path(node.id),
            prompt=pick(prompts[node.revision], self.language),
            core=node.core,
            minutes=node.minutes,
            below=tuple(self._asked(n, prompts) for n in self.script.children(node.id)),
        )
