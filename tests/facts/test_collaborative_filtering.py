"""What the collaborative filtering card states and NumPy can compute."""

import numpy as np
import pytest


def ratings(users=120, items=80, rank=3, density=0.3):
    """A synthetic table: mean, generous users, popular items, tastes; some cells are observed."""
    rng = np.random.default_rng(0)
    taste = rng.normal(size=(users, rank)) @ rng.normal(size=(rank, items)) / np.sqrt(rank)
    table = 3.5 + 0.5 * rng.normal(size=(users, 1)) + 0.5 * rng.normal(size=items) + taste
    return table, rng.random((users, items)) < density


def factorise(table, observed, rank, epochs=30, rate=0.04, penalty=0.05):
    """Stochastic gradient descent on the loss of the answer, over the observed cells only."""
    rng = np.random.default_rng(1)
    mean = table[observed].mean()
    p = 0.1 * rng.normal(size=(table.shape[0], rank))
    q = 0.1 * rng.normal(size=(table.shape[1], rank))
    by_user, by_item = np.zeros(len(p)), np.zeros(len(q))
    cells = np.argwhere(observed)
    for _ in range(epochs):
        for u, i in cells[rng.permutation(len(cells))]:
            error = table[u, i] - (mean + by_user[u] + by_item[i] + p[u] @ q[i])
            by_user[u] += rate * (error - penalty * by_user[u])
            by_item[i] += rate * (error - penalty * by_item[i])
            p[u], q[i] = (
                p[u] + rate * (error * q[i] - penalty * p[u]),
                q[i] + rate * (error * p[u] - penalty * q[i]),
            )
    return mean + by_user[:, None] + by_item + p @ q.T


def rmse(prediction, table, cells):
    return np.sqrt(np.mean((prediction - table)[cells] ** 2))


def test_100_million_ratings_fill_1_2_percent_of_the_netflix_table():
    filled = 100_480_507 / (480_189 * 17_770)
    assert filled == pytest.approx(0.012, abs=0.0005)


def test_factorisation_predicts_hidden_cells_better_than_the_mean_and_the_biases():
    table, observed = ratings()
    biases = rmse(factorise(table, observed, rank=0), table, ~observed)
    full = rmse(factorise(table, observed, rank=3), table, ~observed)
    constant = rmse(np.full_like(table, table[observed].mean()), table, ~observed)
    assert full < 0.5 * biases < 0.5 * constant


def test_on_observed_ones_the_constant_1_has_no_error():
    clicks = np.random.default_rng(0).random((50, 40)) < 0.05
    loss = np.sum((clicks[clicks].astype(float) - 1.0) ** 2)
    assert loss == 0
    assert np.sum((clicks - 1.0) ** 2) == np.sum(~clicks) > 0


def test_filling_empty_cells_with_zero_pulls_the_predictions_down():
    table, observed = ratings(density=0.1)
    left, values, right = np.linalg.svd(np.where(observed, table, 0.0), full_matrices=False)
    filled = left[:, :3] * values[:3] @ right[:3]
    assert table.mean() == pytest.approx(3.5, abs=0.2)
    assert filled[~observed].mean() < 0.5


def test_without_ratings_of_a_user_the_gradient_of_their_vector_is_zero():
    table, observed = ratings()
    observed[0] = False
    p, q = np.ones((len(table), 3)), np.ones((table.shape[1], 3))
    errors = np.where(observed, table - p @ q.T, 0.0)
    by_user = -2 * errors @ q
    assert not by_user[0].any()
    assert by_user[1:].any(axis=1).all()
