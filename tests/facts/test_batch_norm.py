"""What the cards on batch norm and dropout say, computed from the definitions with NumPy alone."""

from itertools import product

import numpy as np
import pytest


def batch_norm(
    x: np.ndarray, gamma: float | np.ndarray = 1.0, beta: float | np.ndarray = 0.0, eps: float = 0.0
) -> np.ndarray:
    """Over the batch, one mean and variance for each column."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps) + beta


def stored_norm(x: np.ndarray, mean: np.ndarray, var: np.ndarray) -> np.ndarray:
    """With running averages, as in use."""
    return (x - mean) / np.sqrt(var)


def layer_norm(x: np.ndarray) -> np.ndarray:
    """Over the features of each sample by itself."""
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


def slope(function, at: np.ndarray, by: float = 1e-5) -> np.ndarray:
    """The gradient of a scalar function by central differences."""
    gradient = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        step = np.zeros_like(at)
        step[place] = by
        gradient[place] = (function(at + step) - function(at - step)) / (2 * by)
    return gradient


def layer(seed: int = 0):
    """A batch, the weights of a linear layer, and some smooth loss of its normalised output."""
    rng = np.random.default_rng(seed)
    x, w, target = (rng.standard_normal(shape) for shape in ((16, 5), (5, 3), (16, 3)))
    return x, w, lambda w: float(np.sum((np.tanh(batch_norm(x @ w)) - target) ** 2))


def test_scaling_the_weights_or_adding_a_bias_before_bn_changes_nothing():
    x, w, _ = layer()
    for scale in (0.1, 10):
        for bias in (-3, 7):
            np.testing.assert_allclose(
                batch_norm(x @ (scale * w) + bias), batch_norm(x @ w), atol=1e-10
            )


def test_weights_of_ten_times_the_size_get_a_tenth_of_the_gradient():
    _, w, loss = layer()
    np.testing.assert_allclose(slope(loss, 10 * w, 1e-4), slope(loss, w) / 10, atol=1e-8)


def test_so_a_step_turns_weights_of_ten_times_the_size_a_hundred_times_less():
    _, w, loss = layer()
    small = np.linalg.norm(slope(loss, w)) / np.linalg.norm(w)
    large = np.linalg.norm(slope(loss, 10 * w, 1e-4)) / np.linalg.norm(10 * w)
    assert small / large == pytest.approx(100, rel=1e-5)


def test_the_gradient_never_points_along_the_weights_of_a_unit():
    _, w, loss = layer()
    np.testing.assert_allclose((slope(loss, w) * w).sum(axis=0), 0, atol=1e-7)


def test_after_bn_the_mean_is_beta_and_the_deviation_almost_gamma():
    x = np.random.default_rng(0).normal(5, 2, (64, 3))
    gamma, beta, eps = np.array([1.0, -2.0, 0.5]), np.array([0.0, 3.0, -1.0]), 1e-5
    y = batch_norm(x, gamma, beta, eps)
    sigma = x.std(axis=0)
    np.testing.assert_allclose(y.mean(axis=0), beta, atol=1e-12)
    np.testing.assert_allclose(y.std(axis=0), np.abs(gamma) * sigma / np.sqrt(sigma**2 + eps))
    np.testing.assert_allclose(y.std(axis=0), np.abs(gamma), rtol=1e-5)


def test_bn_of_images_takes_one_mean_a_channel_and_layer_norm_one_a_sample():
    images = np.random.default_rng(0).standard_normal((8, 3, 4, 4))
    by_channel = images.transpose(0, 2, 3, 1).reshape(-1, 3)
    y = batch_norm(by_channel).reshape(8, 4, 4, 3).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(y.mean(axis=(0, 2, 3)), np.zeros(3), atol=1e-12)
    assert np.abs(y.mean(axis=(1, 2, 3))).max() > 0.01
    z = layer_norm(images.reshape(8, -1)).reshape(images.shape)
    np.testing.assert_allclose(z.mean(axis=(1, 2, 3)), np.zeros(8), atol=1e-12)
    assert np.abs(z.mean(axis=(0, 2, 3))).max() > 0.01


@pytest.mark.parametrize("p", [0.2, 0.5])
def test_inverted_dropout_keeps_the_mean_and_adds_a_variance(p):
    x, kept = 3.0, 3.0 / (1 - p)
    mean = p * 0 + (1 - p) * kept
    variance = p * (0 - mean) ** 2 + (1 - p) * (kept - mean) ** 2
    assert mean == pytest.approx(x)
    assert variance == pytest.approx(x**2 * p / (1 - p))


def test_dropout_in_linear_regression_is_an_l2_penalty_by_all_masks():
    rng = np.random.default_rng(0)
    p, x, y, w = 0.3, rng.standard_normal((2, 3)), rng.standard_normal(2), rng.standard_normal(3)
    expected = 0.0
    for mask in product([0, 1], repeat=6):
        chance = np.prod([1 - p if kept else p for kept in mask])
        dropped = np.reshape(mask, (2, 3)) * x / (1 - p)
        expected += chance * np.sum((y - dropped @ w) ** 2)
    penalty = p / (1 - p) * np.sum(w**2 * (x**2).sum(axis=0))
    assert expected == pytest.approx(np.sum((y - x @ w) ** 2) + penalty)


def test_dropout_of_a_half_doubles_the_variance_that_bn_would_store():
    rng = np.random.default_rng(0)
    x = rng.standard_normal(400_000)
    dropped = x * (rng.random(400_000) < 0.5) / 0.5
    assert x.var() == pytest.approx(1, rel=0.01)
    assert dropped.var() == pytest.approx(2, rel=0.01)


def test_four_units_have_16_sub_networks_whose_outputs_average_to_that_of_the_whole():
    """Exactly so for a linear output; after a nonlinearity it is an approximation."""
    rng = np.random.default_rng(0)
    hidden, w = rng.standard_normal(4), rng.standard_normal(4)
    outputs = [np.array(mask) * hidden / 0.5 @ w for mask in product([0, 1], repeat=4)]
    assert len(outputs) == 16
    assert np.mean(outputs) == pytest.approx(hidden @ w)
    assert np.mean(np.tanh(outputs)) != pytest.approx(np.tanh(hidden @ w), abs=0.01)


@pytest.mark.parametrize(("old", "left"), [(0.99, 0.366), (0.9, 2.7e-5)])
def test_after_100_updates_a_running_average_still_holds_this_share_of_its_start(old, left):
    share = 1.0
    for _ in range(100):
        share = old * share + (1 - old) * 0.0
    assert share == pytest.approx(left, rel=0.02)


def test_a_momentum_of_a_tenth_in_pytorch_is_one_of_nine_tenths_in_keras():
    pytorch = keras = 0.0
    for batch_mean in np.random.default_rng(0).standard_normal(20):
        pytorch = (1 - 0.1) * pytorch + 0.1 * batch_mean
        keras = keras * 0.9 + batch_mean * (1 - 0.9)
    assert pytorch == pytest.approx(keras)


def test_in_use_bn_folds_into_the_layer_before_it():
    rng = np.random.default_rng(0)
    x, w, b = rng.standard_normal((10, 5)), rng.standard_normal((5, 3)), rng.standard_normal(3)
    gamma, beta, mu = rng.standard_normal((3, 3))
    var, eps = rng.uniform(0.5, 2, 3), 1e-5
    scale = gamma / np.sqrt(var + eps)
    apart = gamma * (x @ w + b - mu) / np.sqrt(var + eps) + beta
    np.testing.assert_allclose(x @ (scale * w) + beta + scale * (b - mu), apart, atol=1e-12)


def test_a_batch_of_two_always_becomes_minus_1_and_1_and_a_batch_of_one_always_beta():
    for first, second in [(0.001, 0.002), (-50.0, 1000.0)]:
        np.testing.assert_allclose(batch_norm(np.array([[first], [second]])), [[-1], [1]])
    alone = batch_norm(np.array([[123.0]]), gamma=2.0, beta=0.7, eps=1e-5)
    np.testing.assert_allclose(alone, [[0.7]])


def test_one_sample_changes_the_output_of_the_others_only_with_batch_statistics():
    x = np.random.default_rng(0).standard_normal((8, 3))
    changed = x.copy()
    changed[0] += 5
    assert np.abs(batch_norm(changed)[1:] - batch_norm(x)[1:]).max() > 0.1
    mean, var = x.mean(axis=0), x.var(axis=0)
    stored = stored_norm(x, mean, var)[1:]
    np.testing.assert_array_equal(stored_norm(changed, mean, var)[1:], stored)
    np.testing.assert_array_equal(layer_norm(changed)[1:], layer_norm(x)[1:])


@pytest.mark.parametrize(("norm", "tied"), [(batch_norm, True), (layer_norm, False)])
def test_the_output_of_a_critic_depends_on_other_samples_with_bn_and_not_with_layer_norm(
    norm, tied
):
    rng = np.random.default_rng(0)
    x, w, out = rng.standard_normal((4, 3)), rng.standard_normal((3, 5)), rng.standard_normal(5)
    gradient = slope(lambda x: float((np.tanh(norm(x @ w)) @ out)[0]), x)
    assert np.abs(gradient[0]).max() > 0.01
    assert (np.abs(gradient[1:]).max() > 0.01) == tied
