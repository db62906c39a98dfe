"""Scripts and entries for the tests of the pure part of interviews."""

import uuid
from datetime import UTC, datetime, timedelta

from interview.script import Node, Script
from interview.state import Entry

NINE = datetime(2025, 1, 6, 9, tzinfo=UTC)
ADDED, OTHER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def after(seconds):
    """The moment so many seconds after nine."""
    return NINE + timedelta(seconds=seconds)


def node(name, parent=None, topic=7, **more):
    """A planned node of one minute, in topic 7."""
    number = int(name)
    given = {"question": number, "revision": 100 + number, "core": True, "minutes": 1, **more}
    return Node(name, parent, topic=topic, **given)


def unplanned(name, parent, topic=7):
    """A follow-up made up on the spot."""
    return Node(name, parent, None, None, topic, False, 0, prompt="Why?", planned=False)


# 1 ─ 2 ─ 3    topic 7
#   └ 4
# 5 ─ 6        topic 8
# 7            topic 7
SCRIPT = Script(
    (
        node("1"),
        node("2", "1"),
        node("3", "2"),
        node("4", "1"),
        node("5", topic=8),
        node("6", "5", topic=8),
        node("7"),
    )
)


def entry(kind, question="", value=None, at=0, uid=None):
    """One entry, `at` seconds after nine, with a new id unless one is given."""
    return Entry(uid or str(uuid.uuid4()), kind, question, value, after(at))


def add(name=ADDED, parent="1", prompt="And why?", at=0):
    """The entry of an unplanned follow-up."""
    return entry("add", name, {"parent": parent, "prompt": prompt}, at)


def undo(target, at=0):
    """The entry that takes another one back."""
    return entry("undo", "", {"entry": target.id}, at)


def redo(target, at=0):
    """The entry that does again what another one took back."""
    return entry("redo", "", {"entry": target.id}, at)
