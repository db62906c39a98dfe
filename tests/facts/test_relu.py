"""What the cards on activation functions say in numbers (cards/01-relu.toml), computed."""

import math
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

FIGURES = Path(__file__).parents[2] / "questions" / "packs" / "deep-learning" / "figures"


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu(x):
    return np.maximum(x, 0)


def relu_slope(x):
    return (x > 0).astype(float)


def softmax(scores):
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


# relu


def test_the_slope_of_sigmoid_is_s_times_1_minus_s_and_at_most_a_quarter():
    x = np.linspace(-8, 8, 1601)
    measured = (sigmoid(x + 1e-6) - sigmoid(x - 1e-6)) / 2e-6
    np.testing.assert_allclose(sigmoid_slope(x), measured, atol=1e-9)
    assert sigmoid_slope(x).max() == pytest.approx(0.25, abs=1e-15)
    assert x[sigmoid_slope(x).argmax()] == pytest.approx(0, abs=1e-9)


def test_the_slope_of_sigmoid_at_5_and_10():
    assert sigmoid_slope(5.0) == pytest.approx(0.00665, abs=5e-6)
    assert sigmoid_slope(10.0) == pytest.approx(4.54e-5, abs=5e-8)


def test_ten_sigmoids_leave_at_most_a_millionth():
    assert np.prod(np.full(10, sigmoid_slope(0.0))) == pytest.approx(9.54e-7, rel=1e-3)


def weight_gradients(activation, slope, deviation, seed):
    """Norms of dL/dW in 20 bias-free layers of width 256, fresh, from a random output gradient."""
    random = np.random.default_rng(seed)
    weights = [random.normal(0, deviation, (256, 256)) for _ in range(20)]
    outputs, sums = [random.normal(0, 1, (32, 256))], []
    for w in weights:
        sums.append(outputs[-1] @ w)
        outputs.append(activation(sums[-1]))
    gradient, norms = random.normal(0, 1, (32, 256)), []
    for w, z, h in zip(reversed(weights), reversed(sums), reversed(outputs[:-1]), strict=True):
        gradient = gradient * slope(z)
        norms.append(np.linalg.norm(h.T @ gradient))
        gradient = gradient @ w.T
    return norms[::-1]


@pytest.mark.parametrize("seed", range(2))
def test_the_gradient_vanishes_through_20_layers_of_sigmoid_but_not_of_relu(seed):
    first, *_, last = weight_gradients(sigmoid, sigmoid_slope, math.sqrt(1 / 256), seed)
    assert first / last == pytest.approx(2e-12, rel=0.25)
    first, *_, last = weight_gradients(relu, relu_slope, math.sqrt(2 / 256), seed)
    assert first / last == pytest.approx(1, abs=0.5)


def test_relu_vanishes_too_when_the_weights_are_small():
    random = np.random.default_rng(0)
    x = random.normal(0, 1, (32, 256))
    norms = [np.linalg.norm(x)]
    for _ in range(20):
        x = relu(x @ random.normal(0, 0.01, (256, 256)))
        norms.append(np.linalg.norm(x))
    assert 0.01 * math.sqrt(256 / 2) == pytest.approx(0.113, abs=5e-4)
    assert (norms[-1] / norms[0]) ** (1 / 20) == pytest.approx(0.113, rel=0.05)
    assert weight_gradients(relu, relu_slope, 0.01, seed=0)[0] < 1e-12


def test_a_layer_has_a_thousand_times_more_multiplications_than_activations():
    x, w = np.ones(1024), np.ones((1024, 1024))
    products = x[:, None] * w
    assert products.size == 1_048_576
    assert relu(products.sum(axis=0)).size == 1_024


def test_non_negative_inputs_give_a_unit_gradients_of_one_sign_but_a_batch_may_mix_them():
    random = np.random.default_rng(0)
    for hidden in (sigmoid, relu):
        h = hidden(random.normal(0, 1, (200, 8)))
        errors = random.normal(0, 1, (200, 1))
        errors -= errors.mean()
        for_each_example = errors * h
        assert all((g >= 0).all() or (g <= 0).all() for g in for_each_example)
        assert len(set(np.sign(for_each_example.sum(axis=0)))) == 2


def test_a_relu_gate_above_1_lets_an_lstm_cell_grow_without_bound():
    assert sigmoid(1.5) < 1 < relu(1.5)
    assert relu(1.5) ** 20 > 3000


# relu/nonlinearity

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0.0, 1.0, 1.0, 0.0])


def test_two_layers_without_an_activation_are_one():
    random = np.random.default_rng(0)
    x, w1, b1 = random.normal(size=5), random.normal(size=(7, 5)), random.normal(size=7)
    w2, b2 = random.normal(size=(3, 7)), random.normal(size=3)
    np.testing.assert_allclose(w2 @ (w1 @ x + b1) + b2, (w2 @ w1) @ x + (w2 @ b1 + b2))


