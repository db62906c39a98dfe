"""Averages, coverage, and the depth of chains."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.scoring import (
    CALLS,
    SCORES,
    ChainDepth,
    Coverage,
    Overall,
    TopicScore,
    at_the_roots,
    average,
    below_the_roots,
    chain_depths,
    coverage,
    overall,
    per_topic,
)
from interview.script import Script
from interview.state import Answer, fold

from .journals import ADDED, SCRIPT, add, entry, node, unplanned

GOOD = Answer(score=4, outcome="answered")
WEAK = Answer(score=2, outcome="answered")
HELPED = Answer(score=3, outcome="answered", hint=1)
TALKED = Answer(outcome="answered", note="we only talked")
SKIPPED = Answer(outcome="skipped")
SILENT = Answer(outcome="no_answer")
UNTOUCHED = Answer()
ALL = [GOOD, WEAK, HELPED, TALKED, SKIPPED, SILENT, UNTOUCHED]
NOTHING = Coverage(
    planned=0,
    reached=0,
    scored=0,
    skipped=0,
    no_answer=0,
    not_reached=0,
    answered=0,
    with_hint=0,
    unplanned=0,
    unplanned_scored=0,
)

# The seven planned nodes of SCRIPT, three made up on the spot, and what became of each.
EXTENDED = SCRIPT.with_added([unplanned("x", "3"), unplanned("y", "1"), unplanned("z", "6", 8)])
EVERY = dict(zip("1234567xyz", [*ALL, GOOD, TALKED, UNTOUCHED], strict=True))


def test_the_scale_and_the_calls():
    assert list(SCORES) == [1, 2, 3, 4]
    assert CALLS == ("strong_no", "no", "yes", "strong_yes")


@pytest.mark.parametrize(
    ("scores", "mean"),
    [
        ([], None),
        ([None], None),
        ([3], None),
        ([1, 2], None),  # fewer than three
        ([1, 2, 2], "1.67"),
        ([1, 1, 2], "1.33"),
        ([4, None, 2, None], None),
        ([4, None, 2, None, 3], "3.00"),
        ([1] * 7 + [2], "1.13"),  # 1.125
        ([1] * 5 + [2] * 3, "1.38"),  # 1.375
        ([1] * 199 + [2], "1.01"),  # 1.005
        ([1] * 201 + [2], "1.00"),
        ([4] * 199 + [3], "4.00"),  # 3.995
        (iter([2, 3, 3]), "2.67"),
    ],
)
def test_an_average_has_two_places_and_rounds_halves_up(scores, mean):
    found = average(scores)
    assert (found and str(found)) == mean


@pytest.mark.parametrize("score", [0, 5, -1])
def test_what_is_not_on_the_scale_has_no_average(score):
    with pytest.raises(ValueError, match=rf"^not on the scale: {score}$"):
        average([3, score])


@settings(deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3, 4]), min_size=1), st.randoms())
def test_the_order_of_scores_does_not_matter(scores, random):
    shuffled = random.sample(scores, len(scores))
    assert average(shuffled) == average(scores)


@settings(deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3, 4]), min_size=3))
def test_an_average_is_at_most_half_a_hundredth_off(scores):
    error = Fraction(average(scores)) - Fraction(sum(scores), len(scores))
    assert Fraction(-1, 200) < error <= Fraction(1, 200)


def test_coverage_counts_planned_questions_and_tells_unplanned_ones_apart():
    assert coverage(EVERY, EXTENDED.nodes) == Coverage(
        planned=7,
        reached=6,
        scored=3,
        skipped=1,
        no_answer=1,
        not_reached=1,
        answered=3,
        with_hint=1,
        unplanned=2,
        unplanned_scored=1,
    )


def test_coverage_of_nothing_is_nothing():
    assert coverage({}, []) == NOTHING
    assert coverage({}, SCRIPT.nodes) == coverage(dict.fromkeys("1234567", UNTOUCHED), SCRIPT.nodes)


ANSWERS = st.builds(
    Answer,
    score=st.none() | st.sampled_from([1, 2, 3, 4]),
    outcome=st.sampled_from([None, "answered", "no_answer", "skipped"]),
    hint=st.integers(0, 2),
    points=st.frozensets(st.integers(1, 3)),
    note=st.sampled_from(["", " ", "slow"]),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("1234567xyz"), ANSWERS))
def test_the_parts_of_coverage_add_up(answers):
    whole = coverage(answers, EXTENDED.nodes)
    asked = whole.answered + whole.with_hint + whole.no_answer
    assert whole.planned == 7 == whole.reached + whole.not_reached
    assert whole.reached == asked + whole.skipped
    assert whole.scored <= whole.answered + whole.with_hint
    assert whole.unplanned_scored <= whole.unplanned <= 3


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("1234567xyz"), ANSWERS))
def test_topics_and_chains_add_up_to_the_whole(answers):
    whole = coverage(answers, EXTENDED.nodes)
    topics = [topic.coverage for topic in per_topic(EXTENDED, answers)]
    chains = [coverage(answers, EXTENDED.chain_of(root.id)) for root in EXTENDED.roots]
    for name, count in vars(whole).items():
        assert sum(getattr(part, name) for part in topics) == count
        assert sum(getattr(part, name) for part in chains) == count


def test_only_scores_of_answers_enter_the_average():
    scored = {"1": GOOD, "2": WEAK, "7": WEAK}
    rest = {"3": SKIPPED, "4": SILENT, "5": TALKED, "6": UNTOUCHED}
    assert overall(SCRIPT, scored).average == Decimal("2.67")
    assert overall(SCRIPT, {**scored, **rest}).average == Decimal("2.67")
    stray = {"3": Answer(score=1, outcome="skipped"), "4": Answer(score=1, outcome="no_answer")}
    assert overall(SCRIPT, {**scored, **stray}).average == Decimal("2.67")
    assert overall(SCRIPT, {**scored, **stray}).coverage.scored == 3


def test_nothing_scored_has_no_average():
    assert overall(SCRIPT, {}) == Overall(None, coverage({}, SCRIPT.nodes))
    assert overall(SCRIPT, {"1": SKIPPED}).average is None


def test_fewer_than_three_scores_make_no_average():
    two = {"1": GOOD, "2": WEAK}
    assert overall(SCRIPT, two) == Overall(None, coverage(two, SCRIPT.nodes))
    assert overall(SCRIPT, {**two, "3": GOOD}).average == Decimal("3.33")


def test_the_roots_and_all_below_them_are_averaged_apart():
    answers = {node.id: GOOD if node.parent is None else WEAK for node in SCRIPT.nodes}
    roots, below = at_the_roots(SCRIPT, answers), below_the_roots(SCRIPT, answers)
    assert roots.coverage.scored == len(SCRIPT.roots)
    assert (below.average, below.coverage.scored) == (Decimal("2.00"), 7 - len(SCRIPT.roots))


def test_the_whole_is_averaged_over_scores_and_not_over_topics():
    answers = {"1": GOOD, "2": GOOD, "3": GOOD, "5": WEAK}
    assert overall(SCRIPT, answers).average == Decimal("3.50")


def test_each_topic_has_its_average_and_coverage_in_the_order_of_the_script():
    first = Coverage(
        planned=5,
        reached=4,
        scored=3,
        skipped=0,
        no_answer=0,
        not_reached=1,
        answered=3,
        with_hint=1,
        unplanned=2,
        unplanned_scored=1,
    )
    second = replace(NOTHING, planned=2, reached=2, skipped=1, no_answer=1)
    assert per_topic(EXTENDED, EVERY) == [
        TopicScore(7, Decimal("3.25"), first),  # 4, 2, 3, and 4 for the unplanned one
        TopicScore(8, None, second),
    ]


def test_questions_without_a_topic_stand_together():
    script = Script((node("1", topic=None), node("2", topic=9), node("3", topic=None)))
    found = per_topic(script, {"3": GOOD})
    assert [(one.topic, one.average, one.coverage.planned) for one in found] == [
        (None, None, 2),
        (9, None, 1),
    ]


def test_an_unplanned_follow_up_counts_in_the_average_but_not_as_planned():
    journal = [add(), entry("score", "1", 2), entry("score", "2", 3), entry("score", ADDED, 4)]
    state = fold(journal, SCRIPT)
    found = overall(state.script, state.answers)
    assert found.average == Decimal("3.00")
    assert (found.coverage.planned, found.coverage.scored) == (7, 2)
    assert (found.coverage.unplanned, found.coverage.unplanned_scored) == (1, 1)


@pytest.mark.parametrize(
    ("answers", "depths"),
    [
        ({}, (0, 0, 0, 0)),
        ({"1": GOOD}, (1, 1, 1, 1)),
        ({"1": WEAK}, (1, 1, 1, 0)),
        ({"1": HELPED}, (1, 1, 1, 1)),
        ({"1": TALKED}, (1, 1, 1, 0)),
        ({"1": SILENT}, (1, 1, 0, 0)),
        ({"1": SKIPPED}, (1, 0, 0, 0)),
        ({"1": GOOD, "2": WEAK, "3": SILENT}, (3, 3, 2, 1)),
        ({"1": GOOD, "2": GOOD, "3": SKIPPED}, (3, 2, 2, 2)),
        ({"3": GOOD}, (3, 3, 3, 3)),
        ({"1": GOOD, "4": GOOD}, (2, 2, 2, 2)),
        ({"3": WEAK, "x": GOOD}, (4, 4, 4, 4)),
        ({"5": GOOD, "6": GOOD}, (0, 0, 0, 0)),
    ],
)
def test_a_chain_goes_as_deep_as_its_deepest_question(answers, depths):
    assert chain_depths(EXTENDED, answers)[0] == ChainDepth("1", 3, *depths)


def test_every_chain_has_its_depth_in_the_order_of_the_script():
    assert chain_depths(EXTENDED, {"6": GOOD, "7": WEAK, "z": TALKED}) == [
        ChainDepth("1", 3, 0, 0, 0, 0),
        ChainDepth("5", 2, 3, 3, 3, 2),
        ChainDepth("7", 1, 1, 1, 1, 0),
    ]
