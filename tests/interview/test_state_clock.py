"""The time of an interview and of each question."""

import pytest

from interview.script import UnknownNode
from interview.state import fold

from .journals import ADDED, SCRIPT, add, after, entry, undo


def state(*ticks):
    """The state after ticks such as (10, "open 1"): seconds after nine, kind and question."""
    return fold([entry(*tick.split(), at=at) for at, tick in ticks], SCRIPT)


def spent(state, now):
    """The seconds of the interview, and of each question that has some."""
    seconds = {name: state.seconds(name, after(now)) for name in state.answers}
    return state.elapsed(after(now)), {name: part for name, part in seconds.items() if part}


STARTED = (0, "start")


@pytest.mark.parametrize(
    ("ticks", "now", "elapsed", "seconds"),
    [
        pytest.param([], 50, 0, {}, id="nothing happened"),
        pytest.param([STARTED], 50, 50, {}, id="before the first question"),
        pytest.param([STARTED, (10, "open 1")], 50, 50, {"1": 40}, id="on the first question"),
        pytest.param(
            [STARTED, (10, "open 1"), (25, "open 2"), (30, "open 1")],
            50,
            50,
            {"1": 35, "2": 5},
            id="there and back",
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "pause")], 50, 20, {"1": 10}, id="during a pause"
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "pause"), (40, "resume")],
            50,
            30,
            {"1": 20},
            id="after a pause",
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "pause"), (30, "open 2"), (40, "resume")],
            50,
            30,
            {"1": 10, "2": 10},
            id="moving during a pause",
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "pause"), (25, "pause"), (40, "resume"), (45, "resume")],
            50,
            30,
            {"1": 20},
            id="pausing and resuming twice",
        ),
        pytest.param([STARTED, (10, "open 1"), (20, "finish")], 50, 20, {"1": 10}, id="finished"),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "finish"), (30, "pause"), (35, "open 2")],
            50,
            20,
            {"1": 10},
            id="looking around after the finish",
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "finish"), (40, "resume")],
            50,
            30,
            {"1": 20},
            id="going on after the finish",
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "pause"), (30, "finish"), (40, "finish")],
            50,
            20,
            {"1": 10},
            id="finished during a pause",
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (20, "start"), (30, "open 2")],
            50,
            50,
            {"1": 20, "2": 20},
            id="a second start does nothing",
        ),
        pytest.param(
            [(-30, "open 1"), (-20, "pause"), (-10, "resume"), (-5, "finish"), STARTED],
            50,
            50,
            {"1": 50},
            id="nothing counts before the start",
        ),
        pytest.param(
            [STARTED, (30, "open 1"), (10, "open 2"), (40, "open 3")],
            50,
            50,
            {"2": 10, "3": 10},
            id="a clock that runs backwards counts nothing twice",
        ),
        pytest.param(
            [STARTED, (10, "open 1"), (30, "pause"), (20, "resume")],
            50,
            50,
            {"1": 40},
            id="a resume that is older than its pause",
        ),
        pytest.param([STARTED, (60, "open 1")], 50, 60, {}, id="now is older than the entries"),
        pytest.param([(60, "start")], 50, 0, {}, id="now is older than the start"),
    ],
)
def test_time_is_counted_without_pauses(ticks, now, elapsed, seconds):
    assert spent(state(*ticks), now) == (elapsed, seconds)


def test_an_answer_holds_the_seconds_up_to_the_last_entry_of_the_clock():
    now = state(STARTED, (10, "open 1"), (25, "open 2"))
    assert now.answers["1"].seconds == 15
    assert now.answers["2"].seconds == 0


def test_the_times_of_start_and_finish_stand():
    now = state((5, "start"), (20, "finish"), (30, "finish"))
    assert (now.started_at, now.finished_at) == (after(5), after(20))
    assert state((5, "start"), (20, "finish"), (30, "resume")).finished_at is None


def test_an_interview_never_finishes_before_it_started():
    assert state((20, "start"), (5, "finish")).finished_at == after(20)


@pytest.mark.parametrize(
    ("ticks", "paused"),
    [
        ([], False),
        ([(0, "pause")], False),
        ([(0, "resume"), (1, "pause"), (2, "start")], False),
        ([STARTED], False),
        ([STARTED, (1, "pause")], True),
        ([STARTED, (1, "pause"), (2, "resume")], False),
        ([STARTED, (1, "pause"), (2, "finish")], False),
        ([STARTED, (1, "finish"), (2, "pause")], False),
    ],
)
def test_a_pause_lasts_until_resume_or_finish(ticks, paused):
    assert state(*ticks).paused is paused


def test_the_question_on_screen_is_the_one_opened_last():
    assert state(STARTED).current is None
    assert state((0, "open 3")).current == "3"
    assert state(STARTED, (1, "open 3"), (2, "open 5"), (3, "finish")).current == "5"


def test_a_hand_in_stops_a_clock_that_nobody_stopped():
    journal = [entry("start"), entry("hand_in", "", {"scorecard": 1}, at=60)]
    assert fold(journal, SCRIPT).elapsed(after(999)) == 60
    assert fold(journal, SCRIPT).finished_at == after(60)
    journal[1:1] = [entry("finish", at=40)]
    assert fold(journal, SCRIPT).finished_at == after(40)


def test_a_pause_that_is_undone_was_none():
    pause = entry("pause", at=10)
    journal = [entry("start"), pause, undo(pause, at=30)]
    assert fold(journal, SCRIPT).elapsed(after(50)) == 50
    assert fold(journal, SCRIPT).paused is False


def test_time_on_a_follow_up_that_was_taken_back_goes_to_the_question_before():
    made = add(at=20)
    journal = [entry("start"), entry("open", "5", at=10), made, entry("open", ADDED, at=20)]
    assert spent(fold(journal, SCRIPT), 50) == (50, {"5": 10, ADDED: 30})
    after_undo = fold([*journal, undo(made, at=40)], SCRIPT)
    assert spent(after_undo, 50) == (50, {"5": 40})
    assert after_undo.current == "5"


def test_an_unknown_question_has_no_time():
    with pytest.raises(UnknownNode):
        state(STARTED).seconds("8", after(1))
    with pytest.raises(UnknownNode):
        state((0, "open 8"))
