"""What holds for every journal: double delivery, undo, time, and that nothing recorded is lost."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring import coverage
from interview.state import CALLS, KINDS_TO_UNDO, OUTCOMES, Outcome, check, fold

from .journals import SCRIPT, after, entry, redo

VALUES = {
    "score": st.none() | st.integers(1, 4),
    "outcome": st.none() | st.sampled_from(OUTCOMES),
    "hint": st.integers(0, 2),
    "point": st.fixed_dictionaries({"n": st.integers(1, 3), "heard": st.booleans()}),
    "note": st.sampled_from(["", "slow", "빠름"]),
    "recited": st.booleans(),
    "flag": st.booleans(),
    "call": st.none() | st.sampled_from(CALLS),
    "summary": st.sampled_from(["", "Good."]),
    "reopen": st.just({"reason": "wrong note"}),
    "hand_in": st.just({"scorecard": 1}),
}
OF_A_QUESTION = ("open", "score", "outcome", "hint", "point", "note", "recited", "flag")
WIDE = ("start", "pause", "resume", "finish", "call", "summary", "hand_in", "reopen")
KINDS = (*OF_A_QUESTION, *OF_A_QUESTION, *WIDE, "add", "add", "undo", "redo")


# A busy machine is no failure.
FEW = settings(max_examples=40, deadline=None)
MANY = settings(max_examples=100, deadline=None)


class Writer:
    """Draws entries that a journal could hold, one after another."""

    def __init__(self, draw, kinds=KINDS):
        self.draw, self.kinds = draw, kinds
        self.nodes = [node.id for node in SCRIPT.nodes]
        self.entries, self.at = [], 0

    def write(self, kind=None):
        kind = kind or self.draw(st.sampled_from(self.kinds))
        self.at += self.draw(st.integers(-60, 300))
        question, value = self.content(kind)
        uid = str(uuid.UUID(int=len(self.entries) + 1000))
        self.entries.append(entry(kind, question, value, self.at, uid))

    def content(self, kind):
        if kind in ("undo", "redo"):
            made = [one.id for one in self.entries] or [str(uuid.UUID(int=999))]
            return "", {"entry": self.draw(st.sampled_from(made))}
        node = self.draw(st.sampled_from(self.nodes))
        if kind == "add":
            self.nodes.append(str(uuid.UUID(int=len(self.nodes))))
            return self.nodes[-1], {"parent": node, "prompt": "Why?"}
        return node if kind in OF_A_QUESTION else "", self.draw(VALUES.get(kind, st.none()))


@st.composite
def journals(draw, kinds=KINDS, last=None):
    """Up to 20 entries, a start among the first; `last` is the kind of one more."""
    writer = Writer(draw, kinds)
    for number in range(draw(st.integers(0, 20))):
        writer.write("start" if number == 1 else None)
    if last:
        writer.write(last)
    return writer.entries


WITHOUT_UNDO = tuple(kind for kind in KINDS if kind not in ("undo", "redo"))


def undo_of(target, at=0):
    return entry("undo", "", {"entry": target.id}, at, uid=str(uuid.UUID(int=5)))


@MANY
@given(journals(), st.data())
def test_entries_delivered_again_change_nothing(journal, data):
    twice = list(journal)
    for one in data.draw(st.lists(st.sampled_from(journal)) if journal else st.just([])):
        first = twice.index(one)
        twice.insert(data.draw(st.integers(first + 1, len(twice))), replace(one, at=after(7)))
    assert fold(twice, SCRIPT) == fold(journal, SCRIPT)


@pytest.mark.parametrize("kind", sorted(KINDS_TO_UNDO))
@FEW
@given(data=st.data())
def test_an_entry_undone_at_once_is_as_if_it_had_not_been(kind, data):
    journal = data.draw(journals(last=kind))
    assert fold([*journal, undo_of(journal[-1])], SCRIPT) == fold(journal[:-1], SCRIPT)


@pytest.mark.parametrize("kind", sorted(KINDS_TO_UNDO))
@FEW
@given(data=st.data())
def test_an_entry_undone_and_redone_stands_as_if_nothing_had_happened(kind, data):
    journal = data.draw(journals(last=kind))
    undo, again = undo_of(journal[-1]), redo(journal[-1])
    assert fold([*journal, undo, again], SCRIPT) == fold(journal, SCRIPT)


@pytest.mark.parametrize("kind", sorted(KINDS_TO_UNDO - {"add"}))
@FEW
@given(data=st.data())
def test_an_entry_undone_later_is_as_if_it_had_not_been(kind, data):
    before = data.draw(journals(last=kind))
    writer = Writer(data.draw)
    writer.entries, writer.at = list(before), 0
    for _ in range(data.draw(st.integers(0, 5))):
        writer.write()
    journal, target = writer.entries, before[-1]
    without = [one for one in journal if one is not target]
    assert fold([*journal, undo_of(target)], SCRIPT) == fold(without, SCRIPT)


@MANY
@given(journals())
def test_undoing_the_newest_control_shows_what_stood_before_it(journal):
    state = fold(journal, SCRIPT)
    if state.undoable:
        newest = state.undoable[-1]
        undone = fold([*journal, entry("undo", "", {"entry": newest.entry})], SCRIPT)
        assert undone.undoable == state.undoable[:-1]
        shown = {"call": undone.call, "summary": undone.summary}
        if newest.question in undone.answers:
            shown |= undone.answers[newest.question].controls
        assert newest.before == {name: shown[name] for name in newest.before}


@MANY
@given(journals(), st.integers(-100, 9999))
def test_time_is_never_negative_and_questions_never_take_more_than_the_interview(journal, now):
    state = fold(journal, SCRIPT)
    seconds = [state.seconds(name, after(now)) for name in state.answers]
    moments = [after(now), *(one.at for one in journal)]
    assert min(seconds) >= 0
    assert sum(seconds) <= state.elapsed(after(now))
    assert 0 <= state.elapsed(after(now)) <= (max(moments) - min(moments)).total_seconds()


@MANY
@given(journals(WITHOUT_UNDO), st.data())
def test_a_longer_journal_only_adds_to_a_shorter_one(journal, data):
    cut = data.draw(st.integers(0, len(journal)))
    short, whole = fold(journal[:cut], SCRIPT), fold(journal, SCRIPT)
    assert short.spent <= whole.spent
    assert all(short.answers[name].seconds <= whole.answers[name].seconds for name in short.answers)
    assert [node for node in whole.script.nodes if node.id in short.script] == [*short.script.nodes]
    assert short.reopened == whole.reopened[: len(short.reopened)]


@MANY
@given(journals())
def test_nothing_planned_or_recorded_is_ever_out_of_sight(journal):
    state = fold(journal, SCRIPT)
    kept = [node for node in state.script.nodes if node.planned]
    hidden = {node.id for node in state.known.nodes} - set(state.answers)
    assert kept == [*SCRIPT.nodes]
    assert all(state.script.path(node.id) == SCRIPT.path(node.id) for node in kept)
    assert [*state.answers] == [node.id for node in state.script.nodes]
    for name in hidden:
        live = [one for one in journal if one.kind == "add" and one.question == name]
        assert fold([*journal, entry("note", name, "late")], SCRIPT).answers[name].note == "late"
        assert all({"entry": one.id} in [undo.value for undo in journal] for one in live)


@MANY
@given(journals())
def test_a_score_stands_only_on_an_answer(journal):
    for answer in fold(journal, SCRIPT).answers.values():
        if answer.score is not None:
            assert answer.outcome == "answered"
            assert answer.result in {Outcome.ANSWERED, Outcome.ANSWERED_WITH_HINT}


@MANY
@given(journals())
def test_counts_and_coverage_add_up_to_the_questions_in_sight(journal):
    state = fold(journal, SCRIPT)
    whole = coverage(state.answers, state.script.nodes)
    assert sum(state.counts.values()) == len(state.script.nodes)
    assert whole.planned == len(SCRIPT.nodes) == whole.reached + whole.not_reached


@MANY
@given(journals(tuple(kind for kind in KINDS if kind not in {"hand_in", "reopen"})))
def test_what_passes_the_check_folds(journal):
    limits = {node.id: (3, 2) for node in fold(journal, SCRIPT).known.nodes}
    for number, one in enumerate(journal):
        check(one.kind, one.question, one.value, fold(journal[:number], SCRIPT), limits)
