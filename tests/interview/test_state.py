"""What the entries of a seat add up to."""

import uuid

import pytest

from interview.script import UnknownNode
from interview.state import Answer, Outcome, Undoable, UnknownKind, fold

from .journals import ADDED, OTHER, SCRIPT, add, after, entry, redo, undo

BLANK = {
    "score": None,
    "outcome": None,
    "hint": 0,
    "points": [],
    "note": "",
    "recited": False,
    "flag": False,
}
HEARD_1 = {"n": 1, "heard": True}


def answer(*acts):
    """The answer of question 3 after acts such as ("score", 4)."""
    return fold([entry(kind, "3", value) for kind, value in acts], SCRIPT).answers["3"]


def test_an_empty_journal_is_an_interview_that_nobody_began():
    state = fold([], SCRIPT)
    assert state.script == state.known == SCRIPT
    assert state.answers == {node.id: Answer() for node in SCRIPT.nodes}
    assert (state.current, state.started_at, state.finished_at) == (None, None, None)
    assert (state.paused, state.closed, state.scorecard) == (False, False, None)
    assert (state.call, state.summary, state.reopened, state.undoable) == (None, "", (), ())
    assert state.counts == {
        "not_reached": 7,
        "skipped": 0,
        "no_answer": 0,
        "answered_with_hint": 0,
        "answered": 0,
    }


@pytest.mark.parametrize(
    ("acts", "score", "outcome", "result"),
    [
        ([], None, None, "not_reached"),
        ([("score", 3)], 3, "answered", "answered"),
        ([("score", 3), ("score", 1)], 1, "answered", "answered"),
        ([("score", 3), ("score", None)], None, "answered", "answered"),
        ([("score", None)], None, None, "not_reached"),
        ([("outcome", "answered")], None, "answered", "answered"),
        ([("outcome", "no_answer")], None, "no_answer", "no_answer"),
        ([("outcome", "skipped")], None, "skipped", "skipped"),
        ([("outcome", "no_answer"), ("score", 2)], 2, "answered", "answered"),
        ([("outcome", "skipped"), ("score", 2)], 2, "answered", "answered"),
        ([("outcome", "skipped"), ("score", None)], None, "skipped", "skipped"),
        ([("score", 3), ("outcome", "answered")], 3, "answered", "answered"),
        ([("score", 3), ("outcome", "no_answer")], None, "no_answer", "no_answer"),
        ([("score", 3), ("outcome", "skipped")], None, "skipped", "skipped"),
        ([("score", 3), ("outcome", None)], None, None, "not_reached"),
        ([("score", 3), ("outcome", "skipped"), ("outcome", "answered")], None, *["answered"] * 2),
        ([("outcome", "skipped"), ("outcome", None)], None, None, "not_reached"),
        ([("hint", 1)], None, "answered", "answered_with_hint"),
        ([("hint", 0)], None, None, "not_reached"),
        ([("hint", 2), ("hint", 0)], None, "answered", "answered"),
        ([("hint", 1), ("score", 3)], 3, "answered", "answered_with_hint"),
        ([("outcome", "answered"), ("hint", 1)], None, "answered", "answered_with_hint"),
        ([("hint", 1), ("outcome", "no_answer")], None, "no_answer", "no_answer"),
        ([("hint", 1), ("outcome", "skipped")], None, "skipped", "skipped"),
        ([("point", HEARD_1)], None, "answered", "answered"),
        ([("point", {"n": 1, "heard": False})], None, None, "not_reached"),
        ([("point", HEARD_1), ("outcome", None)], None, None, "not_reached"),
        ([("note", "slow")], None, "answered", "answered"),
        ([("outcome", "skipped"), ("note", "slow")], None, "skipped", "skipped"),
        ([("note", "slow"), ("note", "")], None, "answered", "answered"),
        ([("note", " \n")], None, None, "not_reached"),
        ([("recited", True)], None, "answered", "answered"),
        ([("recited", False)], None, None, "not_reached"),
        ([("flag", True)], None, None, "not_reached"),
    ],
)
def test_score_and_outcome_never_contradict_each_other(acts, score, outcome, result):
    found = answer(*acts)
    assert (found.score, found.outcome, found.result) == (score, outcome, Outcome(result))
    assert found.reached is (result != "not_reached")


def test_key_points_hints_and_the_note_are_kept():
    acts = [("point", {"n": n, "heard": heard}) for n, heard in [(3, 1), (1, 1), (2, 1), (1, 0)]]
    found = answer(*acts, ("hint", 2), ("note", "first"), ("note", "second"))
    assert found.points == frozenset({2, 3})
    assert (found.hint, found.note) == (2, "second")
    assert found.controls == {
        "score": None,
        "outcome": "answered",
        "points": [2, 3],
        "hint": 2,
        "note": "second",
        "recited": False,
        "flag": False,
    }


