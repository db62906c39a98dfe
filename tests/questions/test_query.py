"""questions.query: what a search asks for."""

import pytest

from questions.query import needs, words_in

GLOSSARY = [
    {"ko": "경사 하강법", "en": "Gradient descent"},
    {"ko": "학습률", "en": "learning rate"},
    {"ko": "보폭", "en": "learning rate"},
    {"ko": "미분", "en": ""},
]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", []),
        ("ReLU 왜", [(("relu",),), (("왜",),)]),
        ("경사하강법", [(("경사하강법",), ("gradient", "descent"))]),
        ("경사 하강법", [(("경사", "하강법"), ("gradient", "descent"))]),
        ("gradient DESCENT", [(("gradient", "descent"), ("경사", "하강법"))]),
        ("gradient", [(("gradient",),)]),
        (
            "relu learning rate",
            [(("relu",),), (("learning", "rate"), ("학습률",), ("보폭",))],
        ),
        ("보폭 미분", [(("보폭",), ("learning", "rate")), (("미분",),)]),
    ],
)
def test_a_term_asks_for_its_words_in_either_language(query, wanted):
    assert needs(query, GLOSSARY) == wanted


def test_without_a_glossary_every_word_is_asked_for():
    assert needs("gradient descent") == [(("gradient",),), (("descent",),)]


def test_all_words_of_all_languages_may_be_marked():
    words = words_in(needs("학습률 relu", GLOSSARY))
    assert words == ["학습률", "learning", "rate", "relu"]
