"""Writing: whatever an outline holds, it parses back to the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from questions.outline import Item, Outline, OutlineError, Topic, parse, write
from tests.questions.outlines import bare, outlines, words

DATA = Path(__file__).parent.parent / "data"
thorough = settings(max_examples=250, deadline=None, database=None)


def one(prompt: str, heard: str | None = None, *children: Item) -> Outline:
    return Outline(topics=(Topic("", (Item(prompt, heard, children=children),)),))


def test_the_real_file_comes_back_as_it_reads():
    real = (DATA / "deep-learning-questions.ko.txt").read_text(encoding="utf-8")
    written = write(parse(real))
    expected = re.sub(r"(?<=\n\n)(\d+\.)", r"Q\1", real).replace("\nA, SGD", "\nA. SGD")
    assert written == re.sub(r" +(?=\n\n|\n1\.)", "", expected) + "\n"
    assert bare(parse(written)) == bare(parse(real))
    assert write(parse(written)) == written
    assert "\\" not in written


def test_the_shape_of_what_is_written():
    chain = Item(
        "왜?",
        "1. 하나\n2. 둘",
        children=(Item("정말?", "", children=(Item("또?"),)), Item("그래?", "응")),
    )
    outline = Outline(
        "머리말\n\n소개",
        "맺음말",
        (Topic("", (chain,)), Topic("심화", (Item("더?"),)), Topic("빈 주제"), Topic("")),
    )
    assert write(outline) == (
        "머리말\n\n소개\n\nQ1. 왜?\n\nA.\n1. 하나\n2. 둘\n\n+ 정말?\n\nA.\n\n++ 또?\n\n"
        "+ 그래?\n\nA. 응\n\n## 심화\n\nQ2. 더?\n\n## 빈 주제\n\n##\n\n\n맺음말\n"
    )
    assert bare(parse(write(outline))) == bare(outline)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("a\n+ b", "a\n\\+ b"),
        ("a\n  + b", "a\n\\  + b"),
        ("a\nA. b", "a\n\\A. b"),
        ("a\nQ1. b", "a\n\\Q1. b"),
        ("a\n## b", "a\n\\## b"),
        ("a\n\nb", "a\n\\\nb"),
        ("a\n  \nb", "a\n\\  \nb"),
        ("a\n2. b", "a\n\\2. b"),
        ("a\n1. b\n2. c\n4. d", "a\n1. b\n2. c\n\\4. d"),
        ("a\n1) b\n2. c", "a\n1) b\n\\2. c"),
        ("a\n\\+ b", "a\n\\\\+ b"),
        ("a\n\\", "a\n\\\\"),
        ("a\n이상입니다", "a\n\\이상입니다"),
        ("a\n이상입니다\nb", "a\n이상입니다\nb"),
        ("a\n    2. b", "a\n    2. b"),
        ("a\n\\alpha\n# b\n-\n x  \nc", "a\n\\alpha\n# b\n-\n x  \nc"),
        ("+ a", "+ a"),
        ("2. a", "2. a"),
        ("\\", "\\"),
    ],
)
def test_only_lines_that_would_be_misread_are_escaped(heard, written):
    outline = one("q", heard)
    assert write(outline) == f"Q1. q\n\nA. {written}\n"
    assert bare(parse(write(outline))) == bare(outline)


def test_notes_are_escaped_too():
    outline = Outline("1. a\n+ b\n\n\nc", "1. d\n\nA. e", (Topic("", (Item("q"),)),))
    assert write(outline) == "1. a\n\\+ b\n\n\nc\n\nQ1. q\n\n\n\\1. d\n\n\\A. e\n"
    assert bare(parse(write(outline))) == bare(outline)


def test_texts_from_elsewhere_are_cleaned():
    outline = Outline("", "", (Topic(" a\r\n b ", (Item(" 가\r\n나 ", "\n"),)),))
    assert write(outline) == "## a b\n\nQ1. 가\n나\n\nA.\n"


def test_an_empty_prompt_is_written_and_then_refused():
    assert write(one("", "a")) == "Q1.\n\nA. a\n"
    with pytest.raises(OutlineError, match="line 1: This question has no words"):
        parse(write(one("", "a")))


def test_thirty_two_levels_come_back():
    item = Item("32")
    for level in range(31, 0, -1):
        item = Item(str(level), children=(item, Item("b")))
    outline = Outline(topics=(Topic("", (item,)),))
    assert bare(parse(write(outline))) == bare(outline)


@given(outlines)
@thorough
def test_what_is_written_parses_back(outline):
    written = write(outline)
    assert bare(parse(written)) == bare(outline)
    assert write(parse(written)) == written


@given(outlines)
@thorough
def test_what_is_written_bears_any_line_ends_and_no_final_newline(outline):
    written = write(outline)
    assert bare(parse(written.rstrip("\n"))) == bare(outline)
    assert bare(parse("\ufeff" + written.replace("\n", "\r\n"))) == bare(outline)


@given(words)
@thorough
def test_what_was_parsed_is_written_and_parses_back(text):
    try:
        outline = parse("Q1. 첫째\n" + text)
    except OutlineError:
        return
    assert bare(parse(write(outline))) == bare(outline)
