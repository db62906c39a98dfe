"""Report.of: what was handed in, in the words as they were asked."""

from decimal import Decimal

import pytest

from interview.models import Scorecard as StoredScorecard
from interview.scoring import ChainDepth, Coverage, Overall
from interview.state import Outcome
from questions.card import Card
from questions.models import Question
from reports.report import Line, Point, Report, Scorecard, Text, Topic
from tests.factories import make_interview, make_kit, make_question
from tests.reports.scenes import START, UNPLANNED, act, at, hand_in, handed_in, sit, whole_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(user) -> Report:
    return Report.of(whole_interview(user), "en")


def test_it_opens_with_who_for_what_and_when(report):
    assert (report.candidate, report.interviewer) == ("Park Jisoo", "Kim Minji")
    assert (report.position, report.kit) == ("ML engineer", "First talk")
    assert (report.planned_at, report.started_at) == (START, START)
    assert report.handed_in_at == at(420)
    assert (report.planned_minutes, report.seconds) == (45, 400)


def test_it_has_the_overall_call_and_the_summary(report):
    assert report.call == "yes"
    assert report.summary == "Solid on activations.\n\nWeak on optimisation."


def test_the_average_stands_beside_its_coverage(report):
    assert report.average == Decimal("3.00")
    assert report.coverage == Coverage(
        planned=8,
        reached=5,
        scored=2,
        skipped=1,
        no_answer=1,
        not_reached=3,
        answered=2,
        with_hint=1,
        unplanned=1,
        unplanned_scored=1,
    )
    assert report.asked == 5


def test_the_five_outcomes_add_up_to_all_planned_questions(report):
    assert report.outcomes == {
        Outcome.ANSWERED: 2,
        Outcome.ANSWERED_WITH_HINT: 1,
        Outcome.NO_ANSWER: 1,
        Outcome.SKIPPED: 1,
        Outcome.NOT_REACHED: 3,
    }
    assert sum(report.outcomes.values()) == report.coverage.planned


def test_every_question_keeps_its_own_outcome(report):
    assert [(line.number, line.outcome, line.score) for line in report.lines] == [
        ("1", Outcome.ANSWERED_WITH_HINT, 3),
        ("1.1", Outcome.ANSWERED, 4),
        ("1.1.1", Outcome.SKIPPED, None),
        ("1.2", Outcome.NO_ANSWER, None),
        ("1.3", Outcome.ANSWERED, 2),
        ("2", Outcome.ANSWERED, None),
        ("2.1", Outcome.NOT_REACHED, None),
        ("3", Outcome.NOT_REACHED, None),
        ("3.1", Outcome.NOT_REACHED, None),
    ]


def test_a_line_has_all_that_was_recorded_and_what_the_card_says_to_it(report):
    assert report.lines[0] == Line(
        node="1",
        number="1",
        depth=1,
        planned=True,
        topic=Text("Activations", "en"),
        prompt=Text("Why ReLU?", "en"),
        outcome=Outcome.ANSWERED_WITH_HINT,
        score=3,
        anchor=Text("Names two reasons.", "en"),
        hint=2,
        hints=(Text("Think of the gradient.", "en"), Text("Draw the sigmoid.", "en")),
        most_hints=2,
        points=(
            Point(Text("exp is costly", "en"), essential=True, heard=True),
            Point(Text("기울기 소실", "ko"), essential=False, heard=False),
        ),
        note="Named cost first.\nThen *saturation*.",
        recited=False,
        seconds=210,
    )


def test_heard_and_missed_key_points_are_told_apart(report):
    assert [point.text.text for point in report.lines[0].heard] == ["exp is costly"]
    assert [point.text.text for point in report.lines[0].missed] == ["기울기 소실"]


def test_an_unplanned_question_has_the_words_that_were_typed_and_says_that_it_is_one(report):
    unplanned = report.lines[4]
    assert (unplanned.node, unplanned.planned) == (UNPLANNED, False)
    assert (unplanned.prompt, unplanned.topic) == (
        Text("And leaky ReLU?"),
        Text("Activations", "en"),
    )
    assert (unplanned.depth, unplanned.seconds) == (2, 60)


