"""The facts on the cards about MNIST in Keras, computed without Keras."""

import ast
import tomllib
from pathlib import Path

import numpy as np
import pytest

CARDS = (
    Path(__file__).parents[2] / "questions/packs/deep-learning/cards/11-keras-mnist.toml"
).read_text()


def printed_code(key, language):
    cards = {card["key"]: card for card in tomllib.loads(CARDS)["questions"]}
    blocks = cards[key]["answer"][language].split("```")[1::2]
    return [block.removeprefix("python\n") for block in blocks]


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def bce(y, p):
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


def dense(inputs, outputs):
    return inputs * outputs + outputs


# The script


def test_the_cnn_has_34826_parameters():
    size, channels, parameters = 28, 1, []
    for filters in (32, 64):
        parameters.append(channels * filters * 3 * 3 + filters)
        size, channels = (size - 2) // 2, filters  # a 3 x 3 convolution without padding, pooled
    assert (size, channels) == (5, 64)
    assert size * size * channels == 1_600
    parameters.append(dense(1_600, 10))
    assert parameters == [320, 18_496, 16_010]
    assert sum(parameters) == 34_826


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_script_on_the_card_has_17_lines_and_is_valid_python(language):
    (code,) = printed_code("keras-mnist", language)
    ast.parse(code)
    assert len([line for line in code.splitlines() if line.strip()]) == 17


# An MLP


def test_the_mlp_has_669706_parameters_19_times_those_of_the_cnn():
    mlp = dense(784, 512) + dense(512, 512) + dense(512, 10)
    assert mlp == 669_706
    assert mlp / 34_826 == pytest.approx(19.2, abs=0.05)


def test_the_same_shuffle_of_pixels_and_of_first_weights_leaves_an_mlp_as_it_was():
    rng = np.random.default_rng(0)
    x, w1, w2 = rng.random((5, 784)), rng.normal(size=(784, 32)), rng.normal(size=(32, 10))
    order = rng.permutation(784)
    plain, shuffled = (np.maximum(0, a @ b) @ w2 for a, b in ((x, w1), (x[:, order], w1[order])))
    np.testing.assert_allclose(plain, shuffled)


# The last layer


def test_softmax_of_2_1_0_is_0_665_0_245_0_090():
    np.testing.assert_allclose(softmax(np.array([2, 1, 0])), [0.665, 0.245, 0.090], atol=5e-4)


def test_adding_a_constant_to_all_logits_changes_nothing():
    z = np.random.default_rng(0).normal(size=10)
    for c in (-3.0, 0.5, 700.0):
        np.testing.assert_allclose(softmax(z + c), softmax(z))


def test_softmax_twice_keeps_the_loss_of_ten_classes_above_1_461():
    floor = -np.log(np.e / (np.e + 9))
    assert floor == pytest.approx(1.4612, abs=5e-5)
    assert np.e / (np.e + 9) == pytest.approx(0.232, abs=5e-4)
    best = 50 * np.eye(10)[0]
    assert -np.log(softmax(softmax(best))[0]) == pytest.approx(floor)
    rng = np.random.default_rng(0)
    z = rng.normal(scale=10, size=(10_000, 10))
    assert (-np.log(softmax(softmax(z))[:, 0])).min() >= floor


def test_softmax_twice_keeps_the_loss_of_two_classes_above_0_313():
    z = np.random.default_rng(0).normal(scale=10, size=(10_000, 2))
    right = softmax(softmax(z))[:, 0]
    assert right.max() == pytest.approx(0.731, abs=5e-4)
    assert right.max() == pytest.approx(np.e / (np.e + 1))
    assert (-np.log(right)).min() == pytest.approx(0.313, abs=5e-4)


def test_softmax_of_two_logits_is_the_sigmoid_of_their_difference():
    z = np.random.default_rng(0).normal(size=(20, 2))
    np.testing.assert_allclose(softmax(z)[:, 0], sigmoid(z[:, 0] - z[:, 1]))


def test_sigmoids_on_ten_logits_do_not_sum_to_1():
    assert sigmoid(np.zeros(10)).sum() == 5


# MSE beside BCE


