"""The search page."""

import unicodedata

import pytest
from django.urls import reverse

from tests.factories import make_pack, make_question
from tests.questions.pages import lines, texts

SEARCH = reverse("questions:search")


@pytest.fixture
def pack(db):
    return make_pack("deep-learning")


@pytest.fixture
def bank(pack):
    root = make_question({"ko": "경사 하강법이란?", "en": "What is gradient descent?"}, pack=pack)
    make_question({"ko": "Gradient 가 왜?"}, parent=root, standing="contested")
    make_question("Momentum?", pack=pack, heard={"ko": "경사를 기억한다"})
    make_question("Indexes?", pack=make_pack("databases", "Databases"), answer={"en": "Gradient?"})


def find(client, **query):
    return client.get(SEARCH, query)


def test_found_questions_are_shown_with_their_place_and_the_words_marked(user_client, bank):
    response = find(user_client, q="gradient")
    assert texts(response, "li class=.rows-item.") == [
        "Deep learning 1 What is gradient descent? Unverified",
        "Deep learning 1.1 What is gradient descent? Gradient 가 왜? Contested",
        "Databases 1 Indexes? Reference answer Gradient ? Unverified",
    ]
    assert texts(response, "mark") == ["gradient", "Gradient", "Gradient"]
    assert "3 questions" in lines(response)


def test_korean_is_found_however_it_is_composed(user_client, bank):
    for form in ("NFC", "NFD"):
        response = find(user_client, q=unicodedata.normalize(form, "경사"))
        assert texts(response, "a class=.rows-title.") == ["What is gradient descent?", "Momentum?"]


def test_words_in_another_part_or_language_are_shown_in_an_excerpt(user_client, bank):
    response = find(user_client, q="기억")
    assert texts(response, "p class=.excerpt.") == ["Heard answer 경사를 기억 한다"]


def test_an_excerpt_is_in_the_readers_language_first_and_has_no_marks(user_client, pack):
    answer = {"ko": "**Softmax** 함수", "en": "The **softmax** of $x$:\n\n- sums to `1`"}
    make_question("Classes?", pack=pack, answer=answer)
    response = find(user_client, q="softmax")
    assert texts(response, "p class=.excerpt.") == ["Reference answer The softmax of x: sums to 1"]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"probe": {"ask": {"en": "Leaky slope"}}}, "Recited? Leaky slope"),
        ({"sources": ["Maas (2013). Leaky units"]}, "Sources Maas (2013). Leaky units"),
    ],
)
def test_every_part_that_is_searched_has_an_excerpt(user_client, pack, part, said):
    make_question("Rectifiers?", pack=pack, **part)
    response = find(user_client, q="leaky")
    assert [said] == texts(response, "p class=.excerpt.")


def test_nothing_out_of_use_is_found(user_client, bank, pack):
    pack.questions.get(key="q1").retire()
    response = find(user_client, q="gradient", pack="deep-learning")
    assert "Nothing found" in lines(response)
    assert "0 questions" in lines(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "gradient", "pack": "databases"}, ["Indexes?"]),
        ({"q": "gradient", "standing": "contested"}, ["Gradient 가 왜?"]),
        ({"standing": "contested"}, ["Gradient 가 왜?"]),
        (
            {"q": "gradient", "pack": "no-such", "standing": "xx"},
            ["What is gradient descent?", "Gradient 가 왜?", "Indexes?"],
        ),
        ({"q": "a\0b"}, []),
        ({"q": "x" * 201}, []),
        ({}, []),
    ],
)
def test_packs_and_standings_narrow_it_down(user_client, bank, query, found):
    assert texts(find(user_client, **query), "a class=.rows-title.") == found


def test_before_anything_is_asked_the_page_says_what_can_be_found(user_client, bank):
    assert "Search the bank" in lines(find(user_client, q="  "))


def test_markup_in_a_text_is_shown_as_it_is(user_client, pack):
    make_question("<b>bold</b>?", pack=pack)
    assert "&lt;<mark>b</mark>&gt;" in find(user_client, q="b").content.decode()


def test_fifty_are_shown_and_all_are_counted(user_client, pack):
    for n in range(51):
        make_question(f"Question {n}", pack=pack)
    response = find(user_client, q="question")
    assert len(texts(response, "li class=.rows-item.")) == 50
    status = "51 questions, the first 50 are shown. Another word narrows it down."
    assert status in lines(response)


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_takes_as_many_queries_whatever_it_finds(
    user_client, pack, number, django_assert_num_queries
):
    for n in range(number):
        make_question(f"follow-up {n}", parent=make_question(f"root {n}", pack=make_pack()))
    with django_assert_num_queries(6):
        response = find(user_client, q="o")
    assert len(texts(response, "li class=.rows-item.")) == 2 * number


@pytest.fixture
def terms(pack):
    pack.terms = [
        {"ko": "경사하강법", "en": "gradient descent"},
        {"ko": "학습률", "en": "learning rate"},
    ]
    pack.save()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("경사하강법", ["경사 하강법?", "경사하강법?", "Gradient descent?"]),
        ("경사 하강법", ["경사 하강법?", "경사하강법?", "Gradient descent?"]),
        ("Gradient Descent", ["경사 하강법?", "경사하강법?", "Gradient descent?"]),
        ("학습률", ["Rate of learning?"]),
        ("learning rate gradient", []),
        ("하강", ["경사 하강법?", "경사하강법?"]),
    ],
)
def test_spaces_in_korean_do_not_matter_and_terms_are_found_in_both_languages(
    user_client, pack, terms, query, found
):
    for prompt in ("경사 하강법?", "경사하강법?"):
        make_question({"ko": prompt}, pack=pack)
    make_question("Gradient descent?", pack=pack)
    make_question("Rate of learning?", pack=pack)
    assert prompts(find(user_client, q=query)) == found


def prompts(response):
    return [hit.question.prompt for hit in response.context["hits"]]


def test_the_words_of_the_other_language_are_marked_too(user_client, pack, terms):
    make_question({"ko": "경사 하강법?"}, pack=pack)
    assert texts(find(user_client, q="gradient descent"), "mark") == ["경사 하강법"]


def test_what_the_prompt_says_comes_before_what_the_answer_says(user_client, pack):
    make_question("Optimisers?", pack=pack, answer={"ko": "경사 하강법"})
    make_question({"ko": "경사 하강법?"}, pack=pack)
    assert prompts(find(user_client, q="경사하강법")) == ["경사 하강법?", "Optimisers?"]
