"""Long work as a generator: it yields how much is done of how much, and returns what it gives.

Whoever closes it before its end stops the work where it is.
"""

from collections.abc import Generator
from typing import Any, TypeVar

Result = TypeVar("Result")
Steps = Generator[tuple[int, int], None, Result]


def finished(work: Generator[Any, None, Result]) -> Result:
    """Do the work to its end and give what it returns."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result
