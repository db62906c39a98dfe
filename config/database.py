"""Which database DATABASE_URL names."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"


def from_url(url: str, data_dir: Path) -> dict[str, Any]:
    """Give Django's settings of one database; without a URL, of a SQLite file in `data_dir`.

    Raises ImproperlyConfigured for a URL that names neither SQLite nor PostgreSQL. Its message
    leaves the URL out: it may hold a password.
    """
    if not url:
        return {"ENGINE": SQLITE, "NAME": data_dir / "kkori.sqlite3", "CONN_MAX_AGE": None}
    if not url.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise _wrong()
    config = _parsed(url)
    if config["NAME"] in ("", ":memory:"):
        raise _wrong()
    return config | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": config["ENGINE"] == POSTGRESQL}


def _parsed(url: str) -> dict[str, Any]:
    try:
        return environ.Env.db_url_config(url)
    except ValueError as error:
        raise _wrong() from error


def _wrong() -> ImproperlyConfigured:
    return ImproperlyConfigured(
        "DATABASE_URL must look like sqlite:////folder/file.sqlite3 "
        "or postgres://user:password@host:5432/name"
    )