def test_the_best_flat_fit_to_xor_says_one_half_everywhere():
    inputs = np.column_stack([CORNERS, np.ones(4)])
    best, *_ = np.linalg.lstsq(inputs, XOR, rcond=None)
    np.testing.assert_allclose(inputs @ best, 0.5)


def test_two_relus_solve_xor():
    total = CORNERS.sum(axis=1)
    np.testing.assert_array_equal(relu(total) - 2 * relu(total - 1), XOR)


def test_relu_is_not_linear():
    assert relu(1.0) + relu(-1.0) == 1
    assert relu(1.0 - 1.0) == 0


def test_one_wide_layer_of_squares_is_still_a_quadratic_and_misses_the_sine():
    random = np.random.default_rng(0)
    w, b, v = random.normal(size=(3, 500))
    x = np.linspace(0, 2 * np.pi, 200)
    network = (np.outer(x, w) + b) ** 2 @ v
    np.testing.assert_allclose(np.polyval(np.polyfit(x, network, 2), x), network, rtol=1e-8)
    nearest = np.polyval(np.polyfit(x, np.sin(x), 2), x)
    assert np.abs(nearest - np.sin(x)).max() > 0.5


# relu/curve


def broken_line(x, f, n):
    """The sum of n ReLUs that meets f at n + 1 equally spaced points of [0, 1]."""
    points = np.linspace(0, 1, n + 1)
    slopes = np.diff(f(points)) * n
    changes = np.diff(slopes, prepend=0)
    return f(points[0]) + relu(x[:, None] - points[:-1]) @ changes


@pytest.mark.parametrize("n", [1, 2, 4, 8, 16])
def test_n_pieces_miss_the_square_by_1_over_4_n_squared(n):
    x = np.linspace(0, 1, 32 * n + 1)
    assert np.abs(broken_line(x, np.square, n) - x**2).max() == pytest.approx(1 / (4 * n**2))


def test_eight_relus_miss_the_square_by_1_over_256():
    x = np.linspace(0, 1, 1025)
    assert np.abs(broken_line(x, np.square, 8) - x**2).max() == pytest.approx(1 / 256)
    np.testing.assert_allclose(np.diff(np.linspace(0, 1, 9) ** 2) * 8, (2 * np.arange(8) + 1) / 8)


def test_the_tent_of_two_relus_composed_three_times_has_8_pieces():
    x = np.linspace(0, 1, 1025)
    y = x
    for _ in range(3):
        y = 2 * relu(y) - 4 * relu(y - 0.5)
    slopes = np.diff(y) / np.diff(x)
    assert np.count_nonzero(np.diff(np.sign(slopes))) + 1 == 8
    np.testing.assert_allclose(np.abs(slopes), 8)


def test_three_relus_make_a_bump_that_is_0_elsewhere():
    a, b, c = 0.3, 0.4, 0.5
    x = np.linspace(0, 1, 101)
    bump = relu(x - a) - 2 * relu(x - b) + relu(x - c)
    outside = (x < a) | (x > c)
    np.testing.assert_allclose(bump[outside], 0, atol=1e-12)
    assert bump.max() == pytest.approx(0.1)


def test_beyond_its_last_kink_the_fit_to_a_sine_is_a_straight_line():
    x = np.linspace(0, 1, 201)
    wave = broken_line(x, lambda t: np.sin(2 * np.pi * t), 40)
    np.testing.assert_allclose(wave, np.sin(2 * np.pi * x), atol=0.01)
    far = broken_line(np.array([15.0, 16.0, 17.0]), lambda t: np.sin(2 * np.pi * t), 40)
    assert far[1] - far[0] == pytest.approx(far[2] - far[1])
    assert abs(far[1]) > 50


def test_the_figure_of_four_relus_is_drawn_to_scale():
    lines = [
        np.array([[float(n) for n in pair.split(",")] for pair in line.get("points").split()])
        for line in ET.parse(FIGURES / "relu-curve-answer.svg").iter()
        if line.tag.endswith("polyline")
    ]
    curve, sum_of_four = lines[:2]
    left, right = curve[:, 0].min(), curve[:, 0].max()
    floor, top = curve[:, 1].max(), curve[:, 1].min()
    four_pieces = lambda t: broken_line(t, np.square, 4)  # noqa: E731
    for line, expected in ((curve, np.square), (sum_of_four, four_pieces)):
        t = (line[:, 0] - left) / (right - left)
        np.testing.assert_allclose((floor - line[:, 1]) / (floor - top), expected(t), atol=1e-3)
    assert len(sum_of_four) == 5


# relu/problems


