"""Before handing in: gaps are mended on the spot, and a summary is drafted from the record."""

import pytest
from django.urls import reverse

from tests.interview.test_console import begun, page, record

pytestmark = pytest.mark.django_db


def whole(user):
    """Begin and record some of everything; give the seat."""
    seat = begun(
        user,
        "Why ReLU?",
        "What is wrong with it?",
        "Why a bias?",
        "Why not tanh?",
        key_points=({"text": {"en": "its slope is $1$"}}, {"text": {"en": "it is cheap"}}),
        hints=({"en": "its slope?"},),
    )
    record(
        seat,
        ("score", "1", 3),
        ("hint", "1", 1),
        ("point", "1", {"n": 1, "heard": True}),
        ("point", "1", {"n": 2, "heard": True}),
        ("note", "1", "Fast.\n[0:10] “It never saturates.”"),
        ("score", "2", 4),
        ("outcome", "3", "no_answer"),
    )
    return seat


DRAFT = [
    "2 scored of 3 asked, 4 planned.",
    "1.1 What is wrong with it?: 4 Outstanding.",
    "1 Why ReLU?: 3 Solid, with hint 1. Heard: its slope is 1; it is cheap. “It never saturates”",
    "1.2 Why a bias?: No answer.",
]


def test_every_sentence_of_the_draft_says_where_it_comes_from(user, user_client):
    seat = whole(user)
    html = page(user_client, "wrap_up", seat)
    console = reverse("interview:console", args=[seat.interview_id])
    sources = ["#record", *(f"{console}#q{node}" for node in ("2", "1", "3"))]
    for sentence, source in zip(DRAFT, sources, strict=True):
        assert f'<li><a href="{source}">{sentence}</a></li>' in html


def test_the_draft_goes_below_what_was_written_when_asked_for(user, user_client):
    seat = whole(user)
    record(seat, ("summary", "", "Good."))
    where = reverse("interview:wrap_up", args=[seat.interview_id])
    assert "Good.</textarea>" in user_client.get(where).content.decode()
    both = "\n\n".join(["Good.", "\n".join(DRAFT)])
    assert f">{both}</textarea>" in user_client.get(f"{where}?draft=yes").content.decode()


def test_three_scores_make_an_average_in_the_draft(user, user_client):
    seat = whole(user)
    record(seat, ("score", "4", 2))
    assert ">Average 3.00.</a>" in page(user_client, "wrap_up", seat)


def test_nothing_recorded_makes_a_draft_that_says_so(user, user_client):
    html = page(user_client, "wrap_up", begun(user, "Why ReLU?"))
    assert ">0 scored of 0 asked, 1 planned.</a>" in html


def test_a_gap_is_mended_without_leaving_the_page(user, user_client):
    seat = begun(user, "Why ReLU?", "What is wrong with it?")
    record(seat, ("outcome", "1", "answered"), ("score", "2", 2))
    html = page(user_client, "wrap_up", seat)
    where = reverse("interview:answer", args=[seat.interview_id, "1"])
    assert f'action="{where}" hx-post="{where}"' in html

    mended = user_client.post(where, {"wrap_up": "yes", "score": "3", "note": "its slope"})
    assert mended["Location"] == reverse("interview:wrap_up", args=[seat.interview_id])
    answer = seat.state().answers["1"]
    assert (answer.score, answer.note, answer.outcome) == (3, "its slope", "answered")
    assert "Answered, not scored" not in page(user_client, "wrap_up", seat)


def test_mending_changes_nothing_else(user, user_client):
    seat = whole(user)
    where = reverse("interview:answer", args=[seat.interview_id, "1"])
    before = seat.state().answers["1"]
    user_client.post(where, {"wrap_up": "yes", "note": before.note})
    assert seat.state().answers["1"] == before


def test_the_draft_costs_no_query(user, user_client, django_assert_num_queries):
    seat = whole(user)
    where = reverse("interview:wrap_up", args=[seat.interview_id])
    with django_assert_num_queries(7):
        user_client.get(where)
    with django_assert_num_queries(7):
        user_client.get(f"{where}?draft=yes")
