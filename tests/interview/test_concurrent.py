"""Many requests of one seat at once: each entry is written once, whatever arrives and how often."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from interview.models import Refused, Seat
from interview.state import Entry
from tests.factories import make_interview, make_kit, make_question, make_seat

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 6


@pytest.fixture
def seat() -> Seat:
    seat = make_seat(interview=make_interview(make_kit(make_question("Why ReLU?"))))
    seat.start(timezone.now())
    return seat


def note(number: int, words: str = "") -> Entry:
    uid = f"00000000-0000-4000-8000-{number:012}"
    return Entry(uid, "note", "1", words or f"{number}", timezone.now(), ())


def send(seat: Seat, batch: list[Entry]) -> dict[str, int] | str:
    """Record a batch as a request of its own would; give what is acknowledged, or the refusal."""
    try:
        return Seat.objects.select_related("interview").get(pk=seat.pk).record(batch)
    except Refused as refusal:
        return refusal.code
    finally:
        connection.close()


def at_once(seat: Seat, batches: list[list[Entry]]) -> list[dict[str, int] | str]:
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(lambda batch: send(seat, batch), batches))


def test_batches_that_overlap_and_repeat_are_each_acknowledged_and_written_once(seat):
    chance = random.Random(4)
    entries = [note(number) for number in range(30)]
    batches = [chance.sample(entries, 10) for _ in range(30)] + [[one] for one in entries]
    answers = at_once(seat, batches)
    rows = seat.entries.filter(kind="note").values_list("uuid", "pk")
    orders = {str(uid): order for uid, order in rows}

    assert sorted(entry.value for entry in seat.journal()[2:]) == sorted(e.value for e in entries)
    for batch, answer in zip(batches, answers, strict=True):
        assert answer == {entry.id: orders[entry.id] for entry in batch}


def test_of_two_bodies_with_one_id_one_is_written_and_the_other_always_refused(seat):
    bodies = [[note(1, "mine")], [note(1, "yours")]] * 10
    answers = at_once(seat, bodies)
    [kept] = [entry.value for entry in seat.journal()[2:]]

    for [entry], answer in zip(bodies, answers, strict=True):
        assert (answer == "id_reused") is (entry.value != kept)
