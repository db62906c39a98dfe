"""How the time that is left fits what is still to be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.pace import Chain, Usual, pace, sentence, usual

from .journals import SCRIPT

WORDS = {
    "left": ("{n} left", "{n} left"),
    "over": ("{n} over", "{n} over"),
    "waiting": ("{n} chain", "{n} chains"),
    "usual": ("usually {n}", "usually {n}"),
    "once": ("last time {n}", "last time {n}"),
    "soon": ("within {n}", "within {n}"),
    "late": ("{n} is late", "{n} are late"),
}


def chain(root, minutes=10, usual=None, core=True, reached=False):
    """A chain of so many planned minutes, `usual` with what it took before."""
    return Chain(root, core, minutes * 60, usual, 0, reached)


def said(elapsed, *chains, planned=60):
    """The sentence after so many minutes of a planned hour, with the first chain on screen."""
    return sentence(pace(planned * 60, elapsed * 60, chains, chains[0].root), WORDS)


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (38, "22 left · 2 chains · usually 6"),
        (39, "21 left · 2 chains · usually 6 · within 1"),
        (40, "20 left · 2 chains · usually 6 · within 0"),
        (41, "19 left · 2 chains · usually 6 · 1 is late"),
        (51, "9 left · 2 chains · usually 6 · 2 are late"),
        (61, "1 over · 2 chains · usually 6 · 2 are late"),
    ],
)
def test_the_line_warns_before_a_core_chain_no_longer_fits(elapsed, words):
    assert said(elapsed, chain("1", usual=Usual(360, 3)), chain("5"), chain("7")) == words


def test_only_core_chains_wait_and_only_until_something_is_recorded():
    optional, asked = chain("5", core=False), chain("7", reached=True)
    assert said(20, chain("1"), optional, asked) == "40 left"


def test_what_a_chain_usually_takes_counts_more_than_its_plan():
    slow = chain("5", minutes=10, usual=Usual(25 * 60, 2))
    assert said(20, chain("1"), slow) == "40 left · 1 chain"
    assert said(40, chain("1"), slow) == "20 left · 1 chain · 1 is late"


def test_one_earlier_interview_is_called_the_last_time():
    assert said(0, chain("1", usual=Usual(90, 1))) == "60 left · last time 2"


def test_the_chain_on_screen_does_not_wait():
    two = [chain("1"), chain("5")]
    assert [pace(600, 0, two, root).waiting for root in "15"] == [(two[1],), (two[0],)]


def test_what_was_taken_is_the_median_of_the_sums_of_each_interview():
    past = [
        (9, 1, 60.0),
        (9, 2, 30.0),
        (8, 1, 300.0),
        (7, 3, 120.0),
        (7, 99, 999.0),
        (7, None, 9.0),
    ]
    assert usual(SCRIPT, [*past, (7, 6, 45.0)]) == {"1": Usual(120, 3), "5": Usual(45, 1)}


@given(
    st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), min_size=1, max_size=6),
    st.integers(0, 120),
)
def test_nothing_is_late_while_there_is_time_to_spare(rows, elapsed):
    chains = [chain(str(n), *row[:1], None, *row[1:]) for n, row in enumerate(rows)]
    now = pace(3600, elapsed * 60, chains, "0")
    assert (now.late == 0) == (now.spare >= 0 or not now.waiting)
    assert now.late <= len(now.waiting)