def test_an_answer_can_sound_recited_and_be_flagged_and_both_can_be_taken_away():
    assert (answer(("recited", True)).recited, answer(("flag", True)).flag) == (True, True)
    assert answer(("recited", True), ("recited", False)).recited is False
    assert answer(("flag", True), ("flag", False)).flag is False


def test_what_was_taken_back_is_redone_last_first():
    first, second = entry("score", "3", 4), entry("score", "3", 2)
    taken = [first, second, undo(second), undo(first)]
    assert [one.id for one in fold(taken, SCRIPT).redoable] == [second.id, first.id]
    once = fold([*taken, redo(first)], SCRIPT)
    assert (once.answers["3"].score, once.redoable) == (4, (second,))
    twice = fold([*taken, redo(first), redo(second)], SCRIPT)
    assert (twice.answers["3"].score, twice.redoable) == (2, ())
    assert twice.undoable[-1].entry == second.id


def test_a_new_act_ends_what_could_be_redone_and_looking_around_does_not():
    act = entry("score", "3", 4)
    assert fold([act, undo(act), entry("open", "2")], SCRIPT).redoable == (act,)
    assert fold([act, undo(act), entry("flag", "2", True)], SCRIPT).redoable == ()


def test_redo_of_what_was_not_taken_back_does_nothing():
    act = entry("score", "3", 4)
    assert fold([act, redo(act), redo(entry("note", "3", "late"))], SCRIPT) == fold([act], SCRIPT)


def test_an_answer_knows_when_it_was_first_and_last_recorded():
    journal = [entry("open", "3", at=1), entry("hint", "3", 1, at=2), entry("score", "3", 2, at=9)]
    found = fold(journal, SCRIPT).answers["3"]
    assert (found.first_at, found.last_at) == (after(2), after(9))


def test_entries_touch_only_their_own_question():
    state = fold([entry("score", "3", 4)], SCRIPT)
    assert {name for name, answer in state.answers.items() if answer != Answer()} == {"3"}


def test_call_and_summary_are_drafts():
    journal = [entry("call", "", "yes"), entry("summary", "", "Good."), entry("call", "", "no")]
    state = fold(journal, SCRIPT)
    assert (state.call, state.summary) == ("no", "Good.")
    assert fold([*journal, entry("call")], SCRIPT).call is None


def test_handing_in_closes_and_reopening_opens_with_its_reason():
    journal = [entry("hand_in", "", {"scorecard": 1})]
    closed = fold(journal, SCRIPT)
    assert (closed.closed, closed.scorecard, closed.reopened) == (True, 1, ())
    journal.append(entry("reopen", "", {"reason": "wrong note"}))
    opened = fold(journal, SCRIPT)
    assert (opened.closed, opened.scorecard, opened.reopened) == (False, 1, ("wrong note",))
    journal.append(entry("hand_in", "", {"scorecard": 2}))
    again = fold(journal, SCRIPT)
    assert (again.closed, again.scorecard, again.reopened) == (True, 2, ("wrong note",))


def test_an_id_counts_once_the_first_time():
    first = entry("score", "3", 2)
    same = entry("score", "3", 4, uid=first.id)
    assert fold([first, entry("score", "3", 1), same, first], SCRIPT).answers["3"].score == 1


def test_an_unknown_kind_raises():
    with pytest.raises(UnknownKind, match=r"^no entry has the kind 'grade'$"):
        fold([entry("grade", "3", 4)], SCRIPT)


@pytest.mark.parametrize("kind", ["score", "note"])
def test_an_unknown_question_raises(kind):
    with pytest.raises(UnknownNode):
        fold([entry(kind, "8", None)], SCRIPT)
    with pytest.raises(UnknownNode):
        fold([add(parent="8")], SCRIPT)


def test_an_added_follow_up_is_a_node_with_the_topic_of_its_parent():
    state = fold([add(parent="5"), entry("score", ADDED, 4)], SCRIPT)
    found = state.script.get(ADDED)
    assert (found.parent, found.topic, found.prompt) == ("5", 8, "And why?")
    assert (found.planned, found.core, found.minutes) == (False, False, 0)
    assert (found.question, found.revision, found.points, found.hints) == (None, None, 0, 0)
    assert state.script.path(ADDED) == "2.2"
    assert list(state.answers) == ["1", "2", "3", "4", "5", "6", ADDED, "7"]
    assert state.answers[ADDED].score == 4
    assert sum(state.counts.values()) == 8


def test_undo_takes_one_entry_back_and_leaves_what_came_after():
    first, second = entry("score", "3", 2), entry("note", "3", "slow")
    state = fold([first, second, undo(first)], SCRIPT)
    assert state.answers["3"].controls == {**BLANK, "outcome": "answered", "note": "slow"}
    assert [item.entry for item in state.undoable] == [second.id]


