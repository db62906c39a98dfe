"""questions.diff: what changed, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.card import Card
from questions.diff import Change, Piece, compare, words


def shown(before, after):
    """Write a difference in one line: [-what went-]{+what came+}."""
    frames = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(frames[piece.op].format(piece.text) for piece in words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("It is cheap.", "It is fast.", "It is [-cheap-]{+fast+}."),
        ("문제를 피한다", "문제가 생긴다", "문제[-를 피한다-]{+가 생긴다+}"),
        ("ReLU를 쓴다", "ReLU는 쓴다", "ReLU[-를-]{+는+} 쓴다"),
        ("1이라 좋다", "1이므로 좋다", "1이[-라-]{+므로+} 좋다"),
        ("one\ntwo\nthree", "one\n2\nthree", "one\n[-two-]{+2+}\nthree"),
        ("a b c", "a x y c", "a [-b-]{+x y+} c"),
        ("W 와 5 * W", "W 와 7 * W", "W 와 [-5-]{+7+} * W"),
        ("sigmoid", "Sigmoid", "[-sigmoid-]{+Sigmoid+}"),
    ],
)
def test_words_that_differ_are_told_apart(before, after, difference):
    assert shown(before, after) == difference


text = st.text(st.sampled_from("가를이 ab.\n\t_★"), max_size=40)


@given(text, text)
def test_the_pieces_make_up_both_texts(before, after):
    pieces = words(before, after)
    assert "".join(p.text for p in pieces if p.op != "added") == before
    assert "".join(p.text for p in pieces if p.op != "removed") == after


@given(text)
def test_a_text_does_not_differ_from_itself(same):
    assert all(piece.op == "same" for piece in words(same, same))


@given(text, text)
def test_neighbouring_pieces_are_of_different_kinds(before, after):
    ops = [piece.op for piece in words(before, after)]
    assert all(a != b for a, b in pairwise(ops))


BEFORE = Card(prompt={"ko": "왜?"}, hints=[{"en": "draw"}], standing="verified")


def test_equal_cards_have_no_changes():
    assert compare(BEFORE, BEFORE) == ()


def test_only_the_parts_that_differ_are_listed_in_reading_order():
    after = Card(
        prompt={"ko": "왜?", "en": "Why?"},
        answer={"en": "Cheap."},
        hints=[{"en": "draw"}, {"en": "derive"}],
        kind="formula",
    )
    assert compare(BEFORE, after) == (
        Change("prompt", "en", (Piece("added", "Why?"),)),
        Change("answer", "en", (Piece("added", "Cheap."),)),
        Change("hints", "en", (Piece("same", "draw"), Piece("added", "\nderive"))),
        Change("kind", "", (Piece("removed", "explain"), Piece("added", "formula"))),
        Change("standing", "", (Piece("removed", "verified"), Piece("added", "unverified"))),
    )


def test_a_part_that_is_gone_is_a_change_too():
    after = Card(prompt={"ko": "왜?"}, standing="verified")
    assert compare(BEFORE, after) == (Change("hints", "en", (Piece("removed", "draw"),)),)


def test_an_essential_key_point_that_is_essential_no_more_is_a_change():
    before = Card(prompt={"en": "Q"}, key_points=[{"text": {"en": "a"}}, {"text": {"en": "b"}}])
    after = Card(
        prompt={"en": "Q"},
        key_points=[{"text": {"en": "a"}}, {"text": {"en": "b"}, "essential": False}],
    )
    assert compare(before, after) == (
        Change("essential", "", (Piece("same", "1"), Piece("removed", " 2"))),
    )
