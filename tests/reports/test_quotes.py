"""What the candidate said word for word, found in a note."""

import pytest

from reports.report.quotes import quotes


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ('"It never saturates."', ("It never saturates.",)),
        ("“포화되지 않아요”", ("포화되지 않아요",)),
        ("「기울기가 1」", ("기울기가 1",)),
        ("> It is cheap", ("It is cheap",)),
        ('12:40 "It is cheap"', ("It is cheap",)),
        ("[0:12:40] “It is cheap”", ("It is cheap",)),
        ("Named cost.\n\"It is cheap\"\n  “And 'sparse'”", ("It is cheap", "And 'sparse'")),
        ("Left open: “It is cheap", ()),
        ('"Still open', ("Still open",)),
        ('Named the "dead" ones', ()),
        (">3 reasons", ()),
        ('""', ()),
        ('"', ()),
        ("", ()),
    ],
)
def test_a_line_that_begins_with_a_quotation_mark_is_a_quote(note, found):
    assert quotes(note) == found


def test_a_hundred_kilobytes_are_read_at_once():
    assert quotes('"' * 100_000) == ()
    assert quotes('" ' * 50_000) == ()