def test_undo_brings_back_what_the_entry_had_cleared():
    skip = entry("outcome", "3", "skipped")
    assert fold([entry("score", "3", 4), skip, undo(skip)], SCRIPT).answers["3"].score == 4


def test_undo_of_an_unknown_undone_or_later_entry_does_nothing():
    first, second = entry("score", "3", 2), entry("score", "3", 4)
    plain = fold([first, second], SCRIPT)
    assert fold([first, second, undo(entry("score", "3", 1))], SCRIPT) == plain
    assert fold([first, undo(second), second], SCRIPT) == plain
    assert fold([first, second, undo(second), undo(second)], SCRIPT).answers["3"].score == 2


def test_an_undo_cannot_be_undone_nor_what_has_no_undo():
    first = entry("score", "3", 2)
    back = undo(first)
    assert fold([first, back, undo(back)], SCRIPT).answers["3"].score is None
    start, given = entry("start"), entry("hand_in", "", {"scorecard": 1})
    opened = entry("reopen", "", {"reason": "x"})
    journal = [start, given, opened]
    assert fold([*journal, *map(undo, journal)], SCRIPT) == fold(journal, SCRIPT)


def test_undoing_an_add_takes_its_node_out_of_sight():
    made = add()
    state = fold([made, undo(made)], SCRIPT)
    assert state.script == SCRIPT
    assert ADDED not in state.answers
    assert ADDED in state.known


@pytest.mark.parametrize(
    "record",
    [
        entry("score", ADDED, 1),
        entry("outcome", ADDED, "skipped"),
        entry("hint", ADDED, 1),
        entry("note", ADDED, "said so"),
        add(OTHER, parent=ADDED),
    ],
    ids=lambda record: record.kind,
)
def test_undoing_an_add_hides_nothing_that_was_recorded(record):
    made = add()
    kept = fold([made, record], SCRIPT).script
    assert fold([made, record, undo(made)], SCRIPT).script == kept
    assert fold([made, undo(made), record], SCRIPT).script == kept
    assert fold([made, record, undo(made), undo(record)], SCRIPT).script == SCRIPT


def test_the_whole_way_up_from_a_record_stays_in_sight():
    deepest = str(uuid.UUID(int=3))
    adds = [add(), add(OTHER, parent=ADDED), add(deepest, parent=OTHER)]
    journal = [*adds, entry("note", deepest, "deep"), *map(undo, adds)]
    assert fold(journal, SCRIPT).script.path(deepest) == "1.3.1.1"


def test_what_can_be_undone_says_what_stood_before():
    journal = [
        entry("start"),
        entry("open", "3"),
        entry("score", "3", 2),
        entry("outcome", "3", "skipped"),
        entry("point", "4", HEARD_1),
        entry("call", "", "yes"),
        entry("call", "", "no"),
        entry("summary", "", "Good."),
        add(),
        entry("pause"),
    ]
    assert fold(journal, SCRIPT).undoable == (
        Undoable(journal[2].id, "score", "3", BLANK, ()),
        Undoable(
            journal[3].id,
            "outcome",
            "3",
            {**BLANK, "score": 2, "outcome": "answered"},
            (journal[2].id,),
        ),
        Undoable(journal[4].id, "point", "4", BLANK, ()),
        Undoable(journal[5].id, "call", "", {"call": None}, ()),
        Undoable(journal[6].id, "call", "", {"call": "yes"}, (journal[5].id,)),
        Undoable(journal[7].id, "summary", "", {"summary": ""}, ()),
        Undoable(journal[8].id, "add", ADDED, {}, ()),
    )


def test_fifty_entries_can_be_undone():
    journal = [entry("note", "3", str(n)) for n in range(60)]
    undoable = fold(journal, SCRIPT).undoable
    assert [item.entry for item in undoable] == [one.id for one in journal[10:]]


def test_the_entry_before_one_that_was_undone_is_next():
    journal = [entry("score", "3", n) for n in (1, 2, 3)]
    state = fold([*journal, undo(journal[2])], SCRIPT)
    assert [item.entry for item in state.undoable] == [journal[0].id, journal[1].id]
    assert state.undoable[-1].before["score"] == 1


def test_counts_are_over_every_question_in_sight():
    journal = [
        entry("score", "1", 4),
        entry("hint", "2", 1),
        entry("outcome", "3", "skipped"),
        entry("outcome", "4", "no_answer"),
        add(),
        entry("note", ADDED, "well"),
    ]
    assert fold(journal, SCRIPT).counts == {
        Outcome.NOT_REACHED: 3,
        Outcome.SKIPPED: 1,
        Outcome.NO_ANSWER: 1,
        Outcome.ANSWERED_WITH_HINT: 1,
        Outcome.ANSWERED: 2,
    }
