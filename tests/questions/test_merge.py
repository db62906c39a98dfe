"""questions.merge: two keepers who edit one card, and nothing that either wrote is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.card import Card, KeyPoint, Probe, Source, same_words
from questions.merge import merge

BASE = Card(
    prompt={"ko": "왜?", "en": "Why?"},
    answer={"en": "Cheap."},
    hints=[{"en": "draw"}, {"en": "derive"}, {"en": "tell"}],
    key_points=[{"text": {"en": "sparse"}}],
    anchors={"1": {"en": "none"}},
    sources=[Source(title="Rectifiers", year=2011)],
    minutes=3,
)


def changed(**parts):
    return Card.model_validate({**BASE.model_dump(), **parts})


def hints(*words):
    return changed(hints=[{"en": word} for word in words])


def merged(theirs, mine):
    """Merge two edits of BASE that do not clash."""
    both = merge(BASE, theirs, mine)
    assert both.disputed == ()
    assert both.theirs == both.mine
    return both.mine


def test_what_only_one_side_changed_holds():
    theirs = changed(prompt={"ko": "왜요?", "en": "Why?"}, minutes=5, probe=Probe(ask={"en": "?"}))
    mine = changed(prompt={"ko": "왜?", "en": "Why so?"}, anchors={"4": {"en": "all"}}, kind="code")
    assert merged(theirs, mine) == changed(
        prompt={"ko": "왜요?", "en": "Why so?"},
        minutes=5,
        probe=Probe(ask={"en": "?"}),
        anchors={"4": {"en": "all"}},
        kind="code",
    )


def test_a_language_that_each_side_adds_is_kept_from_both():
    theirs, mine = (
        changed(answer={"en": "Cheap."}, why=why) for why in ({"ko": "기초"}, {"en": "b"})
    )
    assert merged(theirs, mine).why == {"ko": "기초", "en": "b"}


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        (
            ("draw", "derive", "tell", "more"),
            ("sketch", "derive", "tell"),
            "sketch derive tell more",
        ),
        (("first", "draw", "derive", "tell"), ("draw", "derive"), "first draw derive"),
        (("derive", "tell"), ("draw", "derive", "say"), "derive say"),
        (("draw", "derive", "tell", "a"), ("draw", "derive", "tell", "b"), "draw derive tell a b"),
        (("draw", "derive", "tell", "a"), ("draw", "derive", "tell", "a"), "draw derive tell a"),
        ((), ("draw", "derive", "tell"), ""),
    ],
)
def test_rows_that_were_added_reworded_and_removed_are_put_together(theirs, mine, both):
    result = merged(hints(*theirs), hints(*mine))
    assert [hint["en"] for hint in result.hints] == both.split()


def test_two_fields_of_one_row_are_put_together():
    theirs = changed(key_points=[KeyPoint(text={"en": "sparse"}, essential=False)])
    mine = changed(key_points=[KeyPoint(text={"en": "sparse", "ko": "희소"})])
    assert merged(theirs, mine).key_points == (
        KeyPoint(text={"en": "sparse", "ko": "희소"}, essential=False),
    )


@pytest.mark.parametrize(
    ("theirs", "mine", "path"),
    [
        ({"answer": {"en": "Fast."}}, {"answer": {"en": "Small."}}, ("answer", "en")),
        ({"answer": {}}, {"answer": {"en": "Small."}}, ("answer", "en")),
        ({"minutes": 4}, {"minutes": 5}, ("minutes",)),
        ({"anchors": {"1": {"en": "a"}}}, {"anchors": {"1": {"en": "b"}}}, ("anchors", "1", "en")),
        ({"hints": [{"en": "a"}]}, {"hints": [{"en": "b"}]}, ("hints",)),
        ({"words": {"ko": ["a"]}}, {"words": {}}, None),
    ],
)
def test_where_the_sides_disagree_both_are_kept_apart(theirs, mine, path):
    theirs, mine = changed(**theirs), changed(**mine)
    both = merge(BASE, theirs, mine)
    assert both.disputed == ((path,) if path else ())
    assert (both.theirs, both.mine) == ((theirs, mine) if path else (theirs, theirs))


def test_a_dispute_in_one_part_leaves_the_others_merged():
    theirs = changed(minutes=4, kind="code", level="senior")
    mine = changed(minutes=5, why={"en": "basics"})
    both = merge(BASE, theirs, mine)
    assert both.disputed == (("minutes",),)
    shared = {"kind": "code", "level": "senior", "why": {"en": "basics"}}
    assert both.theirs == changed(minutes=4, **shared)
    assert both.mine == changed(minutes=5, **shared)


def test_the_standing_is_no_matter_of_dispute():
    theirs = changed(standing="reviewed", checked={"on": "2026-11-28", "by": "Min"})
    assert merged(theirs, changed(minutes=9)).standing == "reviewed"


WORDS = st.sampled_from(["a", "b", "c", "d"])
TEXT = st.dictionaries(st.sampled_from(["ko", "en"]), WORDS, max_size=2)
SAID = st.dictionaries(st.sampled_from(["ko", "en"]), WORDS, min_size=1, max_size=2)
CARDS = st.builds(
    Card,
    prompt=TEXT,
    answer=TEXT,
    anchors=st.dictionaries(st.sampled_from("1234"), SAID, max_size=2),
    hints=st.lists(SAID, max_size=4).map(tuple),
    key_points=st.lists(st.builds(KeyPoint, text=TEXT, essential=st.booleans()), max_size=3),
    sources=st.lists(st.builds(Source, title=WORDS), max_size=3).map(tuple),
    words=st.dictionaries(st.sampled_from(["ko", "en"]), st.tuples(WORDS), max_size=2),
    minutes=st.integers(1, 4),
)


@given(CARDS, CARDS)
def test_equal_edits_and_edits_of_one_side_merge_to_themselves(base, edit):
    for both in (merge(base, edit, edit), merge(base, edit, base), merge(base, base, edit)):
        assert both.disputed == ()
        assert same_words(both.mine, edit)


@given(CARDS, CARDS, CARDS)
def test_merging_is_fair_to_both_sides(base, one, other):
    there, back = merge(base, one, other), merge(base, other, one)
    assert there.disputed == back.disputed


ROWS = st.lists(WORDS, max_size=5).map(lambda words: hints(*words))


@given(ROWS, ROWS, ROWS)
def test_no_row_that_a_side_wrote_is_lost_from_both(base, theirs, mine):
    both = merge(base, theirs, mine)
    kept = (*base.hints, *both.theirs.hints, *both.mine.hints)
    assert [hint for hint in (*theirs.hints, *mine.hints) if hint not in kept] == []
