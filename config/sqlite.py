"""Which SQLite library serves the embedded database, and how durably.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL database that several threads checkpoint at once
(https://sqlite.org/wal.html#walresetbug); distributions still ship such versions, so a fixed
one comes from a wheel where there is one.
"""

import importlib.util
import sys

FIRST_SAFE_WAL = (3, 51, 3)


def use_bundled_library() -> None:
    """Let `import sqlite3` give the wheel's library; where there is no wheel, change nothing.

    Must run before Django's SQLite backend is imported.
    """
    if importlib.util.find_spec("pysqlite3"):
        import pysqlite3
        import pysqlite3.dbapi2

        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def journal_mode(version: tuple[int, ...]) -> str:
    """Name the journal mode that is safe for threads on this SQLite version."""
    return "WAL" if version >= FIRST_SAFE_WAL else "TRUNCATE"


def options(version: tuple[int, ...]) -> dict[str, object]:
    """Give Django's OPTIONS for a database whose acknowledged saves survive a power loss."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal_mode(version)};"
            "PRAGMA synchronous=FULL;"
            "PRAGMA secure_delete=ON;"
        ),
    }
