"""The numbers that the cards on local minima give."""

import numpy as np
import pytest


def share_of_positive_definite(size: int, samples: int, seed: int) -> float:
    """How many random symmetric matrices (M + M^T)/2 have only positive eigenvalues."""
    rng = np.random.default_rng(seed)
    found = 0
    for _ in range(samples // 100_000):
        entries = rng.standard_normal((100_000, size, size))
        matrices = (entries + entries.transpose(0, 2, 1)) / 2
        # Positive definite means that every pivot of the elimination is positive. Most matrices
        # fail at the first one, so drop those at once.
        for step in range(size):
            matrices = matrices[matrices[:, 0, 0] > 0]
            if step < size - 1:
                column = matrices[:, 1:, 0]
                matrices = (
                    matrices[:, 1:, 1:]
                    - column[:, :, None] * column[:, None, :] / matrices[:, :1, :1]
                )
        found += len(matrices)
    return found / samples


def test_the_pivots_agree_with_the_eigenvalues():
    rng = np.random.default_rng(0)
    entries = rng.standard_normal((100_000, 3, 3))
    smallest = np.linalg.eigvalsh((entries + entries.transpose(0, 2, 1)) / 2)[:, 0]
    assert share_of_positive_definite(3, 100_000, seed=0) == np.mean(smallest > 0)


def test_two_positive_eigenvalues_have_a_chance_of_14_6_percent():
    exact = (2 - np.sqrt(2)) / 4
    assert exact == pytest.approx(0.1464, abs=5e-5)
    assert share_of_positive_definite(2, 400_000, seed=1) == pytest.approx(exact, abs=0.002)


def test_three_positive_eigenvalues_have_a_chance_of_2_5_percent():
    exact = (np.pi - 2 * np.sqrt(2)) / (4 * np.pi)
    assert exact == pytest.approx(0.0249, abs=5e-5)
    assert share_of_positive_definite(3, 400_000, seed=2) == pytest.approx(exact, abs=0.001)


def exact_share_of_positive_definite(size: int) -> float:
    """The same as an integral of the eigenvalues' density, prod |x - y| exp(-sum x^2 / 2).

    By de Bruijn's formula it is a ratio of two Pfaffians, over x > 0 and over all x.
    """

    def pfaffian(lowest):
        x = np.linspace(lowest, 12, 40_001)
        width = x[1] - x[0]
        powers = x ** np.arange(size)[:, None] * np.exp(-(x**2) / 2)
        below = np.cumsum((powers[:, 1:] + powers[:, :-1]) / 2, axis=1) * width
        below = np.concatenate([np.zeros((size, 1)), below], axis=1)
        table = below @ powers.T * width
        table = table - table.T
        if size % 2:
            whole = below[:, -1:]
            table = np.block([[table, whole], [-whole.T, np.zeros((1, 1))]])
        return np.sqrt(np.linalg.det(table))

    return pfaffian(0) / pfaffian(-12)


def test_five_positive_eigenvalues_have_a_chance_of_0_014_percent():
    assert exact_share_of_positive_definite(2) == pytest.approx(0.14645, abs=1e-5)
    assert exact_share_of_positive_definite(3) == pytest.approx(0.02492, abs=1e-5)
    assert exact_share_of_positive_definite(5) == pytest.approx(1.40e-4, abs=5e-7)
    assert share_of_positive_definite(5, 1_500_000, seed=3) == pytest.approx(1.40e-4, abs=0.3e-4)


def two_valleys(w):
    return (w**2 - 1) ** 2 + 0.3 * w


def slope(w):
    return 4 * w * (w**2 - 1) + 0.3


def descend(w: float, learning_rate: float, momentum: float = 0.0, steps: int = 5_000) -> float:
    velocity = 0.0
    for _ in range(steps):
        velocity = momentum * velocity - learning_rate * slope(w)
        w = w + velocity
        if abs(w) > 1e6:
            return np.inf
    return w


def test_the_two_bottoms_are_at_0_96_and_minus_1_04():
    turning = np.sort(np.roots([4, 0, -4, 0.3]).real)
    left, _, right = turning
    assert right == pytest.approx(0.9601, abs=5e-5)
    assert two_valleys(right) == pytest.approx(0.2941, abs=5e-5)
    assert left == pytest.approx(-1.0356, abs=5e-5)
    assert two_valleys(left) == pytest.approx(-0.3054, abs=5e-5)


def test_gradient_descent_ends_in_the_valley_it_starts_in():
    assert descend(2.0, 0.01) == pytest.approx(0.9601, abs=5e-5)
    assert descend(-2.0, 0.01) == pytest.approx(-1.0356, abs=5e-5)


def test_momentum_carries_it_over_the_hill_for_better_and_for_worse():
    assert descend(2.0, 0.01, momentum=0.9) == pytest.approx(-1.0356, abs=5e-5)
    assert descend(-2.0, 0.01, momentum=0.9) == pytest.approx(0.9601, abs=5e-5)


def test_a_learning_rate_of_0_2_diverges_instead_of_escaping():
    assert descend(2.0, 0.2) == np.inf


def test_near_a_saddle_gradient_descent_is_slow_and_a_little_noise_helps():
    # x^2 - y^2 next to its saddle at (0, 0): y grows by the factor 1 + 2 * 0.05 a step.
    def steps_until_away(y: float) -> int:
        steps = 0
        while abs(y) < 1:
            y, steps = y * 1.1, steps + 1
        return steps

    assert steps_until_away(1e-12) == 290
    assert steps_until_away(1e-12 + 1e-3) == 73


def cross_entropy(target, predicted) -> float:
    return float(-np.sum(target * np.log(predicted)))


def test_conflicting_labels_put_the_floor_of_bce_at_ln_2():
    p = np.linspace(0.001, 0.999, 999)
    mean_loss = -(np.log(p) + np.log(1 - p)) / 2
    assert p[np.argmin(mean_loss)] == pytest.approx(0.5)
    assert mean_loss.min() == pytest.approx(np.log(2))
    assert np.log(2) == pytest.approx(0.693, abs=5e-4)


def test_label_smoothing_of_0_1_with_ten_classes_puts_the_floor_at_0_50029():
    target = np.full(10, 0.1 / 10)
    target[0] += 0.9
    assert target[0] == pytest.approx(0.91)
    assert target[1] == pytest.approx(0.01)
    floor = cross_entropy(target, target)
    assert floor == pytest.approx(0.50029, abs=5e-6)
    assert 0.5003 - floor == pytest.approx(1.2e-5, abs=1e-6)
    rng = np.random.default_rng(0)
    for _ in range(1_000):
        logits = rng.normal(scale=3, size=10)
        predicted = np.exp(logits) / np.exp(logits).sum()
        assert cross_entropy(target, predicted) > floor


def test_hard_labels_only_approach_zero_cross_entropy():
    margins = np.array([0.0, 1.0, 10.0, 30.0])
    losses = np.log1p(np.exp(-margins))
    assert np.all(losses > 0)
    assert np.all(np.diff(losses) < 0)
    assert losses[-1] < 1e-12


def test_both_bottoms_satisfy_the_conditions_for_a_local_minimum():
    left, _, right = np.sort(np.roots([4, 0, -4, 0.3]).real)
    for bottom in (left, right):
        assert slope(bottom) == pytest.approx(0, abs=1e-9)
        assert 12 * bottom**2 - 4 > 0
    assert two_valleys(left) < two_valleys(right)
