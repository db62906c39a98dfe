"""What the lines of a note say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.notes import Said, said


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("핵심은 말함", Said("", False, "핵심은 말함")),
        ("[12:34] 핵심은 말함", Said("12:34", False, "핵심은 말함")),
        ("[1:02:03] late", Said("1:02:03", False, "late")),
        ('"기울기가 사라져요', Said("", True, "기울기가 사라져요")),
        ('[0:05] "it saturates"', Said("0:05", True, "it saturates")),
        ("“it saturates”", Said("", True, "it saturates")),
        ("「포화합니다」", Said("", True, "포화합니다")),
        ("> don't know", Said("", True, "don't know")),
        ('says "it saturates"', Said("", False, 'says "it saturates"')),
        ('"', Said("", False, '"')),
        ("[see 3] x", Said("", False, "[see 3] x")),
        ("  indented", Said("", False, "  indented")),
        ("", Said("", False, "")),
    ],
)
def test_a_line_has_a_time_and_a_speaker(line, expected):
    assert said(line or "\n") == (expected,)


def test_a_note_is_read_line_by_line():
    assert said('one\n[0:10] "two"\n') == (Said("", False, "one"), Said("0:10", True, "two"))


@given(st.text(max_size=60))
def test_no_line_is_lost_and_a_line_of_no_quote_loses_nothing(note):
    lines = note.splitlines()
    read = said(note)
    assert len(read) == len(lines)
    for line, one in zip(lines, read, strict=True):
        assert one.text in line
        if not one.quoted and not one.at:
            assert one.text == line
