"""The name of a download: who and when, safe everywhere."""

import pytest

from reports.exports import filename
from reports.reader import WORDS
from reports.report import Report
from tests.reports.scenes import handed_in


@pytest.mark.parametrize(
    ("candidate", "name"),
    [
        ("Park Jisoo", "2026-11-24_Park_Jisoo.csv"),
        ("김민지", "2026-11-24_김민지.csv"),
        ("../../etc/passwd", "2026-11-24_etc_passwd.csv"),
        ('a"b;c\r\nd', "2026-11-24_a_b_c_d.csv"),
        ("\u202egpj.exe", "2026-11-24_gpj.exe.csv"),
        ("<b>*?|:</b>", "2026-11-24_b_b.csv"),
        ("👩🏽‍💻", "2026-11-24_report.csv"),
        (".hidden.", "2026-11-24_hidden.csv"),
        ("가" * 120, f"2026-11-24_{'가' * 60}.csv"),
    ],
)
def test_it_begins_with_the_day_and_names_the_candidate(db, candidate, name):
    card = handed_in()
    card.seat.interview.candidate.name = candidate
    assert filename.name(Report.of(card, "en"), WORDS, "csv") == name


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            "2026-11-24_Park_Jisoo.md",
            'attachment; filename="2026-11-24_Park_Jisoo.md"; '
            "filename*=UTF-8''2026-11-24_Park_Jisoo.md",
        ),
        (
            "2026-11-24_김민지.csv",
            'attachment; filename="2026-11-24_report.csv"; '
            "filename*=UTF-8''2026-11-24_%EA%B9%80%EB%AF%BC%EC%A7%80.csv",
        ),
        (
            "2026-11-24_José_Núñez.csv",
            'attachment; filename="2026-11-24_Jose_Nunez.csv"; '
            "filename*=UTF-8''2026-11-24_Jos%C3%A9_N%C3%BA%C3%B1ez.csv",
        ),
    ],
)
def test_the_header_has_a_form_for_every_client(name, header):
    assert filename.disposition(name) == header
