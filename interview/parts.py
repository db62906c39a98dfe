"""Small values that the console's templates show."""

from typing import NamedTuple

from questions.card import Words

Said = dict[str, str]  # a text of a page: its HTML and its language


class Choice(NamedTuple):
    """One option of a row of radio buttons; `anchor` says what an answer at a score sounds like."""

    value: str
    checked: bool
    word: str
    anchor: Said


class Point(NamedTuple):
    """A key point with its number from 1 and whether it was heard."""

    number: int
    said: Said
    essential: bool
    heard: bool


class Hint(NamedTuple):
    """A step of the ladder with its number from 1, and whether so many were given."""

    number: int
    given: bool
    said: Said


class Above(NamedTuple):
    """What a section says of the question above it: where it is, and its words."""

    anchor: str
    prompt: Words
