"""Settings come from the environment; a wrong one stops the start in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.database import POSTGRESQL, SQLITE, from_url
from config.secret import key_in

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("", {"ENGINE": SQLITE, "NAME": Path("/data/kkori.sqlite3")}),
        ("sqlite:////srv/a%20b.sqlite3", {"ENGINE": SQLITE, "NAME": "/srv/a b.sqlite3"}),
        ("postgres:///kkori", {"ENGINE": POSTGRESQL, "NAME": "kkori", "HOST": ""}),
        (
            "postgres://min:s%40l@db.example:5433/kkori",
            {
                "ENGINE": POSTGRESQL,
                "NAME": "kkori",
                "HOST": "db.example",
                "PORT": 5433,
                "USER": "min",
                "PASSWORD": "s@l",
            },
        ),
    ],
)
def test_the_database_is_named_by_one_url(url, parts):
    given = from_url(url, Path("/data"))
    assert {name: given[name] for name in parts} == parts
    assert given["CONN_MAX_AGE"] is None


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://kkori",
        "postgres://",
        "postgres://min:secret@host:port/kkori",
        "sqlite://",
        "sqlite://:memory:",
        "sqlite:///",
    ],
)
def test_a_url_that_names_no_database_is_refused_without_repeating_it(url):
    with pytest.raises(ImproperlyConfigured) as refused:
        from_url(url, Path("/data"))
    assert str(refused.value) == (
        "DATABASE_URL must look like sqlite:////folder/file.sqlite3 "
        "or postgres://user:password@host:5432/name"
    )


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = tmp_path / "data"
    key = key_in(folder)
    assert len(key) == 64
    assert key_in(folder) == key
    assert [path.name for path in folder.iterdir()] == ["secret.key"]
    assert ((folder / "secret.key").stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (
        0o600,
        0o700,
    )


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured) as refused:
        key_in(tmp_path / "file" / "data")
    assert str(refused.value) == f"cannot keep data in {tmp_path}/file/data: Not a directory"


def told(data_dir: Path, *names: str, **environment: str) -> list[str]:
    """Give what these settings are in a process with this environment."""
    code = f"from django.conf import settings as s; print({', '.join('s.' + n for n in names)})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "PATH": os.environ["PATH"]}
        | {"KKORI_DATA_DIR": str(data_dir)}
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_debugging_is_off_unless_asked_for(tmp_path):
    assert told(tmp_path, "DEBUG") == ["False"]
    assert told(tmp_path, "DEBUG", KKORI_DEBUG="1") == ["True"]


def test_https_makes_cookies_secure_and_trusts_the_proxy(tmp_path):
    switches = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    names = (*switches, "SECURE_HSTS_SECONDS", "ALLAUTH_TRUSTED_PROXY_COUNT")
    assert told(tmp_path, *names) == ["False", "False", "False", "0", "0"]
    assert told(tmp_path, *names, KKORI_HTTPS="1") == ["True", "True", "True", "31536000", "1"]


def test_a_wrong_setting_stops_the_start_in_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={"DATABASE_URL": "mysql://min:secret@host/kkori", "KKORI_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Kkori cannot use its settings: DATABASE_URL must look like "
        "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name\n"
    )
