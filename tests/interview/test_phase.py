"""How far a seat is, read from a few entries: the same as the fold of the whole journal says."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from interview.phase import Phase, phases
from interview.roster import roster
from interview.state import Entry
from tests.factories import make_interview, make_seat, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def act(kind, value=None, at=1):
    return Entry(str(uuid.uuid4()), kind, "", value, NOON + timedelta(minutes=at))


def phase(seat):
    return phases([seat])[seat.pk]


@pytest.fixture
def seat(db):
    return make_seat()


@pytest.fixture
def started(seat):
    seat.start(NOON)
    return seat


def test_is_planned_before_the_start(seat):
    assert phase(seat) is Phase.PLANNED


def test_is_planned_while_only_a_colleague_has_started(seat):
    make_seat(make_user("Dana"), seat.interview).start(NOON)
    assert phase(seat) is Phase.PLANNED


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], Phase.RUNNING),
        (["pause"], Phase.PAUSED),
        (["pause", "resume"], Phase.RUNNING),
        (["finish"], Phase.FINISHED),
        (["pause", "finish"], Phase.FINISHED),
        (["finish", "resume"], Phase.RUNNING),
    ],
)
def test_follows_the_clock(kinds, expected, started):
    started.record([act(kind, at=n) for n, kind in enumerate(kinds)])
    assert phase(started) is expected


@pytest.mark.parametrize("kind", ["pause", "finish"])
def test_what_was_taken_back_counts_as_not_made(kind, started):
    stop = act(kind)
    started.record([stop, act("undo", {"entry": stop.id})])
    assert phase(started) is Phase.RUNNING

    started.record([act("redo", {"entry": stop.id})])
    assert phase(started) is not Phase.RUNNING


def test_is_handed_in_until_it_is_reopened(started):
    started.conclude("yes", "Good.", NOON)
    assert phase(started) is Phase.HANDED_IN

    started.reopen("Wrong score", NOON)
    started.refresh_from_db()
    assert phase(started) is Phase.FINISHED


@pytest.mark.parametrize("seats", [1, 3])
def test_costs_one_query_for_any_number_of_seats(seats, django_assert_num_queries):
    many = [make_seat(make_user()) for _n in range(seats)]
    for one in many:
        one.start(NOON)
    with django_assert_num_queries(1):
        assert phases(many) == {one.pk: Phase.RUNNING for one in many}


def test_colleagues_see_no_closer_than_running(user, django_assert_num_queries):
    interview = make_interview(users=[user, make_user("Dana"), make_user("Jun")])
    paused, finished, _planned = interview.seats.all()
    for seat, kind in ((paused, "pause"), (finished, "finish")):
        seat.start(NOON)
        seat.record([act(kind)])

    with django_assert_num_queries(2):
        places = roster(interview)

    assert [(str(place.seat.user), place.shown) for place in places] == [
        ("Kim Minji", Phase.RUNNING),
        ("Dana", Phase.RUNNING),
        ("Jun", Phase.PLANNED),
    ]
