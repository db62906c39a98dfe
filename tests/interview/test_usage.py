"""How questions are used: counted by interview, told to everybody, and by nobody's name."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from interview.models import Scorecard
from tests.factories import make_chain, make_interview, make_kit, make_pack, make_seat, make_user
from tests.pages import text
from tests.questions.pages import lines
from tests.reports.scenes import act

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture
def chain():
    return make_chain("Why ReLU?", ["And then?", "And when not?"], pack=make_pack("deep-learning"))


@pytest.fixture
def kit(chain):
    return make_kit(chain, title="First talk")


def asked(kit, *acts, interview=None, by="Kim Minji", on=DAY):
    """Hand in an interview in which these acts happened."""
    seat = make_seat(make_user(by), interview or make_interview(kit))
    seat.start(on)
    seat.record(acts)
    return seat.conclude("yes", "Solid.", on)


def usage(client, question):
    return client.get(reverse("interview:usage", args=[question.pk]))


def day(moment):
    return date_format(localtime(moment), "DATE_FORMAT")


def test_a_question_that_nobody_asks_says_so(user_client, chain):
    assert text(usage(user_client, chain), "#usage") == "Asked Never yet Kits In none"


def test_a_question_says_its_kits_how_often_and_when_last(user_client, chain, kit):
    make_kit(chain, title="Second talk")
    asked(kit, act("score", "1", 3))
    last = asked(kit, act("score", "1", 1), act("outcome", "2", "no_answer"))
    said = f"last on {day(last.handed_in_at)} Kits First talk Second talk"
    assert text(usage(user_client, chain), "#usage") == f"Asked in 2 interviews {said}"
    follow_up = chain.follow_ups.first()
    assert text(usage(user_client, follow_up), "#usage") == f"Asked in 1 interview {said}"


def test_what_was_skipped_or_not_reached_was_not_asked(user_client, chain, kit):
    asked(kit, act("outcome", "1", "skipped"))
    for question in (chain, chain.follow_ups.first()):
        assert "Never yet" in lines(usage(user_client, question))


def test_an_interview_counts_once_however_many_sit_in_it(user_client, chain, kit):
    interview = make_interview(kit)
    for _seat in range(2):
        asked(kit, act("score", "1", 3), interview=interview)
    assert "in 1 interview" in lines(usage(user_client, chain))


def test_a_scorecard_that_was_handed_in_again_counts_by_what_holds_now(user_client, chain, kit):
    scorecard = asked(kit, act("score", "1", 3), act("score", "2", 3))
    seat = scorecard.seat
    seat.reopen("typo", DAY)
    seat.record([act("outcome", "2", "skipped")])
    seat.conclude("no", "Else.", DAY)
    assert Scorecard.objects.count() == 2
    assert "in 1 interview" in lines(usage(user_client, chain))
    assert "Never yet" in lines(usage(user_client, chain.follow_ups.first()))


def test_a_retired_question_is_out_of_use(user_client, chain, kit):
    chain.retire()
    assert text(usage(user_client, chain), "#usage") == "Out of use: no kit asks it."


def test_the_usage_names_no_candidate_and_no_interviewer(user_client, chain, kit):
    asked(kit, act("score", "1", 3), by="Lee Suho")
    said = text(usage(user_client, chain), "#usage")
    assert "in 1 interview" in said
    assert [name for name in ("Park Jisoo", "Lee Suho") if name in said] == []


def test_the_page_of_a_question_takes_the_usage_in(user_client, chain):
    page = user_client.get(chain.get_absolute_url()).content.decode()
    assert f'hx-get="{reverse("interview:usage", args=[chain.pk])}"' in page


# A whole pack


def prompts(client, **query):
    response = client.get(reverse("interview:pack_usage", args=["deep-learning"]), query)
    return [row.node.item.prompt["en"] for row in response.context["rows"]]


def test_the_usage_of_a_pack_is_filtered_and_sorted(user_client, chain, kit):
    make_chain("Why SGD?", pack=chain.pack)
    asked(kit, act("score", "3", 3))
    asked(kit, act("score", "3", 3))
    asked(kit, act("score", "1", 3), on=DAY + timedelta(days=1))
    assert prompts(user_client) == ["Why ReLU?", "And then?", "And when not?", "Why SGD?"]
    assert prompts(user_client, show="never") == ["And then?", "Why SGD?"]
    assert prompts(user_client, show="no_kit") == ["Why SGD?"]
    for sort, first in (
        ("asked", ["And when not?", "Why ReLU?"]),
        ("last", ["Why ReLU?", "And when not?"]),
    ):
        assert prompts(user_client, sort=sort) == [*first, "And then?", "Why SGD?"]


def test_a_filter_that_nothing_passes_says_so(user_client, chain, kit):
    response = user_client.get(
        reverse("interview:pack_usage", args=["deep-learning"]), {"show": "no_kit"}
    )
    assert "No such question" in lines(response)
    assert "0 of 3" in lines(response)


@pytest.mark.parametrize("query", [{"show": "x"}, {"sort": "x"}])
def test_an_unknown_filter_is_not_found(user_client, chain, query):
    path = reverse("interview:pack_usage", args=["deep-learning"])
    assert user_client.get(path, query).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_usage_of_a_pack_takes_as_many_queries_whatever_its_size(
    user_client, number, django_assert_num_queries
):
    pack = make_pack("deep-learning")
    for n in range(number):
        chain = make_chain(f"Why {n}?", ["And?"], pack=pack)
        asked(make_kit(chain, title=f"Kit {n}"), act("score", "1", 3))
    with django_assert_num_queries(6):
        response = user_client.get(reverse("interview:pack_usage", args=["deep-learning"]))
    assert [row.asked for row in response.context["rows"]] == [1, 0] * number
