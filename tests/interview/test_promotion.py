"""An unplanned follow-up becomes a question of the bank: once, below its parent, unverified."""

import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from interview.models import Interview, Promotion, Refused, Seat
from interview.state import Entry
from questions.models import Question
from questions.outline import MAX_DEPTH
from tests.factories import (
    make_chain,
    make_interview,
    make_kit,
    make_question,
    make_seat,
    make_user,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
GELU, WHY = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def add(seat: Seat, node: str, parent: str, prompt: str) -> None:
    seat.record([Entry(str(uuid.uuid4()), "add", node, {"parent": parent, "prompt": prompt}, NOON)])


@pytest.fixture
def seat(user) -> Seat:
    """Two follow-ups nobody planned: one below a planned question, one below that."""
    kit = make_kit(make_chain("Why ReLU?", ["What is wrong with it?"]))
    seat = make_seat(user, make_interview(kit))
    seat.start(NOON)
    add(seat, GELU, "2", "And GELU?")
    add(seat, WHY, GELU, "왜 그런가요?")
    return seat


def promote(seat: Seat, node: str = GELU) -> Question:
    return Promotion.objects.promote(seat, node, by=seat.user, at=NOON).question


def below(question: Question) -> list[str]:
    return [str(follow_up) for follow_up in question.follow_ups.in_order().with_cards()]


def test_stands_below_its_parent_with_its_words_and_nothing_checked(seat):
    question = promote(seat)
    parent = Question.objects.get(current__content__prompt__en="What is wrong with it?")
    assert (question.parent, question.pack, question.topic) == (parent, parent.pack, parent.topic)
    assert question.card.prompt == {"en": "And GELU?"}
    assert question.card.standing == "unverified"
    assert question.retired_at is None


def test_says_by_whom_and_from_which_interview_and_not_of_whom(seat):
    revision = promote(seat).revisions.get()
    assert revision.author == seat.user
    assert revision.note == f"Asked unplanned in interview {seat.interview_id}"
    said = str([revision.content, revision.note, revision.search, revision.html])
    assert seat.interview.candidate.name not in said


def test_happens_once_however_often_it_is_asked_for(seat):
    first = promote(seat)
    assert promote(seat) == first
    assert Question.objects.count() == 3
    assert Promotion.objects.count() == 1


def test_one_below_another_goes_below_it(seat):
    with pytest.raises(Refused, match="parent_first"):
        promote(seat, WHY)
    gelu = promote(seat)
    why = promote(seat, WHY)
    assert why.parent == gelu
    assert why.card.prompt == {"ko": "왜 그런가요?"}


def test_what_was_planned_or_is_not_there_or_was_taken_back_is_not_promoted(seat):
    gone = Entry(
        str(uuid.uuid4()), "add", str(uuid.uuid4()), {"parent": "1", "prompt": "Oops"}, NOON
    )
    undo = Entry(str(uuid.uuid4()), "undo", "", {"entry": gone.id}, NOON)
    seat.record([gone, undo])
    for node in ("1", "99", gone.question):
        with pytest.raises(Refused, match="not_unplanned"):
            promote(seat, node)
    assert Question.objects.count() == 2


def test_words_that_name_the_candidate_stay_out_of_the_bank(seat):
    node = str(uuid.uuid4())
    add(seat, node, "1", "What did park jisoo build?")
    with pytest.raises(Refused, match="names_candidate"):
        promote(seat, node)
    assert Question.objects.count() == 2


def test_a_parent_that_was_moved_as_deep_as_the_bank_allows_takes_no_more(user):
    root = make_question()
    seat = make_seat(user, make_interview(make_kit(root)))
    seat.start(NOON)
    add(seat, GELU, "1", "And?")
    above = make_question(pack=root.pack)
    for _level in range(MAX_DEPTH - 2):
        above = make_question(parent=above)
    root.move(parent=above, topic=None, position=0)
    with pytest.raises(Refused, match="too_deep"):
        promote(seat)
    assert not Promotion.objects.exists()


def test_the_bank_does_not_move_the_interview(seat):
    frozen = Interview.objects.get(pk=seat.interview_id).frozen
    promote(seat)
    assert Interview.objects.get(pk=seat.interview_id).frozen == frozen
    assert seat.state().script.get(GELU).planned is False


class TestWrapUp:
    def address(self, name: str, seat: Seat, *more: str) -> str:
        return reverse(f"interview:{name}", args=[seat.interview_id, *more])

    def rows(self, client, seat: Seat) -> list[str]:
        return texts(client.get(self.address("wrap_up", seat)), "rows-item")

    def test_lists_them_with_a_button_and_then_a_link(self, seat, user_client):
        assert self.rows(user_client, seat) == [
            "1.1.1 And GELU? Put into the bank : And GELU?",
            "1.1.1.1 왜 그런가요? after the question above it",
        ]

        response = user_client.post(self.address("promote", seat, GELU))

        assert response.url == self.address("wrap_up", seat)
        page = user_client.get(response.url)
        assert texts(page, "rows-item") == [
            "1.1.1 And GELU? In the bank",
            "1.1.1.1 왜 그런가요? Put into the bank : 왜 그런가요?",
        ]
        assert texts(page, "messages") == ["It is in the question bank now, unverified."]
        question = Promotion.objects.get().question
        assert f'href="{question.get_absolute_url()}"' in page.content.decode()

    def test_says_why_not(self, seat, user_client):
        response = user_client.post(self.address("promote", seat, WHY))
        page = user_client.get(response.url)
        assert texts(page, "messages") == ["Put the question above it into the bank first."]

    def test_has_no_such_list_where_all_was_planned(self, user, user_client):
        seat = make_seat(user)
        seat.start(NOON)
        assert self.rows(user_client, seat) == []

    @pytest.mark.parametrize("added", [1, 4])
    def test_costs_the_same_queries_for_any_number(
        self, added, user, user_client, django_assert_num_queries
    ):
        seat = make_seat(user)
        seat.start(NOON)
        for n in range(added):
            node = str(uuid.UUID(int=10 + n))
            add(seat, node, "1", f"{n}?")
            promote(seat, node)
        # session, user, seat, how far, journal, cards, promotions
        with django_assert_num_queries(7):
            user_client.get(self.address("wrap_up", seat))

    def test_a_colleague_cannot_do_it(self, seat, client):
        client.force_login(make_user("Dana"))
        assert client.post(self.address("promote", seat, GELU)).status_code == 404
        assert not Promotion.objects.exists()

    def test_a_stretch_that_was_not_reached_is_listed(self, seat, user_client):
        page = user_client.get(self.address("wrap_up", seat)).content.decode()
        assert "Not reached" in page
        for prompt in ("Why ReLU?", "What is wrong with it?"):
            assert prompt in page
