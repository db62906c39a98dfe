"""Counting the queries of a stretch of code."""

from collections.abc import Callable
from typing import Any

# Only SQLite begins a transaction with a statement of its own: left out, both count alike.
OF_THE_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Counter:
    """Counts what passes by; to be put into `connection.execute_wrapper`."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.count += not sql.startswith(OF_THE_TRANSACTION)
        return execute(sql, params, many, context)
