"""A report without who it is about."""

import pytest

from accounts.models import User
from reports.anonymous import BLANK, Piece, anonymous, pieces
from reports.report import Report, View
from tests.factories import make_interview, make_kit, make_question
from tests.reports.scenes import UNPLANNED, act, at, hand_in, sit

pytestmark = pytest.mark.django_db
MORE = {"parent": "1", "prompt": "Jisoo, and leaky ReLU?"}


def told(user: User, note: str, candidate: str = "Park Jisoo") -> Report:
    """Give the anonymous report of an interview with this note."""
    seat = sit(make_interview(make_kit(make_question()), users=[user], candidate=candidate), user)
    seat.record([act("note", "1", note), act("add", UNPLANNED, MORE)])
    hand_in(seat, summary=f"{candidate} knows why.", second=30)
    seat.reopen(f"Mixed {candidate} up", at(40))
    return anonymous(Report.of(hand_in(seat, summary=f"{candidate}: yes", second=50), "en"), "C 1")


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("Park Jisoo was calm", f"{BLANK} was calm"),
        ("jisoo's answer, PARK's too", f"{BLANK}'s answer, {BLANK}'s too"),
        ("likes parking", "likes parking"),
        ("mail park@example.com or 010-1234-5678", f"mail {BLANK} or {BLANK}"),
        ("+82 10-1234-5678, https://github.com/x", f"{BLANK}, {BLANK}"),
        ("연세대학교에서 배움, KAIST 박사", f"{BLANK}에서 배움, {BLANK} 박사"),
        ("서울대 출신", f"{BLANK} 출신"),
        ("University of Toronto, then Seoul National University", f"{BLANK}, then {BLANK}"),
        ("최대 2.5배, 반대로 0.001", "최대 2.5배, 반대로 0.001"),
        ("the university hospital", "the university hospital"),
        ("2024-11-24 12:30, 1e-3, 0.9", "2024-11-24 12:30, 1e-3, 0.9"),
    ],
)
def test_name_contact_and_school_are_hidden_in_a_note(user, note, left):
    assert told(user, note).lines[0].note == left


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("김민지 님은", f"{BLANK} 님은"),
        ("민지 씨가", f"{BLANK} 씨가"),
        ("김 서린 창", "김 서린 창"),
    ],
)
def test_a_korean_name_is_hidden_whole_and_by_its_given_part(user, note, left):
    assert told(user, note, "김민지").lines[0].note == left


def test_the_name_stands_nowhere_else(user):
    report = told(user, "fine")
    assert (report.candidate, report.view) == ("C 1", View.ANONYMOUS)
    assert report.summary == f"{BLANK}: yes"
    assert [card.reason for card in report.scorecards] == [f"Mixed {BLANK} up", ""]
    assert report.lines[1].prompt.text == f"{BLANK}, and leaky ReLU?"
    assert "Jisoo" not in repr(report)


def test_the_numbers_stay(user):
    report = told(user, "fine")
    assert (report.coverage.planned, report.call, report.lines[0].number) == (1, "yes", "1")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("She said that he knows Hermes.", ["She", "he"]),
        ("그녀는 여성 개발자", ["그녀", "여성"]),
        ("The theory of the shell", []),
        ("그는 선형 모형을 안다", []),
        ("", []),
    ],
)
def test_gendered_words_are_found(text, marked):
    found = list(pieces(text))
    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.gendered] == marked


def test_a_text_is_cut_around_a_gendered_word():
    assert list(pieces("so he knew")) == [
        Piece("so ", gendered=False),
        Piece("he", gendered=True),
        Piece(" knew", gendered=False),
    ]
