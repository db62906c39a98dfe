"""What the AutoML card states and NumPy can compute."""

from itertools import product
from math import comb, log

import numpy as np
import pytest


def best_of(models, accuracy, examples):
    """Expected best measured accuracy of models that are all truly as good as each other."""
    hits = np.arange(examples + 1)
    chances = [log(comb(examples, int(k))) for k in hits]
    chances += hits * log(accuracy) + (examples - hits) * log(1 - accuracy)
    at_most = np.minimum(np.cumsum(np.exp(chances)), 1.0)
    return np.sum(1 - at_most[:-1] ** models) / examples


def test_60_random_draws_hit_the_best_5_percent_with_a_chance_of_0_954():
    chance = 1 - 0.95**60
    assert chance == pytest.approx(0.954, abs=5e-4)
    draws = np.random.default_rng(0).random((20_000, 60))
    assert (draws.min(axis=1) < 0.05).mean() == pytest.approx(0.954, abs=0.005)


def test_59_draws_are_the_fewest_with_a_chance_over_95_percent():
    chances = 1 - 0.95 ** np.arange(1, 100)
    assert np.argmax(chances > 0.95) + 1 == 59


def test_the_best_of_1000_equal_models_shows_93_percent_where_the_truth_is_90():
    assert best_of(1, 0.9, 1000) == pytest.approx(0.90)
    assert best_of(1000, 0.9, 1000) == pytest.approx(0.93, abs=0.001)


def test_the_best_of_10_equal_models_shows_91_4_percent_where_the_truth_is_90():
    assert best_of(10, 0.9, 1000) == pytest.approx(0.914, abs=0.0005)
    drawn = np.random.default_rng(0).binomial(1000, 0.9, (20_000, 10)).max(axis=1) / 1000
    assert drawn.mean() == pytest.approx(0.914, abs=0.001)


def test_nine_runs_try_three_values_a_variable_on_a_grid_and_nine_at_random():
    grid = list(product([0.1, 0.5, 0.9], repeat=2))
    assert len(grid) == 9
    assert [len(set(values)) for values in zip(*grid, strict=True)] == [3, 3]
    random = np.random.default_rng(0).random((9, 2))
    assert [len(np.unique(values)) for values in random.T] == [9, 9]


def test_six_variables_of_five_values_are_15625_runs():
    assert sum(1 for _ in product(range(5), repeat=6)) == 15_625
