"""The page of all cards of a pack."""

import pytest
from django.urls import reverse

from questions.markup import render
from tests.factories import make_pack, make_question, make_topic
from tests.questions.pages import lines, texts

CARD = {
    "answer": {"ko": "**싸다** $x$", "en": "**cheap** $x$"},
    "key_points": [{"text": {"en": "no `exp`"}}],
    "hints": [{"en": "draw it"}],
    "anchors": {"4": {"en": "knows GELU"}},
    "pitfalls": [{"text": {"en": "zero-centred"}, "why": {"en": "never"}, "ask": {"en": "mean?"}}],
    "probe": {"ask": {"en": "and LSTM?"}, "expect": {"en": "a gate is 0 to 1"}},
    "why": {"en": "basics"},
    "sources": ["Glorot 2011"],
    "level": "entry",
    "when": "word",
    "words": {"en": ["dead", "dying"]},
}


@pytest.fixture
def pack(db):
    return make_pack("deep-learning")


def cards_of(client, pack):
    return client.get(reverse("questions:pack_cards", args=[pack.slug]))


def test_every_card_is_there_with_its_number(user_client, pack):
    topic = make_topic(pack, "Activations")
    root = make_question("Why ReLU?", pack=pack, topic=topic, answer={"en": "cheap"})
    make_question("And GELU?", parent=root, answer={"ko": "**부드럽다**"})
    make_question("Why SGD?", pack=pack)

    page = cards_of(user_client, pack)
    assert texts(page, "h3") == ["1 Why SGD?", "2 Why ReLU?", "2.1 And GELU?"]
    assert texts(page, "h2") == ["No topic", "Activations"]
    assert texts(page, 'nav class="cards-jump"') == [
        "No topic 1 Why SGD? Activations 2 Why ReLU? 2.1 And GELU?"
    ]
    assert '<div class="prose" lang="ko"><p><strong>부드럽다</strong></p>' in page.content.decode()


def test_a_card_says_all_that_it_has_in_the_readers_language(user_client, pack):
    make_question("Why ReLU?", pack=pack, **CARD)
    page = lines(cards_of(user_client, pack))
    assert page[page.index("Unverified") :] == [
        *("Unverified", "Explain", "Entry", "3 min", "When a word falls: dead, dying"),
        *("Reference answer", "Unverified", "cheap", "x"),
        *("Key points", "no", "exp", "essential", "Hints", "draw it"),
        *("Anchors", "4", "Outstanding", "knows GELU"),
        *("Pitfalls", "zero-centred", "Why it is wrong", "never", "Ask back", "mean?"),
        *("Recited?", "and LSTM?", "Somebody who understands says:", "a gate is 0 to 1"),
        *("Why we ask", "basics", "Sources", "Glorot 2011"),
    ]


def test_what_is_retired_is_not_there_nor_what_stands_below_it(user_client, pack):
    gone = make_question("Why?", pack=pack)
    make_question("And?", parent=gone)
    make_question("How?", pack=pack)
    gone.retire()
    assert texts(cards_of(user_client, pack), "h3") == ["1 How?"]


def test_a_pack_without_questions_says_what_to_do(user_client, pack):
    assert texts(cards_of(user_client, pack), "h2") == ["No questions yet"]


def test_the_packs_menu_leads_to_its_cards(user_client, pack):
    page = user_client.get(pack.get_absolute_url())
    assert texts(page, 'a href="/packs/deep-learning/cards/"') == ["All cards"]


@pytest.mark.parametrize("size", [1, 3, 64])
def test_all_cards_come_in_one_query_and_nothing_is_rendered(
    user_client, pack, size, django_assert_num_queries, monkeypatch
):
    topic = make_topic(pack)
    for number in range(size):
        make_question(f"Why {number}?", pack=pack, topic=topic, **CARD)
    monkeypatch.setattr(render, "_MARKDOWN", None)
    monkeypatch.setattr(render, "_CLEANER", None)

    with django_assert_num_queries(5):  # session, user, pack, cards, topics
        page = cards_of(user_client, pack)
    assert len(texts(page, "h3")) == size
    assert page.content.decode().count("<strong>cheap</strong> <math>") == size
