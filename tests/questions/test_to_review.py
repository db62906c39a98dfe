"""The page of what waits for review, across packs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from questions.card import Card
from tests.factories import make_pack, make_question
from tests.questions.pages import lines, texts

pytestmark = pytest.mark.django_db


def page(client, **query):
    return client.get(reverse("questions:to_review"), query)


def waiting(client, which):
    return texts(page(client, **{"for": which}), "a class=.rows-title.")


def checked(days):
    """Give a check so many days ago."""
    return {"on": timezone.localdate() - timedelta(days=days), "by": "Min"}


@pytest.fixture
def bank():
    """Questions of two packs, each named after what it waits for."""
    one, other = make_pack("deep-learning"), make_pack("databases", "Databases")
    make_question("unverified", pack=one)
    make_question("reviewed", pack=other, standing="reviewed", checked=checked(0))
    make_question("disputed", pack=one, standing="contested", checked=checked(365))
    make_question("outdated", pack=other, standing="outdated")
    make_question("fresh", pack=one, standing="verified", checked=checked(365))
    make_question("old", pack=one, standing="verified", checked=checked(366))
    retired = make_question("retired", pack=one)
    make_question("below", parent=retired)
    retired.retire()


@pytest.mark.parametrize("which", ["unverified", "reviewed", "old", "outdated"])
def test_each_question_in_use_waits_for_one_thing(user_client, bank, which):
    assert waiting(user_client, which) == [which]


@pytest.mark.parametrize("standing", ["verified", "contested"])
@pytest.mark.parametrize("check", [None, {"on": "2020-01-01", "by": "Min"}])
def test_what_was_settled_by_nobody_or_long_ago_is_old(user_client, standing, check):
    make_question("settled", standing=standing, checked=check)
    assert waiting(user_client, "old") == ["settled"]


def test_the_tabs_count_what_waits(user_client, bank):
    response = page(user_client)
    assert texts(response, "nav class=.tabs.") == [
        "Unread 1 To hold against sources 1 Checked over a year ago 1 Outdated 1"
    ]


def test_the_longest_wait_comes_first_and_ones_own_words_are_marked(user_client, user):
    pack = make_pack()
    first = pack.add_question(Card(prompt={"en": "first"}), author=user)
    make_question("second", pack=pack)
    assert waiting(user_client, "unverified") == ["first", "second"]
    assert lines(page(user_client)).count("Yours") == 1
    first.revise(Card(prompt={"en": "first, edited"}), author=user)
    assert waiting(user_client, "unverified") == ["second", "first, edited"]


def test_without_a_choice_the_first_that_anything_waits_for_is_shown(user_client):
    make_question("disputed", standing="contested")
    assert texts(page(user_client), "a class=.rows-title.") == ["disputed"]


@pytest.mark.parametrize("query", [{}, {"for": "old"}, {"for": "nonsense"}])
def test_where_nothing_waits_the_page_says_so(user_client, query):
    assert "Nothing waits here" in lines(page(user_client, **query))


def test_the_bank_leads_to_it(user_client):
    home = user_client.get(reverse("questions:packs")).content.decode()
    assert f'href="{reverse("questions:to_review")}"' in home


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_as_many_queries_however_much_waits(
    user_client, number, django_assert_num_queries
):
    for n in range(number):
        make_question(f"Why {n}?")
    with django_assert_num_queries(5):
        response = page(user_client)
    assert len(texts(response, "li class=.rows-item.")) == number
