"""Writing: whatever an outline holds, it parses back to the same."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from questions.outline import Item, Outline, OutlineError, Topic, parse, write
from tests.questions.outlines import bare, chain, outlines, topics, words

thorough = settings(max_examples=400, deadline=None, database=None)


def one(prompt: str, heard: str | None = None, *children: Item) -> Outline:
    return Outline(topics=(Topic("", (Item(prompt, heard, children=children),)),))


@given(outlines)
@thorough
def test_what_is_written_parses_back(outline):
    assert bare(parse(write(outline))) == bare(outline)


@given(words)
@thorough
def test_writing_what_was_parsed_settles_at_once(text):
    try:
        outline = parse("Q1. 첫째\n" + text)
    except OutlineError:
        return
    assert bare(parse(write(outline))) == bare(outline)
    assert write(parse(write(outline))) == write(outline)
