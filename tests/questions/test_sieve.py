"""The filters of a pack's tree: alone, together, and on the page."""

from dataclasses import dataclass
from datetime import date

import pytest

from questions.card import Card, gaps
from questions.models import Pack
from questions.sieve import Sieve
from tests.factories import make_pack, make_question, make_topic
from tests.questions.pages import lines, texts

TODAY = date(2026, 11, 28)


@dataclass(frozen=True)
class Item:
    pk: int = 7
    topic_id: int | None = 3
    kind: str = "judge"
    level: str = "middle"
    standing: str = "verified"
    gaps: tuple[str, ...] = ("en",)
    checked_on: date | None = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({}, True),
        ({"topic": 3, "kind": "judge", "level": "middle", "standing": "verified"}, True),
        ({"topic": 4}, False),
        ({"topic": 0}, False),
        ({"kind": "code"}, False),
        ({"level": "entry"}, False),
        ({"standing": "reviewed"}, False),
        ({"depth": "1"}, True),
        ({"depth": "0"}, False),
        ({"depth": "2"}, False),
        ({"gap": "en"}, True),
        ({"gap": "any"}, True),
        ({"gap": "ko"}, False),
        ({"age": "never"}, False),
        ({"age": "6"}, True),
        ({"age": "12"}, False),
        ({"hits": {7}}, True),
        ({"hits": set()}, False),
        ({"gap": "en", "kind": "code"}, False),
    ],
)
def test_a_question_passes_when_all_filters_hold(filters, passes):
    assert Sieve(TODAY, **filters).passes(Item(), 1) == passes


def test_what_nobody_checked_is_not_old_but_never_checked():
    fresh = Item(checked_on=None, topic_id=None, gaps=())
    assert Sieve(TODAY, age="never", topic=0).passes(fresh, 0)
    assert not Sieve(TODAY, age="6").passes(fresh, 0)
    assert not Sieve(TODAY, gap="any").passes(fresh, 0)


@pytest.mark.parametrize(
    ("parts", "lacking"),
    [
        ({"prompt": {"ko": "왜?"}}, ("en",)),
        ({"prompt": {"ko": "왜?", "en": "Why?"}}, ()),
        ({"prompt": {"ko": "왜?", "en": "Why?"}, "heard": {"ko": "몰라"}}, ()),
        ({"prompt": {"ko": "왜?", "en": "Why?"}, "hints": [{"en": "draw"}]}, ("ko",)),
        ({"prompt": {"ko": "왜?", "en": "Why?"}, "anchors": {"1": {"ko": "몰라"}}}, ("en",)),
        ({"prompt": {"en": "Why?"}, "why": {"ko": "기초"}}, ("ko", "en")),
    ],
)
def test_a_gap_is_a_text_that_one_language_has_and_the_other_lacks(parts, lacking):
    assert gaps(Card(**parts).model_dump(mode="json"), ["ko", "en"]) == lacking


def test_a_language_that_the_pack_does_not_claim_leaves_no_gap():
    card = Card(prompt={"en": "Why?"}, why={"ko": "기초"}, hints=[{"en": "draw", "ko": "그려요"}])
    assert gaps(card.model_dump(mode="json"), ["en"]) == ("en",)
    assert gaps(Card(prompt={"en": "Why?"}).model_dump(mode="json"), ["en"]) == ()


# The page


@pytest.fixture
def pack(db):
    pack = make_pack("deep-learning")
    pack.terms = [{"ko": "경사하강법", "en": "gradient descent"}]
    pack.save()
    both = {"ko": "왜 ReLU?", "en": "Why ReLU?"}
    root = make_question(both, pack=pack, topic=make_topic(pack), level="entry")
    below = make_question({"ko": "경사 하강법은?"}, parent=root, kind="judge", standing="contested")
    make_question("Why not?", parent=below)
    check = {"on": "2024-01-01", "by": "Min"}
    make_question("Momentum?", pack=pack, standing="verified", checked=check)
    return pack


def shown(client, pack, **query):
    """Give the rows of the tree; those that only lead to a hit stand in brackets."""
    response = client.get(pack.get_absolute_url(), query)
    rows = texts(response, "a class=.tree-item.")
    beside = response.content.decode().split('<li id="q')[1:]
    return [
        f"({row.split()[0]})" if "data-beside" in item.split(">")[0] else row.split()[0]
        for row, item in zip(rows, beside, strict=True)
    ]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({}, ["1", "2", "2.1", "2.1.1"]),
        ({"q": "gradient descent"}, ["(2)", "2.1"]),
        ({"q": "경사하강법"}, ["(2)", "2.1"]),
        ({"level": "entry"}, ["2"]),
        ({"kind": "judge"}, ["(2)", "2.1"]),
        ({"standing": "verified"}, ["1"]),
        ({"depth": "2"}, ["(2)", "(2.1)", "2.1.1"]),
        ({"gap": "ko"}, ["1", "(2)", "(2.1)", "2.1.1"]),
        ({"gap": "en"}, ["(2)", "2.1"]),
        ({"age": "12"}, ["1"]),
        ({"age": "never", "depth": "0"}, ["2"]),
        ({"topic": "0"}, ["1"]),
        ({"standing": "verified", "level": "entry"}, []),
        ({"level": "nonsense", "topic": "-1"}, ["1", "2", "2.1", "2.1.1"]),
        ({"arrange": "1", "level": "entry"}, ["1", "2", "2.1", "2.1.1"]),
    ],
)
def test_filters_of_the_address_combine_and_keep_what_leads_to_a_hit(
    user_client, pack, query, rows
):
    assert shown(user_client, pack, **query) == rows


def test_a_pack_in_one_language_has_no_gaps_in_the_other(user_client, pack):
    Pack.objects.update(languages=["en"])
    assert shown(user_client, pack, gap="any") == ["(2)", "2.1"]
    page = user_client.get(pack.get_absolute_url())
    assert texts(page, "span class=.gap.") == ["No English"]


def test_the_page_counts_what_passes_and_offers_to_clear_it(user_client, pack):
    response = user_client.get(pack.get_absolute_url(), {"standing": "verified"})
    assert "1 of 4" in lines(response)
    assert "Clear the filters" in lines(response)
    assert texts(response, "h2") == []
    assert 'value="verified" selected' in response.content.decode()


def test_words_that_were_looked_for_are_marked(user_client, pack):
    response = user_client.get(pack.get_absolute_url(), {"q": "gradient descent"})
    assert texts(response, "mark") == ["경사 하강법"]


def test_nothing_found_says_what_to_do(user_client, pack):
    response = user_client.get(pack.get_absolute_url(), {"q": "nothing-at-all"})
    assert "No question is like that" in lines(response)
    assert "0 of 4" in lines(response)


def test_what_is_retired_is_filtered_too_where_it_is_shown(user_client, pack):
    pack.questions.get(key="q2").retire()
    assert shown(user_client, pack, standing="verified") == []
    assert shown(user_client, pack, standing="verified", retired="1") == ["–"]


@pytest.mark.parametrize("number", [1, 3, 300])
def test_a_filtered_tree_takes_as_many_queries_whatever_its_size(
    user_client, number, django_assert_num_queries, db
):
    pack = make_pack()
    for n in range(number):
        make_question(f"Why {n}?", pack=pack)
    with django_assert_num_queries(7):
        response = user_client.get(pack.get_absolute_url(), {"q": "why", "level": "junior"})
    assert len(texts(response, "a class=.tree-item.")) == number
