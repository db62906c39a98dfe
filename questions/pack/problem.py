"""What is wrong with a pack file, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its code, the file (path, or sheet), the line (0: all of it).

    `key` names the question, `where` the field ("pitfalls.1.why.en"), `values` fill the words.
    """

    code: str
    file: str = ""
    line: int = 0
    key: str = ""
    where: str = ""
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)


class PackError(Exception):
    """A pack file cannot be taken; `problems` says all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))
