"""What is wrong with a pack, as a page shows it: by file, the first of it, all of it as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from questions.pack import Problem
from questions.pack_words import located_words

SHOWN = 200


@dataclass(frozen=True)
class Group:
    """The problems of one file (or of one question): how many, and those that are shown."""

    name: str
    count: int
    shown: tuple[Problem, ...]


class ProblemList:
    """Problems by file: `files` with their numbers, `groups`, and how many are `hidden`."""

    def __init__(self, problems: Iterable[Problem], count: int, file: str | None = None) -> None:
        """`count` is how many there were; `problems` may be the first of them."""
        self.problems, self.count, self.file = tuple(problems), count, file
        by_file = grouped(self.problems, "file")
        self.files = [(group.name, group.count) for group in by_file]
        chosen = [group for group in by_file if file in (None, "", group.name)]
        self.groups = _first(chosen)
        wanted = count if len(chosen) == len(by_file) else sum(group.count for group in chosen)
        self.hidden = wanted - sum(len(group.shown) for group in self.groups)

    @classmethod
    def of(cls, result: Mapping[str, Any], file: str | None = None) -> ProblemList:
        """Give those that were written down when an upload was checked."""
        found = [Problem(**problem) for problem in result.get("problems", ())]
        return cls(found, result.get("count", 0), file)

    def text(self) -> str:
        """Give one line a problem."""
        return "".join(f"{located_words(problem)}\n" for problem in self.problems)


def grouped(problems: Iterable[Problem], by: str) -> list[Group]:
    """Give problems by their `file` or `key`, in the order in which these come first."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[getattr(problem, by)].append(problem)
    return [Group(name, len(inner), tuple(inner)) for name, inner in found.items()]


def _first(groups: Iterable[Group]) -> list[Group]:
    """Cut the groups off after so many problems."""
    left, cut = SHOWN, []
    for group in groups:
        if left > 0:
            cut.append(Group(group.name, group.count, group.shown[:left]))
            left -= group.count
    return cut
