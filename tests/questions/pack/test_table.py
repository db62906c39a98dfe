"""questions.pack.table: a pack as rows, and what is wrong with rows."""

import pytest
from hypothesis import given, settings

from questions.card import Source
from questions.pack import Contents, Entry, PackError, table
from questions.pack.spreadsheet import from_csv, from_xlsx, to_csv, to_xlsx
from questions.pack.upload import read_upload
from tests.questions.pack.contents import PACK, SHORT, packs

ABOUT = PACK.model_copy(update={"topics": (), "questions": ()})
HEADER = ["key", "topic", "prompt.ko", "minutes", "key_points.1.text.ko", "key_points.3.essential"]


def problems(*rows: list) -> list[tuple]:
    with pytest.raises(PackError) as refused:
        table.contents([HEADER, *rows], ABOUT)
    return [(p.code, p.line, p.key, p.where) for p in refused.value.problems]


def test_a_pack_comes_back_from_its_rows():
    assert table.contents(table.rows(PACK), ABOUT) == PACK


@settings(max_examples=60, deadline=None)
@given(packs())
def test_any_pack_comes_back_from_its_rows(pack: Contents):
    assert table.contents(table.rows(pack), pack) == pack


def test_a_list_takes_as_many_columns_as_the_longest_needs():
    header = table.rows(PACK)[0]
    assert [name for name in header if name.startswith("key_points")] == [
        *("key_points.1.text.ko", "key_points.1.text.en", "key_points.1.essential"),
        *("key_points.2.text.ko", "key_points.2.text.en", "key_points.2.essential"),
    ]
    assert [name for name in header if name.startswith("sources")] == ["sources.1"]


def test_the_template_has_every_column_and_each_is_known():
    (header,) = table.template()
    assert len(header) == len(set(header)) == 99
    with pytest.raises(PackError):
        table.contents([[*header, "x"]], ABOUT)
    with pytest.raises(PackError, match="no_rows"):
        table.contents([header], ABOUT)


def test_empty_rows_and_empty_places_of_a_list_are_left_out():
    row = ["a", "act", "왜?", 3, "", ""]
    header = [*HEADER[:4], "hints.1.ko", "hints.3.ko"]
    (entry,) = table.contents([header, [""] * 6, [*row[:4], "", "셋"]], ABOUT).questions
    assert entry.card.hints == ({"ko": "셋"},)


def test_everything_wrong_is_said_at_once_with_its_row_and_column():
    assert problems(
        ["a", "act", "왜?", "soon", "", ""],
        ["B c", "act", "왜?", 3, "점", ""],
        ["c", "act", "왜?", 99, "점", "maybe"],
    ) == [
        ("cell_value", 2, "a", "minutes"),
        ("wrong_form", 3, "B c", "key"),
        ("cell_value", 4, "c", "key_points.3.essential"),
        ("out_of_range", 4, "c", "minutes"),
    ]


def test_a_title_that_no_topic_can_have_is_named_with_its_row_and_column():
    header = ["key", "topic", "topic.ko", "topic.en", "prompt.ko"]
    rows = [["a", "t", "", "", "왜?"], ["b", "t", "주제", "x" * 17_000, "왜?"]]
    with pytest.raises(PackError) as refused:
        table.contents([header, *rows], ABOUT)
    (problem,) = refused.value.problems
    assert (problem.code, problem.line, problem.where) == ("text_too_long", 3, "topic.en")


def test_an_error_in_a_list_names_the_column_as_it_was_written():
    header = ["key", "topic", "prompt.ko", "pitfalls.2.text.ko"]
    with pytest.raises(PackError) as refused:
        table.contents([header, ["a", "act", "왜?", "가" * 6000]], ABOUT)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("text_too_long", "pitfalls.2.text.ko")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["key", "colour"], [("unknown_column", "colour")]),
        (["key", "hints.0.ko"], [("unknown_column", "hints.0.ko")]),
        (["key", "hints.100.ko"], [("unknown_column", "hints.100.ko")]),
        (["key", "answer"], [("unknown_column", "answer")]),
        (["key", "kind", "kind"], [("column_twice", "kind")]),
        (["prompt.ko"], [("missing_column", "key")]),
        ([""], [("table_empty", "")]),
    ],
)
def test_a_header_that_is_not_ours_is_refused(header, expected):
    with pytest.raises(PackError) as refused:
        table.contents([header, ["a"]], ABOUT)
    assert [(p.code, p.where) for p in refused.value.problems] == expected


@pytest.mark.parametrize(
    "source",
    [
        Source(authors="Lee", year=2010, title="CPU vs. GPU", where="ISCA"),
        Source(authors="Lee", year=2010, title="CPU vs. GPU"),
        Source(title="Lee (2010). Of a title", where="a. b"),
        Source(year=2010, title="Only a year"),
    ],
)
def test_a_source_that_one_line_would_garble_comes_back_from_four(source):
    card = SHORT.model_copy(update={"sources": (source,)})
    entry = Entry(key="a", topic="act", card=card)
    pack = PACK.model_copy(update={"questions": (entry,)})
    for read, write in ((from_csv, to_csv), (from_xlsx, to_xlsx)):
        (back,) = table.contents(read(write(table.rows(pack))), ABOUT).questions
        assert back.card.sources == (source,)


def test_what_keeps_a_pack_from_being_taken_is_named_with_its_row():
    header = ["key", "parent", "topic", "prompt.ko"]
    rows = [["a", "", "t", "왜?"], ["", "", "", ""], ["b", "", "t", ""], ["c", "x", "", "왜?"]]
    for name, write in (("a.csv", to_csv), ("a.xlsx", to_xlsx)):
        with pytest.raises(PackError) as refused:
            read_upload(name, write([header, *rows, ["a", "", "t", "\u200e"]]), ABOUT)
        lacks = ("anchor_missing", "language_missing", "no_key_points")
        wrong = [p for p in refused.value.problems if p.code not in lacks]
        assert {(p.code, p.line, p.where) for p in wrong} == {
            ("prompt_missing", 4, "prompt"),
            ("parent_unknown", 5, "parent"),
            ("key_repeated", 6, "key"),
            ("control_character", 6, "prompt.ko"),
        }
