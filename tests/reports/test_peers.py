"""The other scorecards of a position, of those that the reader may read."""

from decimal import Decimal

import pytest

from interview.models import Interview, Kit, Position
from reports.peers import peers
from tests.factories import make_interview, make_kit, make_question, make_user
from tests.reports.scenes import act, hand_in, sit

pytestmark = pytest.mark.django_db


def held(kit, *users, scores=(3, 3, 4)):
    """Hold an interview over three questions; give the first user's scorecard."""
    interview = make_interview(kit, users=list(users))
    seat = sit(interview, users[0])
    seat.record(act("score", str(n), score) for n, score in enumerate(scores, start=1))
    return hand_in(seat)


@pytest.fixture
def kit():
    return make_kit(*(make_question() for _ in range(3)))


def test_they_are_the_averages_of_the_others_of_the_same_position(user, kit):
    own = held(kit, user)
    held(kit, user, scores=(1, 2, 2))
    held(kit, user, scores=(4, 4, 4))
    assert peers(user, own) == [Decimal("1.67"), Decimal("4.00")]


def test_too_little_scored_is_left_out(user, kit):
    own = held(kit, user)
    held(kit, user, scores=(1, 2))
    assert peers(user, own) == []


def test_what_the_reader_may_not_read_is_left_out(user, kit):
    own = held(kit, user)
    held(kit, make_user("Lee"))
    held(kit, make_user("Han"), user)
    assert peers(user, own) == []


def test_another_position_is_another_matter(user, kit):
    own = held(kit, user)
    other = make_kit(*(make_question() for _ in range(3)), title="Other")
    position = Position.objects.create(title="Frontend")
    Kit.objects.filter(pk=other.pk).update(position=position)
    held(other, user)
    assert peers(user, own) == []


def test_it_takes_one_query(user, kit, django_assert_num_queries):
    own = held(kit, user)
    held(kit, user)
    with django_assert_num_queries(1):
        peers(user, own)


def test_a_practice_counts_for_nobody(user, kit):
    own = held(kit, user)
    rehearsed = held(kit, user)
    Interview.objects.filter(pk=rehearsed.seat.interview_id).update(practice=True)
    assert peers(user, own) == []
