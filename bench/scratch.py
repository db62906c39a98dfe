"""A data folder and a database that nobody else uses, for as long as the benchmark runs."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from script.parts import OPERATORS
from script.venv_setup import ROOT, Failure


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Give the environment variables of a Kkori of its own; at the end all of it is deleted.

    Raises Failure where no database can be made.
    """
    data_dir = Path(os.environ.get("KKORI_DATA_DIR") or ROOT / "var")
    data_dir.mkdir(parents=True, exist_ok=True)
    # In the data folder, because a save is as quick as the disk below it.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=data_dir) as folder, _database() as url:
        inherited = {name: text for name, text in os.environ.items() if name not in OPERATORS}
        yield inherited | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "KKORI_DATA_DIR": folder,
            "DATABASE_URL": url,
        }


@contextmanager
def _database() -> Iterator[str]:
    """Give a DATABASE_URL: of a new database on the server that the user's one names, or none."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    name = f"kkori_bench_{os.getpid()}"
    _execute(url, f'CREATE DATABASE "{name}"')
    try:
        yield with_name(url, name)
    finally:
        _execute(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(url: str, statement: str) -> None:
    try:
        with psycopg.connect(with_name(url, "postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise Failure(f"Cannot make a database for the benchmark: {reason}") from error


def with_name(url: str, name: str) -> str:
    """Give the DATABASE_URL of another database on the same server."""
    return re.sub(r"^(\w+://[^/]*/)[^?]*", rf"\g<1>{name}", url)
