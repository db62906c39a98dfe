"""Two who write without knowing of each other: what stands, and what somebody has to choose."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.state import Entry, field_of, fold

from .journals import SCRIPT, after, entry, undo

FEW = settings(max_examples=60, deadline=None)


def over(kind, value, *seen, question="2", name=None):
    """An entry made in sight of these."""
    made = entry(kind, question, value, uid=name)
    return Entry(made.id, kind, question, value, after(0), tuple(one.id for one in seen))


def standing(*journal):
    """The values that stand apart, by field."""
    state = fold(journal, SCRIPT)
    return {one.field: [head.value for head in one.entries] for one in state.conflicts}


def test_what_is_written_over_what_stood_is_no_conflict():
    first = over("note", "slow")
    assert standing(first, over("note", "slow, then fast", first)) == {}


def test_what_two_wrote_without_seeing_each_other_stands_both():
    first = over("note", "slow")
    mine, yours = over("note", "slow A", first), over("note", "slow B", first)
    assert standing(first, mine, yours) == {"2 note": ["slow A", "slow B"]}
    assert fold([first, mine, yours], SCRIPT).answers["2"].note == "slow B"


def test_two_who_wrote_the_same_agree():
    assert standing(over("score", 3), over("score", 3)) == {}


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (("score", 3), ("score", 2), "2 result"),
        (("score", 3), ("outcome", "skipped"), "2 result"),
        (("hint", 1), ("hint", 2), "2 hint"),
        (("point", {"n": 1, "heard": True}), ("point", {"n": 1, "heard": False}), "2 point 1"),
        (("point", {"n": 1, "heard": True}), ("point", {"n": 2, "heard": True}), None),
        (("score", 3), ("note", "slow"), None),
    ],
)
def test_only_what_moves_the_same_control_can_be_in_conflict(one, other, field):
    found = standing(over(*one), over(*other))
    assert list(found) == ([field] if field else [])


def test_a_call_and_a_summary_are_fields_too():
    assert field_of("call", "", "yes") == "call"
    assert standing(over("call", "yes", question=""), over("call", "no", question="")) == {
        "call": ["yes", "no"]
    }


def test_choosing_one_ends_the_conflict():
    mine, yours = over("note", "A"), over("note", "B")
    chosen = over("note", "A", mine, yours)
    assert standing(mine, yours, chosen) == {}
    assert fold([mine, yours, chosen], SCRIPT).answers["2"].note == "A"


def test_who_saw_only_one_of_two_leaves_the_other_standing():
    mine, yours = over("note", "A"), over("note", "B")
    assert standing(mine, yours, over("note", "A!", mine)) == {"2 note": ["B", "A!"]}


def test_a_plain_form_sees_whatever_stands():
    assert standing(over("note", "A"), over("note", "B"), entry("note", "2", "C")) == {}


def test_taking_one_back_leaves_the_other():
    mine, yours = over("note", "A"), over("note", "B")
    assert standing(mine, yours, undo(yours)) == {}
    assert fold([mine, yours, undo(yours)], SCRIPT).answers["2"].note == "A"


def test_what_was_written_over_something_taken_back_has_seen_what_that_replaced():
    first = over("note", "A")
    second = over("note", "AB", first)
    third = over("note", "ABC", second)
    assert standing(first, second, third, undo(second)) == {}


def test_an_act_that_can_be_taken_back_says_what_stood_before_it():
    mine, yours = over("note", "A"), over("note", "B")
    state = fold([mine, yours, over("note", "C", mine, yours)], SCRIPT)
    assert [act.over for act in state.undoable] == [(), (mine.id,), (mine.id, yours.id)]


def test_whatever_the_order_of_arrival_the_last_one_written_stands():
    first = over("note", "A")
    second = over("note", "AB", first)
    third = over("note", "ABC", second)
    for arrived in permutations([first, second, third]):
        assert standing(*arrived) == {}
        assert fold(arrived, SCRIPT).answers["2"].note == "ABC"


def test_entries_that_name_each_other_do_no_harm():
    ids = [f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2)]
    one, other = (
        Entry(ids[n], "note", "2", "AB"[n], after(0), (ids[1 - n], ids[n])) for n in (0, 1)
    )
    assert fold([one, other], SCRIPT).answers["2"].note in {"A", "B"}


@FEW
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ABC"), st.booleans()), max_size=12))
def test_no_value_is_silently_overwritten(acts):
    """Three who write one field; each reads what stands only when it looks."""
    journal, seen, passed = [], {0: (), 1: (), 2: ()}, set()
    for writer, value, looks in acts:
        if looks:
            seen[writer] = fold(journal, SCRIPT).heads.get("2 note", ())
        made = over("note", value, *seen[writer])
        passed |= {one.id for one in seen[writer]}
        journal.append(made)
        seen[writer] = (made,)
    heads = fold(journal, SCRIPT).heads.get("2 note", ())
    assert {one.id for one in heads} == {one.id for one in journal} - passed