def one_step(rate):
    """One step on L = yhat**2, yhat = ReLU(w x + b), from w = 1, b = 0 at x = 1."""
    w, b, x = 1.0, 0.0, 1.0
    upstream = 2 * relu(w * x + b) * relu_slope(np.array(w * x + b))
    return w - rate * upstream * x, b - rate * upstream


def test_a_step_that_is_too_long_kills_the_unit():
    w, b = one_step(1.0)
    assert (w, b) == (-1, -2)
    x = np.linspace(0, 100, 1001)
    assert (w * x + b < 0).all()
    assert not relu_slope(w * x + b).any()


def test_a_shorter_step_leaves_it_alive():
    w, b = one_step(0.1)
    assert w == pytest.approx(0.8)
    assert b == pytest.approx(-0.2)
    assert w * 1 + b == pytest.approx(0.6)


def test_relu_of_a_normal_variable_has_mean_0_4_and_is_0_half_the_time():
    z, step = np.linspace(-10, 10, 200_001, retstep=True)
    density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    assert (relu(z) * density).sum() * step == pytest.approx(0.3989, abs=1e-4)
    assert (density * (relu(z) == 0)).sum() * step == pytest.approx(0.5, abs=1e-4)


def test_zeros_in_a_batch_are_not_dead_units():
    random = np.random.default_rng(0)
    sums = random.normal(size=(1000, 100)) - 0.125
    sums[:, :5] = -1
    h = relu(sums)
    assert (h[:32] == 0).mean() == pytest.approx(0.55, abs=0.05)
    assert (h == 0).all(axis=0).mean() == 0.05


def test_the_slope_at_the_kink_may_be_anything_between_the_two_sides():
    x = np.linspace(-5, 5, 101)
    for slope in (0, 0.5, 1):
        assert (relu(x) >= relu(0) + slope * x).all()
    for slope in (-0.1, 1.1):
        assert (relu(x) < relu(0) + slope * x).any()


# relu/bias


def network(x, weights, activation):
    for w in weights[:-1]:
        x = activation(x @ w)
    return x @ weights[-1]


def without_biases(seed, depth=100, width=16):
    random = np.random.default_rng(seed)
    shapes = [(1, width), *[(width, width)] * (depth - 1), (width, 1)]
    return [random.normal(0, math.sqrt(2 / rows), (rows, columns)) for rows, columns in shapes]


@pytest.mark.parametrize("seed", range(5))
def test_a_relu_network_without_biases_only_scales(seed):
    weights = without_biases(seed)
    x = np.linspace(-3, 3, 13)[:, None]
    for scale in (0, 0.5, 7):
        np.testing.assert_allclose(
            network(scale * x, weights, relu), scale * network(x, weights, relu), atol=1e-9
        )


@pytest.mark.parametrize("seed", range(5))
def test_it_bends_only_at_the_origin(seed):
    weights = without_biases(seed, depth=3)
    x = np.linspace(-3, 3, 61)[:, None]
    slopes = np.diff(network(x, weights, relu)[:, 0]) / np.diff(x[:, 0])
    np.testing.assert_allclose(slopes[:30], slopes[0])
    np.testing.assert_allclose(slopes[30:], slopes[-1])


def test_so_it_misses_x_plus_1_by_1_at_the_origin():
    for seed in range(5):
        assert network(np.zeros((1, 1)), without_biases(seed), relu) == 0


def test_with_sigmoid_instead_the_output_at_0_need_not_be_0():
    zero = np.zeros((1, 1))
    weights = without_biases(0, depth=1)
    assert network(zero, weights, sigmoid) == pytest.approx(0.5 * weights[1].sum())
    assert abs(network(zero, weights, sigmoid)) > 0.1
    assert network(zero, weights, np.tanh) == 0


def test_w_and_5w_share_the_boundary_and_the_largest_class_but_not_the_values():
    random = np.random.default_rng(0)
    w, x = random.normal(size=(4, 3)), random.normal(size=3) / 4
    assert (w @ x).argmax() == (5 * w @ x).argmax()
    assert not np.allclose(w @ x, 5 * w @ x)
    assert softmax(5 * w @ x).max() > softmax(w @ x).max() + 0.1
    on_the_boundary = np.array([w[0, 1], -w[0, 0], 0])
    assert w[0] @ on_the_boundary == pytest.approx(0)
    assert 5 * w[0] @ on_the_boundary == pytest.approx(0)


def test_batch_normalisation_forgets_a_bias_before_it():
    z = np.random.default_rng(0).normal(size=(32, 8))
    shifted = z + np.arange(8)

    def normalised(batch):
        return (batch - batch.mean(axis=0)) / np.sqrt(batch.var(axis=0) + 1e-5)

    np.testing.assert_allclose(normalised(shifted), normalised(z), atol=1e-12)
