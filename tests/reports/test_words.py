"""What the codes and numbers of a report are called."""

import subprocess
import sys
from decimal import Decimal

import pytest

from interview.scoring import Coverage
from reports.reader import WORDS
from reports.report import Report
from tests.factories import make_question
from tests.reports.scenes import UNPLANNED, act, handed_in

NOTHING = Coverage(2, 0, 0, 0, 0, 2, 0, 0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (200, "3 min 20 s"),
        (3599, "59 min 59 s"),
        (3600, "1 h 0 min"),
        (3725, "1 h 2 min"),
    ],
)
def test_a_span_of_time(seconds, words):
    assert WORDS.duration(seconds) == words


@pytest.mark.parametrize(("average", "words"), [(None, "–"), (Decimal("2.50"), "2.50")])
def test_an_average_has_two_places_or_is_a_dash(average, words):
    assert WORDS.average(average) == words


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        (NOTHING, "nothing was reached"),
        (Coverage(2, 1, 0, 1, 0, 1, 0, 0), "everything reached was skipped"),
        (Coverage(2, 2, 0, 1, 1, 0, 0, 0), "nothing was scored"),
        (Coverage(2, 0, 0, 0, 0, 2, 0, 0, unplanned=1), "nothing was scored"),
    ],
)
def test_why_there_is_no_average(coverage, words):
    assert WORDS.no_average(coverage) == words


def test_what_was_unplanned_is_counted_apart():
    coverage = Coverage(9, 7, 6, 1, 0, 2, 5, 1, unplanned=2, unplanned_scored=1)
    assert WORDS.scored(coverage) == "6 of 9 scored + 1 unplanned"
    assert WORDS.asked(coverage) == "6 of 9 asked + 2 unplanned"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("acts", "words"),
    [
        ([], "Not reached"),
        ([("outcome", "1", "skipped")], "Skipped"),
        ([("outcome", "1", "no_answer")], "Asked to level 1 of 2, not scored"),
        ([("score", "1", 2)], "Asked to level 1 of 2, no solid answer"),
        ([("score", "1", 3), ("score", "2", 1)], "Asked to level 2 of 2, solid at level 1"),
        (
            [("add", UNPLANNED, {"parent": "2", "prompt": "And?"}), ("score", UNPLANNED, 4)],
            "Asked to level 3, 2 planned, solid at level 3",
        ),
    ],
)
def test_how_deep_a_chain_went(acts, words):
    root = make_question()
    make_question("And then?", parent=root)
    (chain,) = Report.of(handed_in(*(act(*given) for given in acts), root=root), "en").chains
    assert WORDS.depth(chain) == words
    assert chain.is_reached == bool(acts)


@pytest.mark.django_db
def test_one_key_point_is_one(user):
    root = make_question(key_points=({"text": {"en": "exp is costly"}},))
    (line,) = Report.of(handed_in(act("score", "1", 3), root=root), "en").lines
    assert WORDS.points(line) == "0 of 1 key point heard"


def test_what_is_pure_runs_without_django():
    modules = "reports.report, reports.words, reports.exports.markdown, reports.exports.csv"
    code = f"import sys, {modules}, reports.exports.filename; print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