def test_an_answer_without_a_score_says_so_and_is_in_no_average(report):
    assert [line.number for line in report.lines if line.unscored] == ["2"]
    assert report.chains[1].average is None


def test_topics_come_in_the_order_of_the_script_and_in_the_language_that_exists(report):
    nothing = Coverage(2, 0, 0, 0, 0, 2, 0, 0)
    assert report.topics == (
        Topic(
            Text("Activations", "en"),
            Decimal("3.00"),
            Coverage(4, 4, 2, 1, 1, 0, 1, 1, 1, 1),
            ("1", "2", "3", "4", UNPLANNED),
        ),
        Topic(Text("경사 하강", "ko"), None, Coverage(2, 1, 0, 0, 0, 1, 1, 0), ("5", "6")),
        Topic(Text(""), None, nothing, ("7", "8")),
    )
    assert report.has_topics


def test_texts_come_in_the_language_of_the_reader_where_they_exist_in_it(user):
    report = Report.of(whole_interview(user), "ko")
    assert report.lines[0].prompt == Text("왜 ReLU인가?", "ko")
    assert report.lines[1].prompt == Text("What does non-linear mean?", "en")
    assert report.topics[0].title == Text("활성화", "ko")


def test_roots_can_be_learnt_by_heart_and_stand_apart_from_what_is_below_them(report):
    assert report.roots == Overall(None, Coverage(3, 2, 1, 0, 0, 1, 1, 1))
    assert report.follow_ups == Overall(None, Coverage(5, 3, 1, 1, 1, 2, 1, 0, 1, 1))


def test_it_knows_where_hints_were_needed_and_in_which_order_it_was_asked(report):
    assert [line.number for line in report.hinted] == ["1"]
    assert [line.number for line in report.order] == ["1", "1.1", "1.1.1", "1.2", "1.3", "2"]


def test_a_line_quotes_what_its_note_quotes(user):
    report = Report.of(handed_in(act("note", "1", 'Fast.\n[12:40] "It is cheap"')), "en")
    assert report.lines[0].quotes == ("It is cheap",)


def test_each_chain_says_how_deep_it_went(report):
    assert [chain.depth for chain in report.chains] == [
        ChainDepth(
            "1", planned_depth=3, reached_depth=3, asked_depth=2, answered_depth=2, held_depth=2
        ),
        ChainDepth(
            "5", planned_depth=2, reached_depth=1, asked_depth=1, answered_depth=1, held_depth=0
        ),
        ChainDepth(
            "7", planned_depth=2, reached_depth=0, asked_depth=0, answered_depth=0, held_depth=0
        ),
    ]
    assert [chain.average for chain in report.chains] == [Decimal("3.00"), None, None]
    assert [chain.seconds for chain in report.chains] == [360, 40, 0]


def test_a_chain_stands_level_by_level_for_its_picture(report):
    levels = [[line.number for line in level] for level in report.chains[0].levels]
    assert levels == [["1"], ["1.1", "1.2", "1.3"], ["1.1.1"]]


def test_what_nobody_came_to_is_one_list_a_chain_and_a_root_stands_in_any_case(report):
    shown = [[line.number for line in chain.shown] for chain in report.chains]
    left_out = [[line.number for line in chain.left_out] for chain in report.chains]
    assert shown == [["1", "1.1", "1.1.1", "1.2", "1.3"], ["2"], ["3"]]
    assert left_out == [[], ["2.1"], ["3.1"]]


def test_editing_the_bank_after_the_start_does_not_change_the_report(user):
    scorecard = whole_interview(user)
    before = Report.of(scorecard, "en")
    relu = Question.objects.get(key="q1")
    relu.revise(Card(prompt={"en": "Something else?"}))
    relu.retire()
    relu.topic.title = {"en": "Renamed"}
    relu.topic.save()
    make_question("A late follow-up", parent=relu)
    assert Report.of(StoredScorecard.objects.get(pk=scorecard.pk), "en") == before


