"""What the pages are measured on: interviews of many sizes, made by the models' own verbs."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from django.utils.crypto import get_random_string

from accounts.models import User
from bench import outlines
from interview.models import Candidate, Interview, Kit, Position, Seat
from interview.state import Entry
from questions.models import Pack
from questions.shipping import load_shipped_packs

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PACK = "deep-learning"
SMALL_PACK = "bench-small"
NOTE = "기울기 소실까지 스스로 말함. 왜 0.5 이하에서 사라지는지는 힌트를 주자 설명했다."


def make_user() -> User:
    """Save and return an interviewer."""
    return User.objects.create_user("bench@example.com", get_random_string(20), name="Bench")


def make_kits() -> dict[int, Kit]:
    """Give a kit of 16 questions and one of 64, each with all chains of a pack of that size.

    The larger pack is the one that ships.
    """
    load_shipped_packs()
    outlines.load(SMALL_PACK, questions=16)
    return {16: _kit(SMALL_PACK), 64: _kit(PACK)}


def make_seat(kit: Kit, user: User, entries: int = 0, *, handed_in: bool = False) -> Seat:
    """Give a seat in a running or a handed-in interview with so many entries in its journal."""
    candidate = Candidate.objects.create(name="Gildong Hong", created_by=user)
    interview = Interview.objects.plan(candidate=candidate, kit=kit, planned_at=START, users=[user])
    seat = Seat.objects.get(interview=interview, user=user)
    seat.start(START)
    nodes = [node.id for node in seat.interview.script.nodes]
    seat.record(islice(acts(nodes), entries))
    if handed_in:
        seat.conclude("yes", NOTE, START + timedelta(hours=1))
    return seat


def acts(nodes: list[str]) -> Iterator[Entry]:
    """Give what an interviewer does, without an end: open, score and note of each question."""
    for number, node in enumerate(cycle(nodes)):
        for kind, value in (("open", None), ("score", number % 4 + 1), ("note", NOTE)):
            at = START + timedelta(seconds=number * 7)
            yield Entry(str(uuid.uuid4()), kind, node, value, at)


def _kit(slug: str) -> Kit:
    position = Position.objects.create(title=slug)
    kit = Kit.objects.create(title=slug, position=position)
    kit.pick_all(Pack.objects.get(slug=slug).questions.filter(parent=None).in_order())
    return kit
