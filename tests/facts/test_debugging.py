"""What the debugging card states and NumPy can compute."""

import numpy as np
import pytest


def softmax(logits):
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def cross_entropy(probabilities, labels):
    return -np.log(probabilities[np.arange(len(labels)), labels]).mean()


@pytest.mark.parametrize(("classes", "loss"), [(10, 2.30), (1000, 6.91)])
def test_the_first_loss_of_an_undecided_model_is_ln_c(classes, loss):
    labels = np.arange(classes)
    undecided = softmax(np.zeros((classes, classes)))
    assert cross_entropy(undecided, labels) == pytest.approx(np.log(classes))
    assert np.log(classes) == pytest.approx(loss, abs=0.005)


def test_after_two_softmaxes_over_10_classes_the_loss_cannot_fall_below_1_46():
    certain = softmax(1000 * np.eye(10))
    assert cross_entropy(certain, np.arange(10)) == pytest.approx(0)
    assert cross_entropy(softmax(certain), np.arange(10)) == pytest.approx(1.46, abs=0.005)
    rng = np.random.default_rng(0)
    others = softmax(rng.normal(scale=10, size=(10_000, 10)))
    assert -np.log(softmax(others)).min() >= np.log((np.e + 9) / np.e) - 1e-12


def test_a_column_minus_a_row_is_a_square_whose_mean_square_is_twice_the_variance():
    targets = np.random.default_rng(0).normal(size=50)
    perfect = targets.reshape(-1, 1)
    difference = perfect - targets
    assert difference.shape == (50, 50)
    assert np.mean(difference**2) == pytest.approx(2 * targets.var())
    assert np.mean((perfect[:, 0] - targets) ** 2) == 0


def test_under_that_broadcasting_the_best_prediction_is_the_mean_for_everyone():
    targets = np.random.default_rng(0).normal(size=50)
    predictions = np.random.default_rng(1).normal(size=(50, 1))
    first = np.mean((predictions - targets) ** 2)
    for _ in range(500):
        predictions -= 0.05 * 2 * (predictions - targets).mean(axis=1, keepdims=True)
    np.testing.assert_allclose(predictions, targets.mean(), atol=1e-9)
    assert np.mean((predictions - targets) ** 2) == pytest.approx(targets.var())
    assert targets.var() < first


def test_a_small_mlp_memorises_20_random_labels_within_300_steps():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(20, 30)), rng.integers(0, 10, 20)
    a = rng.normal(scale=np.sqrt(2 / 30), size=(30, 64))
    b = rng.normal(scale=np.sqrt(2 / 64), size=(64, 10))
    for _ in range(300):
        hidden = np.maximum(x @ a, 0)
        down = (softmax(hidden @ b) - np.eye(10)[y]) / len(y)
        by_a = x.T @ (down @ b.T * (hidden > 0))
        b -= hidden.T @ down
        a -= by_a
    assert cross_entropy(softmax(np.maximum(x @ a, 0) @ b), y) < 0.01


def test_clipping_by_the_norm_spreads_one_nan_to_every_gradient():
    gradients = [np.array([1.0, np.nan]), np.array([2.0, 3.0])]
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    clipped = [g * np.minimum(1.0, 1.0 / norm) for g in gradients]
    assert all(np.isnan(g).all() for g in clipped)
