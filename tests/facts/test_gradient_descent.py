"""What the cards on gradient descent say in numbers (cards/02-gradient-descent.toml), computed."""

import math
from itertools import pairwise

import numpy as np
import pytest


def relu(x):
    return np.maximum(x, 0)


def descend(slope, w, rate, steps, momentum=0.0):
    """The positions of gradient descent, the start included."""
    positions, velocity = [w], 0.0
    for _ in range(steps):
        velocity = momentum * velocity - rate * slope(w)
        w = w + velocity
        positions.append(w)
    return np.array(positions)


# gradient-descent


def test_the_steps_towards_3_get_shorter():
    w = descend(lambda w: 2 * (w - 3), 0.0, 0.1, 20)
    np.testing.assert_allclose(w[:3], [0, 0.6, 1.08])
    np.testing.assert_allclose(w, 3 * (1 - 0.8 ** np.arange(21)))
    assert w[20] == pytest.approx(2.9654, abs=5e-5)
    assert (np.diff(np.diff(w)) < 0).all()


def test_on_the_absolute_value_it_hops_between_005_and_minus_005():
    w = descend(np.sign, 0.25, 0.1, 9)
    np.testing.assert_allclose(w[:5], [0.25, 0.15, 0.05, -0.05, 0.05], atol=1e-12)
    np.testing.assert_allclose(w[2:], 0.05 * (-1.0) ** np.arange(8), atol=1e-12)


def test_the_gradient_is_0_on_a_peak_and_at_a_saddle_too():
    step = 1e-4
    for f, neighbour in (
        (lambda x, y: x**2 - y**2, (0, 0.1)),
        (lambda x, y: -(x**2) - y**2, (0.1, 0)),
    ):
        gradient = (f(step, 0) - f(-step, 0)) / 2 / step, (f(0, step) - f(0, -step)) / 2 / step
        assert gradient == (0, 0)
        assert f(*neighbour) < f(0, 0)


def test_which_of_two_valleys_it_reaches_depends_on_the_start():
    def slope(w):  # of (w**2 - 1)**2 + w / 4
        return 4 * w * (w**2 - 1) + 1 / 4

    assert descend(slope, -1.5, 0.02, 500)[-1] < -0.9
    assert descend(slope, 1.5, 0.02, 500)[-1] > 0.9


# gradient-descent/why-gradient


def parameters(*widths):
    weights = [np.zeros(shape) for shape in pairwise(widths)]
    return sum(w.size + w.shape[1] for w in weights)


def test_an_mlp_784_128_10_has_101770_parameters():
    assert parameters(784, 128, 10) == 101_770


def test_a_random_direction_is_nearly_at_right_angles_to_the_gradient():
    n = 10_000
    random = np.random.default_rng(0)
    gradient = random.normal(size=n)
    directions = random.normal(size=(1000, n))
    cosines = directions @ gradient / np.linalg.norm(directions, axis=1)
    measured = np.abs(cosines / np.linalg.norm(gradient)).mean()
    assert measured == pytest.approx(math.sqrt(2 / (math.pi * n)), rel=0.1)
    assert math.sqrt(2 / (math.pi * n)) == pytest.approx(0.00798, abs=5e-6)
    assert math.sqrt(2 / (math.pi * 10**6)) == pytest.approx(0.000798, abs=5e-7)


def test_a_hessian_of_10_million_weights_takes_400_terabytes():
    entries = (10**7) ** 2
    assert entries * np.dtype(np.float32).itemsize == 400 * 10**12


def test_no_step_of_the_same_length_falls_faster_than_against_the_gradient():
    random = np.random.default_rng(0)
    gradient = random.normal(size=5)
    directions = random.normal(size=(10_000, 5))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    against = -gradient / np.linalg.norm(gradient)
    assert gradient @ against == pytest.approx(-np.linalg.norm(gradient))
    assert (directions @ gradient >= gradient @ against).all()


def test_finite_differences_take_n_plus_1_forward_passes():
    calls = []

    def loss(w):
        calls.append(1)
        return (w**2).sum() / 2

    w = np.arange(1.0, 8.0)
    base = loss(w)
    slopes = [(loss(w + 1e-6 * one) - base) / 1e-6 for one in np.eye(7)]
    np.testing.assert_allclose(slopes, w, atol=1e-5)
    assert len(calls) == 7 + 1


