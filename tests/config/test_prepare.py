"""What `manage.py serve` does to a database before it serves, and what it says on a full disk."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from config.management.commands.serve import Command
from questions.models import Pack

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_static_files(settings, tmp_path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"


@pytest.fixture
def full_disk(transactional_db) -> Iterator[None]:
    """Let SQLite's file take no page more than it has; PostgreSQL knows no such limit."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told that its disk is full")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA max_page_count = 1")  # as few as there are
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


def test_a_full_disk_is_said_in_one_line(full_disk):
    wrong = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("serve", port=0, stderr=wrong)
    assert ended.value.code == 1
    assert wrong.getvalue() == (
        f"Cannot use the database {connection.settings_dict['NAME']}: database or disk is full\n"
    )
    assert not Pack.objects.exists()


def test_sessions_that_are_over_are_forgotten():
    now = timezone.now()
    for key, days in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=now + timedelta(days=days))
    Command().prepare(demo=False)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
