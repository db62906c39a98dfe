"""Whole numbers out of what anybody may type."""

import pytest

from questions.numbers import whole


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 999_999_999_999_999_999)]
)
def test_digits_say_a_number(text, number):
    assert whole(text) == number


@pytest.mark.parametrize(
    "text", ["", " 7", "-1", "+1", "1.0", "1_000", "x", "٣", "²", "9" * 19, "9" * 5000]
)
def test_anything_else_says_none(text):
    assert whole(text) is None