def test_in_a_long_valley_the_gradient_is_67_degrees_off():
    x, y = 5.0, 1.0
    downhill, to_the_minimum = -np.array([x, 25 * y]), -np.array([x, y])
    cosine = downhill @ to_the_minimum / np.linalg.norm(downhill) / np.linalg.norm(to_the_minimum)
    assert cosine == pytest.approx(5 / 13)
    assert math.degrees(math.acos(cosine)) == pytest.approx(67.4, abs=0.05)


def test_accuracy_is_a_staircase_and_cross_entropy_is_not():
    random = np.random.default_rng(0)
    x = random.normal(size=40)
    y = (x + random.normal(size=40) > 0).astype(float)
    shifts = np.linspace(-3, 3, 2001)
    scores = x[:, None] + shifts
    accuracy = ((scores > 0) == y[:, None]).mean(axis=0)
    cross_entropy = (np.logaddexp(0, scores) - y[:, None] * scores).mean(axis=0)
    assert 0 < np.count_nonzero(np.diff(accuracy)) <= 40
    assert np.count_nonzero(np.diff(cross_entropy)) == 2000


# gradient-descent/axes


def test_the_loss_of_two_examples_has_its_bottom_at_1_6():
    x, y = np.array([1.0, 2.0]), np.array([2.0, 3.0])
    w = np.linspace(0, 3, 3001)
    each = (w[:, None] * x - y) ** 2 / 2
    assert w[each.sum(axis=1).argmin()] == pytest.approx(1.6)
    assert each.sum(axis=1).min() == pytest.approx(0.1)
    np.testing.assert_allclose(w[each.argmin(axis=0)], [2, 1.5])


# gradient-descent/real-graph


def test_a_slice_makes_a_saddle_look_like_a_minimum():
    def saddle(x, y):
        return x**2 - y**2

    along_x = saddle(np.linspace(-1, 1, 201), 0)
    assert along_x.argmin() == 100
    assert saddle(0, 0.1) < saddle(0, 0)


def small_network(seed):
    random = np.random.default_rng(seed)
    w1, b1 = random.normal(size=(6, 3)), random.normal(size=6)
    w2, b2 = random.normal(size=(2, 6)), random.normal(size=2)
    return random.normal(size=3), w1, b1, w2, b2


def output(x, w1, b1, w2, b2):
    return w2 @ relu(w1 @ x + b1) + b2


def test_scaling_one_layer_up_and_the_next_down_changes_nothing():
    x, w1, b1, w2, b2 = small_network(0)
    before = output(x, w1, b1, w2, b2)
    np.testing.assert_allclose(output(x, 7 * w1, 7 * b1, w2 / 7, b2), before)
    assert not np.allclose(output(x, -7 * w1, -7 * b1, -w2 / 7, b2), before)


def test_but_it_changes_how_sharp_the_same_model_looks():
    def curvature(a):  # of (w2 relu(w1 x) - 5)**2 / 2 along w1, at w1 = 2a, w2 = 2.5 / a, x = 1
        def loss(w1):
            return (2.5 / a * relu(w1) - 5) ** 2 / 2

        return (loss(2 * a + 1e-3) - 2 * loss(2 * a) + loss(2 * a - 1e-3)) / 1e-6

    assert curvature(1) / curvature(10) == pytest.approx(100, rel=1e-3)


def test_permuting_the_hidden_units_changes_nothing():
    x, w1, b1, w2, b2 = small_network(1)
    order = np.random.default_rng(2).permutation(6)
    permuted = output(x, w1[order], b1[order], w2[:, order], b2)
    np.testing.assert_allclose(permuted, output(x, w1, b1, w2, b2))


# gradient-descent/loss-increase


def losses(rate, momentum=0.0, steps=30):
    return 5 * descend(lambda w: 10 * w, 1.0, rate, steps, momentum) ** 2


def test_with_curvature_10_the_limit_of_the_rate_is_02():
    np.testing.assert_allclose(losses(0.21)[1:] / losses(0.21)[:-1], 1.21)
    np.testing.assert_allclose(losses(0.19)[1:] / losses(0.19)[:-1], 0.81)
    np.testing.assert_allclose(losses(0.2), 5)


def test_a_step_that_helps_one_batch_can_hurt_the_mean():
    def of_each(w):
        return np.array([(w - 1) ** 2, (w + 1) ** 2])

    w = 0 - 0.1 * 2 * (0 - 1)
    assert w == pytest.approx(0.2)
    np.testing.assert_allclose(of_each(0), [1, 1])
    assert of_each(w)[0] == pytest.approx(0.64)
    assert of_each(w).mean() == pytest.approx(1.04)


