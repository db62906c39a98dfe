"""The facts on the cards about optimisers, computed from the update rules."""

import itertools

import numpy as np
import pytest

LR = 1e-3


def adam_steps(grads, lr=LR, b1=0.9, b2=0.999, eps=1e-8, corrected=True):
    m = v = 0.0
    steps = []
    for t, g in enumerate(grads, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        c1, c2 = (1 - b1**t, 1 - b2**t) if corrected else (1, 1)
        steps.append(-lr * (m / c1) / (np.sqrt(v / c2) + eps))
    return np.array(steps)


# SGD, RMSprop and Adam


@pytest.mark.parametrize("g", [1e-4, 1e-2, 1.0, 100.0, 1e4])
def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradient(g):
    assert adam_steps([g])[0] == pytest.approx(-LR, rel=2e-4)
    assert adam_steps([-g])[0] == pytest.approx(LR, rel=2e-4)


def test_without_bias_correction_the_first_step_of_adam_is_3_16_times_as_long():
    ratio = adam_steps([1.0], corrected=False)[0] / adam_steps([1.0])[0]
    assert ratio == pytest.approx(np.sqrt(10), rel=1e-6)
    assert ratio == pytest.approx(3.162, abs=5e-4)


def test_a_tenfold_learning_rate_makes_every_step_of_adam_ten_times_as_long():
    grads = np.random.default_rng(0).normal(size=50)
    np.testing.assert_allclose(adam_steps(grads, lr=10 * LR), 10 * adam_steps(grads), rtol=1e-12)


def test_under_a_constant_gradient_adagrad_shrinks_as_one_over_root_t_and_rmsprop_does_not():
    total, average = 0.0, 0.0
    adagrad, rmsprop = [], []
    for _ in range(400):
        total += 3.0**2
        average = 0.9 * average + 0.1 * 3.0**2
        adagrad.append(LR * 3.0 / np.sqrt(total))
        rmsprop.append(LR * 3.0 / np.sqrt(average))
    np.testing.assert_allclose(adagrad, LR / np.sqrt(np.arange(1, 401)))
    assert rmsprop[-1] == pytest.approx(LR, rel=1e-9)


def test_adam_rescales_an_l2_penalty_but_adamw_keeps_the_decay_in_proportion():
    w = 2.0
    for decay in (0.01, 0.1):  # no gradient but that of the penalty
        assert adam_steps([decay * w])[0] == pytest.approx(-LR, rel=1e-5)
    # AdamW puts only the gradient of the loss, here 0, through m and v
    adamw = [adam_steps([0.0])[0] - LR * decay * w for decay in (0.01, 0.1)]
    assert adamw == pytest.approx([-2e-5, -2e-4])


# What is stochastic


def example_gradients(n, seed=0):
    rng = np.random.default_rng(seed)
    x, y, w = rng.normal(size=(n, 3)), rng.normal(size=n), rng.normal(size=3)
    return 2 * (x @ w - y)[:, None] * x


def test_over_all_possible_batches_the_mean_gradient_is_the_full_gradient():
    grads = example_gradients(7)
    for size in (1, 2, 3):
        batches = itertools.combinations(range(7), size)
        means = [grads[list(batch)].mean(0) for batch in batches]
        np.testing.assert_allclose(np.mean(means, 0), grads.mean(0), atol=1e-12)


def variance_of_batch_gradient(grads, size):
    """Over all batches drawn with replacement, each equally likely."""
    batches = itertools.product(range(len(grads)), repeat=size)
    return np.var([grads[list(batch)].mean(0) for batch in batches], axis=0)


def test_for_independent_draws_the_variance_falls_as_one_over_the_batch_size():
    grads = example_gradients(5)
    single = variance_of_batch_gradient(grads, 1)
    for size in (2, 3, 4):
        np.testing.assert_allclose(variance_of_batch_gradient(grads, size), single / size)


def test_a_quarter_of_the_batch_doubles_the_standard_deviation():
    grads = example_gradients(5)
    one, four = (np.sqrt(variance_of_batch_gradient(grads, size)) for size in (1, 4))
    np.testing.assert_allclose(one, 2 * four)


def test_60000_examples_give_938_updates_at_64_and_1875_at_32_and_235_at_256():
    updates = {size: len(range(0, 60_000, size)) for size in (32, 64, 256)}
    assert updates == {32: 1875, 64: 938, 256: 235}


def test_for_the_same_computation_mini_batches_end_lower_than_one_full_batch_step():
    rng = np.random.default_rng(0)
    x, true = rng.normal(size=(6_400, 10)), rng.normal(size=10)
    y = x @ true + 0.1 * rng.normal(size=6_400)

    def loss_after_one_epoch(size, lr):
        w = np.zeros(10)
        for i in range(0, 6_400, size):
            w -= lr * 2 * x[i : i + size].T @ (x[i : i + size] @ w - y[i : i + size]) / size
        return np.mean((x @ w - y) ** 2)

    best_full = min(loss_after_one_epoch(6_400, lr) for lr in np.linspace(0.05, 1, 96))
    assert loss_after_one_epoch(64, 0.05) < best_full


def test_in_the_order_of_the_labels_the_model_swings_to_the_class_that_it_saw_last():
    rng = np.random.default_rng(0)
    centres = 0.5 * rng.normal(size=(10, 20))
    y = np.repeat(np.arange(10), 200)
    x = centres[y] + rng.normal(size=(2_000, 20))

    def trained_on(order):
        w = np.zeros((20, 10))
        for rows in np.split(order, range(50, 2_000, 50)):
            z = x[rows] @ w
            p = np.exp(z - z.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            p[np.arange(50), y[rows]] -= 1
            w -= 0.5 * x[rows].T @ p / 50
        return (x @ w).argmax(1)

    shuffled, by_label = trained_on(rng.permutation(2_000)), trained_on(np.arange(2_000))
    assert np.mean(by_label == y) < np.mean(shuffled == y) - 0.1
    assert np.mean(by_label == 9) > 2 * np.mean(y == 9)
    assert np.mean(shuffled == 9) == pytest.approx(np.mean(y == 9), abs=0.05)


# Small batches


def test_without_noise_gradient_descent_rests_on_a_saddle_and_with_noise_it_leaves():
    def end(noise):
        rng = np.random.default_rng(0)
        x = y = 0.0  # the saddle of x^2 / 2 - y^2 / 2 + y^4 / 4, whose minima lie at y = +1 and -1
        for _ in range(500):
            gx, gy = x + noise * rng.normal(), y**3 - y + noise * rng.normal()
            x, y = x - 0.1 * gx, y - 0.1 * gy
        return x, y

    assert end(noise=0) == (0, 0)
    assert abs(end(noise=0.05)[1]) == pytest.approx(1, abs=0.1)


def test_rescaling_the_layers_of_a_relu_net_changes_the_sharpness_but_not_the_function():
    x = np.linspace(-2, 2, 41)

    def outputs(a, b):
        return b * np.maximum(0, a * x)

    def curvature_in_a(a, b, eps=1e-3):
        def loss(a):
            return np.mean((outputs(a, b) - np.maximum(0, x)) ** 2)

        return (loss(a + eps) - 2 * loss(a) + loss(a - eps)) / eps**2

    np.testing.assert_allclose(outputs(1, 1), outputs(0.1, 10))
    assert curvature_in_a(0.1, 10) == pytest.approx(100 * curvature_in_a(1, 1), rel=1e-6)


# Momentum


def momentum(grads, lr=0.1, mu=0.9):
    v = w = 0.0
    velocities, weights = [], []
    for g in grads:
        v = mu * v - lr * g
        w = w + v
        velocities.append(v)
        weights.append(w)
    return velocities, weights


def test_under_a_gradient_of_1_the_steps_are_0_1_then_0_19_then_0_271_and_tend_to_1():
    velocities, weights = momentum(np.ones(300))
    assert velocities[:3] == pytest.approx([-0.1, -0.19, -0.271])
    assert weights[2] == pytest.approx(-0.561)
    assert velocities[-1] == pytest.approx(-1.0, abs=1e-9)


def test_a_gradient_that_changes_sign_every_step_moves_less_with_momentum_than_without():
    velocities, _ = momentum([1.0, -1.0] * 200)
    assert abs(velocities[-1]) == pytest.approx(0.1 / 1.9, rel=1e-9)
    assert abs(velocities[-1]) < 0.1


def quadratic_paths(rates, mu=0.9):
    """Both ways of writing momentum, on the quadratic with eigenvalues 1 and 10."""
    curvature = np.array([1.0, 10.0])
    w1, w2 = np.ones(2), np.ones(2)
    v1, v2 = np.zeros(2), np.zeros(2)
    for lr in rates:
        v1 = mu * v1 - lr * curvature * w1
        w1 = w1 + v1
        v2 = mu * v2 + curvature * w2
        w2 = w2 - lr * v2
    return w1, w2


def test_the_form_of_pytorch_walks_the_same_path_until_the_learning_rate_changes():
    np.testing.assert_allclose(*quadratic_paths([0.02] * 40), atol=1e-12)
    keras, torch = quadratic_paths([0.02] * 10 + [0.002])
    assert np.abs(keras - torch).max() > 0.01


def test_the_moving_average_form_takes_steps_ten_times_shorter_at_0_9():
    ema = plain = 0.0
    for _ in range(300):
        ema = 0.9 * ema + 0.1 * 1.0
        plain = 0.9 * plain + 1.0
    assert ema == pytest.approx(1.0)
    assert plain == pytest.approx(10.0)


def steps_to(target, lr, mu, curvature=(1.0, 100.0), limit=10_000):
    curvature = np.array(curvature)
    w, v = np.ones(len(curvature)), np.zeros(len(curvature))
    for step in range(1, limit + 1):
        v = mu * v - lr * curvature * w
        w = w + v
        if not np.linalg.norm(w) < 1e6:
            return np.inf
        if np.linalg.norm(w) < target:
            return step
    return limit


def test_at_condition_number_100_descent_takes_363_steps_and_momentum_58():
    assert steps_to(1e-3, lr=2 / 101, mu=0) == 363
    assert steps_to(1e-3, lr=4 / 121, mu=(9 / 11) ** 2) == 58


def test_the_best_factors_per_step_are_those_of_the_condition_number_and_of_its_root():
    for kappa in (10.0, 100.0, 1000.0):
        descent = max(abs(1 - 2 / (1 + kappa) * c) for c in (1, kappa))
        assert descent == pytest.approx((kappa - 1) / (kappa + 1))
        root = np.sqrt(kappa)
        lr, mu = 4 / (1 + root) ** 2, ((root - 1) / (root + 1)) ** 2
        for c in np.linspace(1, kappa, 50):
            step = np.array([[mu, -lr * c], [mu, 1 - lr * c]])  # (v, w) to the next (v, w)
            radius = np.abs(np.linalg.eigvals(step)).max()
            assert radius == pytest.approx((root - 1) / (root + 1), abs=1e-6)


def test_a_tenfold_learning_rate_diverges_where_momentum_of_0_9_converges():
    assert steps_to(1e-3, lr=0.1, mu=0) == np.inf
    assert steps_to(1e-3, lr=0.01, mu=0.9) < steps_to(1e-3, lr=0.01, mu=0)


def test_at_the_same_learning_rate_0_9_takes_126_steps_but_0_99_takes_737_and_none_688():
    assert steps_to(1e-3, lr=0.01, mu=0.9) == 126
    assert steps_to(1e-3, lr=0.01, mu=0.99) == 737
    assert steps_to(1e-3, lr=0.01, mu=0) == 688
