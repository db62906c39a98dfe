"""questions.highlight: the words of a search in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.highlight import Stretch, excerpt, mark


def shown(stretches):
    return "".join(f"<{s.text}>" if s.hit else s.text for s in stretches)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("", ["a"], ""),
        ("Why ReLU?", [], "Why ReLU?"),
        ("Why ReLU?", ["relu"], "Why <ReLU>?"),
        ("경사 하강법의 경사", ["경사"], "<경사> 하강법의 <경사>"),
        ("a.b", [".", ""], "a<.>b"),
        ("gradients", ["grad", "gradient"], "<gradient>s"),
    ],
)
def test_words_are_marked_whatever_their_case(text, words, marked):
    assert shown(mark(text, words)) == marked


@given(st.text(), st.lists(st.text(max_size=3), max_size=3))
def test_marking_loses_nothing(text, words):
    assert "".join(stretch.text for stretch in mark(text, words)) == text


def test_an_excerpt_stands_around_the_first_hit_and_begins_with_a_whole_word():
    text = "one two three four five six seven"
    assert shown(excerpt(text, ["four"], around=8)) == "…three <four> five six seven"
    assert shown(excerpt(text, ["four"], around=4)) == "…<four> five si…"


def test_an_excerpt_has_one_line():
    assert excerpt("a\nb", ["b"]) == (Stretch("a ", False), Stretch("b", True))


def test_there_is_no_excerpt_without_a_hit():
    assert excerpt("one two", ["six"]) == ()
    assert excerpt("one two", []) == ()