def test_below_2_over_beta_a_full_step_never_raises_a_smooth_loss():
    random = np.random.default_rng(0)
    root = random.normal(size=(6, 6))
    hessian = root @ root.T
    beta = np.linalg.eigvalsh(hessian).max()
    for eta in (0.1 / beta, 1 / beta, 1.99 / beta):
        for w in random.normal(size=(200, 6)):
            g = hessian @ w
            after, before = (w - eta * g) @ hessian @ (w - eta * g) / 2, w @ hessian @ w / 2
            assert after <= before - eta * (1 - eta * beta / 2) * (g @ g) + 1e-9
            assert after < before


def test_against_a_gradient_that_is_not_0_a_short_step_goes_down():
    def bumpy(w):
        return np.sin(3 * w) + w**2 / 10

    w = np.linspace(-6, 6, 997)
    slope = 3 * np.cos(3 * w) + w / 5
    assert (bumpy(w - 1e-6 * slope) < bumpy(w))[np.abs(slope) > 1e-3].all()
    assert (bumpy(w - 1.0 * slope) > bumpy(w)).any()


def test_momentum_overshoots_where_plain_descent_does_not():
    assert (np.diff(losses(0.01)) < 0).all()
    assert (np.diff(losses(0.01, momentum=0.9)) > 0).any()


# gradient-descent/simpler


def test_the_walker_never_passes_the_bottom_but_the_ball_does():
    def slope(w):
        return 2 * (w - 3)

    assert (descend(slope, 0.0, 0.1, 100) < 3).all()
    assert descend(slope, 0.0, 0.1, 100, momentum=0.9).max() > 4


def test_a_leap_that_is_too_long_lands_higher_on_the_other_side():
    w = descend(lambda w: 2 * (w - 3), 0.0, 1.1, 1)[1]
    assert w > 3
    assert (w - 3) ** 2 > (0 - 3) ** 2


# gradient-descent/backprop


def forward(w1, w2, x=1.0, target=5.0):
    h = relu(w1 * x)
    return h, w2 * h, (w2 * h - target) ** 2 / 2


def backward(w1, w2, x=1.0, target=5.0):
    h, prediction, _ = forward(w1, w2, x, target)
    d_prediction = prediction - target
    d_h = d_prediction * w2
    return d_h * (w1 * x > 0) * x, d_prediction * h


def test_the_small_example_by_hand():
    assert forward(2.0, 3.0) == (2, 6, 0.5)
    assert backward(2.0, 3.0) == (3, 2)
    step = 1e-6
    differences = (
        (forward(2 + step, 3.0)[2] - forward(2 - step, 3.0)[2]) / (2 * step),
        (forward(2.0, 3 + step)[2] - forward(2.0, 3 - step)[2]) / (2 * step),
    )
    assert differences == pytest.approx((3, 2))


def test_and_after_one_step():
    d1, d2 = backward(2.0, 3.0)
    w1, w2 = 2 - 0.1 * d1, 3 - 0.1 * d2
    assert (w1, w2) == pytest.approx((1.7, 2.8))
    assert forward(w1, w2)[1:] == pytest.approx((4.76, 0.0288))


def test_the_backward_pass_of_a_dense_layer_is_two_products_of_the_forward_size():
    random = np.random.default_rng(0)
    x, w, d_y = random.normal(size=(4, 3)), random.normal(size=(3, 5)), random.normal(size=(4, 5))
    forward_work = x.shape[0] * x.shape[1] * w.shape[1]
    d_w, d_x = x.T @ d_y, d_y @ w.T
    work = x.T.shape[0] * x.T.shape[1] * d_y.shape[1] + d_y.shape[0] * d_y.shape[1] * w.T.shape[1]
    assert work == 2 * forward_work

    def loss(x, w):
        return (x @ w * d_y).sum()

    for place in np.ndindex(w.shape):
        nudged = w.copy()
        nudged[place] += 1e-6
        assert (loss(x, nudged) - loss(x, w)) / 1e-6 == pytest.approx(d_w[place], abs=1e-5)
    for place in np.ndindex(x.shape):
        nudged = x.copy()
        nudged[place] += 1e-6
        assert (loss(nudged, w) - loss(x, w)) / 1e-6 == pytest.approx(d_x[place], abs=1e-5)


def test_gradients_that_are_not_zeroed_add_up():
    grad = 0.0
    for _ in range(3):
        grad += backward(2.0, 3.0)[0]
    assert grad == 3 * backward(2.0, 3.0)[0] == 9
