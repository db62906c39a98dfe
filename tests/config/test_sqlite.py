"""The embedded database: a fixed library, and saves that survive a power loss."""

import os
import sqlite3
import sys

import pytest
from django.conf import settings
from django.db import connection, transaction

from config.sqlite import FIRST_SAFE_WAL, journal_mode, options

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="runs on PostgreSQL")


@pytest.mark.skipif(sys.platform != "linux", reason="the wheel is made for Linux")
def test_the_library_is_one_without_the_wal_bug():
    assert sqlite3.__name__ == "pysqlite3"
    assert sqlite3.sqlite_version_info >= FIRST_SAFE_WAL


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 4), "WAL"),
    ],
)
def test_an_affected_version_keeps_clear_of_wal(version, mode):
    assert journal_mode(version) == mode
    assert f"PRAGMA journal_mode={mode};" in options(version)["init_command"]


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", journal_mode(sqlite3.sqlite_version_info).lower()),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 20_000),
    ],
)
def test_every_connection_has_the_durable_settings(db, pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_takes_the_write_lock_at_its_start():
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


@on_sqlite
def test_the_tests_have_a_database_of_their_own(db):
    name = connection.settings_dict["NAME"]
    assert os.path.basename(name) == "test.sqlite3"
    assert not str(name).startswith(str(settings.DATA_DIR))