def test_ten_answers_of_0_1_have_an_mse_of_0_09_and_a_bce_of_0_325():
    y, p = np.eye(10)[3], np.full(10, 0.1)
    assert np.mean((y - p) ** 2) == pytest.approx(0.09)
    assert bce(y, p) == pytest.approx(0.325, abs=5e-4)


def test_for_grey_targets_bce_stops_at_the_entropy_where_mse_is_0():
    p = np.linspace(0.001, 0.999, 999)
    for y, floor in ((0.5, 0.693), (0.2, 0.500), (0.1, 0.325)):
        losses = -y * np.log(p) - (1 - y) * np.log(1 - p)
        assert p[losses.argmin()] == pytest.approx(y)
        assert losses.min() == pytest.approx(floor, abs=5e-4)
        assert np.mean((y - p[losses.argmin()]) ** 2) == pytest.approx(0, abs=1e-12)


def test_for_targets_of_0_and_1_bce_goes_to_0():
    y = np.array([0.0, 1.0, 0.0])
    assert bce(y, np.array([1e-9, 1 - 1e-9, 1e-9])) < 1e-8


def test_near_perfect_logits_have_an_mse_of_2e_9_as_probabilities_and_of_94_as_they_are():
    z, y = np.array([10.0, -10.0, -10.0]), np.array([1, 0, 0])
    assert np.mean((sigmoid(z) - y) ** 2) == pytest.approx(2.06e-9, rel=0.01)
    assert bce(y, sigmoid(z)) == pytest.approx(4.5e-5, rel=0.01)
    assert np.mean((z - y) ** 2) == pytest.approx(93.7, abs=0.05)
    assert sigmoid(10.0) == pytest.approx(0.99995, abs=1e-5)


def test_mse_stays_below_1_where_one_confident_mistake_makes_bce_jump():
    y, p = np.zeros(10), np.full(10, 1e-6)
    y[0] = 1
    assert np.mean((y - p) ** 2) < 0.11
    assert bce(y, p) > 1.3


def test_with_mse_a_confident_mistake_has_75_times_less_gradient_than_with_bce():
    def slope(loss, z, eps=1e-6):
        return (loss(z + eps) - loss(z - eps)) / (2 * eps)

    by_bce = abs(slope(lambda z: -np.log(sigmoid(z)), -5.0))
    by_mse = abs(slope(lambda z: (1 - sigmoid(z)) ** 2, -5.0))
    p = sigmoid(-5.0)
    assert by_bce == pytest.approx(1 - p, rel=1e-6)
    assert by_mse == pytest.approx(2 * (1 - p) * p * (1 - p), rel=1e-6)
    assert by_bce == pytest.approx(0.9933, abs=5e-5)
    assert by_mse == pytest.approx(0.0132, abs=5e-5)
    assert by_bce / by_mse == pytest.approx(75, abs=1)


def test_labels_of_shape_n_1_broadcast_silently_against_n_10():
    labels, outputs = np.full((4, 1), 7.0), np.full((4, 10), 0.1)
    assert (labels - outputs).shape == (4, 10)
    assert np.mean((labels - outputs) ** 2) == pytest.approx(6.9**2)
    with pytest.raises(ValueError, match="broadcast"):
        labels[:, 0] - outputs


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_snippets_on_the_card_are_valid_python(language):
    snippets = printed_code("keras-mnist/mse-metric", language)
    assert len(snippets) == 3
    for snippet in snippets:
        ast.parse(snippet)


# Hangul


def test_there_are_11172_modern_syllables_of_which_ks_x_1001_has_2350():
    assert 19 * 21 * 28 == 11_172
    assert ord("힣") - ord("가") + 1 == 11_172
    syllables = [chr(code) for code in range(ord("가"), ord("힣") + 1)]
    assert sum(len(s.encode("euc_kr")) == 2 for s in syllables) == 2_350
    assert len("뷁".encode("euc_kr")) > 2  # not among them
    assert 19 + 21 + 28 == 68


def test_2350_characters_in_100_fonts_and_10_variations_take_1306_hours_to_label_by_hand():
    images = 2_350 * 100 * 10
    assert images == 2_350_000
    assert images * 2 / 3_600 == pytest.approx(1_306, abs=1)
    images_per_syllable = 100_000 / 11_172
    assert images_per_syllable == pytest.approx(9, abs=0.1)
