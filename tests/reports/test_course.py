"""How an interview went in time, read from its journal."""

from collections import Counter

import pytest

from reports.report import Course, Mark, Report, Stretch
from tests.factories import make_question
from tests.reports.scenes import UNPLANNED, act, at, hand_in, handed_in, whole_interview

pytestmark = pytest.mark.django_db


def course(*acts) -> Course:
    root = make_question(hints=({"en": "Its slope?"}, {"en": "Draw it."}))
    return Report.of(handed_in(*acts, root=root), "en").course


def test_every_stretch_says_what_was_on_screen_from_when_to_when(user):
    report = Report.of(whole_interview(user), "en")
    found = [(report.by_node[s.node].number, s.start, s.end) for s in report.course.stretches]
    assert found == [
        ("1", 0, 10),
        ("1", 10, 210),
        ("1.1", 210, 250),
        ("1.1.1", 250, 260),
        ("1.2", 260, 300),
        ("1.3", 300, 360),
        ("2", 360, 400),
    ]
    assert report.course.length == report.seconds == 400


def test_the_stretches_of_a_question_are_its_seconds(user):
    report = Report.of(whole_interview(user), "en")
    spent = Counter()
    for stretch in report.course.stretches:
        spent[stretch.node] += stretch.seconds
    assert spent == Counter({line.node: line.seconds for line in report.lines if line.seconds})


def test_a_pause_is_a_stretch_without_a_question():
    found = course(act("pause", second=60), act("resume", second=90), act("finish", second=100))
    assert found.stretches == (Stretch("1", 0, 60), Stretch("", 60, 90), Stretch("1", 90, 100))
    assert found.pauses == (Stretch("", 60, 90),)
    assert found.length == 100


def test_a_hint_is_marked_each_time_that_the_ladder_is_climbed():
    found = course(
        act("hint", "1", 1, second=20),
        act("hint", "1", 2, second=50),
        act("hint", "1", 1, second=60),
        act("finish", second=80),
    )
    assert found.hints == (Mark("1", 1, 20), Mark("1", 2, 50))


def test_what_was_taken_back_did_not_happen():
    hint = act("hint", "1", 1, second=20)
    assert course(hint, act("undo", value={"entry": hint.id}), act("finish", second=30)) == Course(
        (Stretch("1", 0, 30),), ()
    )


def test_an_added_question_that_was_taken_back_was_never_on_screen():
    added = act("add", UNPLANNED, {"parent": "1", "prompt": "Never mind"})
    found = course(
        added,
        act("open", UNPLANNED, second=10),
        act("undo", value={"entry": added.id}),
        act("finish", second=30),
    )
    assert found.stretches == (Stretch("1", 0, 30),)


def test_a_clock_that_ran_backwards_counts_no_moment_twice():
    found = course(act("pause", second=60), act("resume", second=50), act("finish", second=70))
    assert [(s.start, s.end) for s in found.stretches] == [(0, 60), (60, 70)]


def test_a_reopened_scorecard_keeps_the_course_that_it_had(user):
    first = handed_in(act("finish", second=30), user=user, root=make_question())
    first.seat.reopen("More", at(60))
    first.seat.record([act("resume", second=70), act("finish", second=100)])
    second = hand_in(first.seat, second=110)
    assert Report.of(first, "en").course.length == 30
    assert Report.of(second, "en").course.stretches == (
        Stretch("1", 0, 30),
        Stretch("", 30, 70),
        Stretch("1", 70, 100),
    )


def test_what_took_no_time_has_no_course():
    assert course() == Course((), ())