def test_a_reopened_scorecard_stays_as_it_was_and_the_reason_is_kept(user):
    first = whole_interview(user)
    seat = first.seat
    seat.reopen("Mixed up two candidates", at(500))
    seat.record([act("score", "1", 1), act("add", question=_OTHER, value=_add("2"))])
    second = hand_in(seat, "no", "Not this one.", second=600)
    old, new = Report.of(first, "en"), Report.of(second, "en")
    assert (old.number, old.call, old.lines[0].score, len(old.lines)) == (1, "yes", 3, 9)
    assert (new.number, new.call, new.lines[0].score, len(new.lines)) == (2, "no", 1, 10)
    history = (
        Scorecard(1, "yes", at(420), at(500), "Mixed up two candidates"),
        Scorecard(2, "no", at(600), None, ""),
    )
    assert (old.scorecards, new.scorecards) == (history, history)
    assert (old.is_replaced, new.is_replaced) == (True, False)
    assert old.was_reopened
    assert new.was_reopened


_OTHER = "0b0f7f3e-7d5a-4b1e-9c3a-2f4d5e6a7b8d"


def _add(parent: str) -> dict[str, str]:
    return {"parent": parent, "prompt": "What else?"}


def test_an_added_question_that_was_taken_back_is_not_in_the_report(user):
    added = act("add", UNPLANNED, {"parent": "1", "prompt": "Never mind"})
    report = Report.of(handed_in(added, act("undo", value={"entry": added.id})), "en")
    assert [line.number for line in report.lines] == ["1"]


def test_a_question_below_an_added_one_stands_below_it(user):
    report = Report.of(
        handed_in(
            act("add", UNPLANNED, {"parent": "1", "prompt": "And then?"}),
            act("add", _OTHER, _add(UNPLANNED)),
            act("score", _OTHER, 4),
        ),
        "en",
    )
    assert [(line.number, line.prompt.text) for line in report.lines] == [
        ("1", "Why ReLU?"),
        ("1.1", "And then?"),
        ("1.1.1", "What else?"),
    ]


def test_a_hint_without_written_hints_is_still_a_hint(user):
    (line,) = Report.of(handed_in(act("score", "1", 3), act("hint", "1", 1)), "en").lines
    assert (line.outcome, line.hint, line.hints, line.most_hints) == (
        Outcome.ANSWERED_WITH_HINT,
        1,
        (),
        0,
    )


def test_key_points_stand_only_where_the_question_was_put(user):
    root = make_question(key_points=({"text": {"en": "exp is costly"}},))
    skipped = Report.of(handed_in(act("outcome", "1", "skipped"), root=root), "en")
    silent = Report.of(handed_in(act("outcome", "1", "no_answer"), root=root), "en")
    assert skipped.lines[0].points == ()
    assert [point.heard for point in silent.lines[0].points] == [False]


def test_without_anything_reached_there_is_no_average(user):
    report = Report.of(handed_in(), "en")
    assert (report.average, report.coverage.planned, report.asked) == (None, 1, 0)


@pytest.mark.parametrize("follow_ups", [2, 59])
def test_reading_takes_three_queries_however_long_the_script_is(
    user, follow_ups, django_assert_num_queries
):
    root = make_question()
    for number in range(follow_ups):
        make_question(f"And {number}?", parent=root)
    seat = sit(make_interview(make_kit(root), users=[user]), user)
    seat.record(act("score", str(number + 1), 3) for number in range(follow_ups + 1))
    card = hand_in(seat)
    card = StoredScorecard.objects.select_related("seat__user", "seat__interview__candidate").get(
        pk=card.pk
    )
    with django_assert_num_queries(3):
        report = Report.of(card, "en")
    assert len(report.lines) == follow_ups + 1
