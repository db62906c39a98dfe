"""What the cards on autoencoders say, computed from the definitions with NumPy alone."""

import ast
import math
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

CARDS = Path(__file__).parents[2] / "questions/packs/deep-learning/cards/06-autoencoder.toml"


def card(key: str) -> dict:
    questions = tomllib.loads(CARDS.read_text("utf-8"))["questions"]
    return next(question for question in questions if question["key"] == key)


def code_block(answer: str) -> str:
    return answer.split("```python\n")[1].split("```")[0]


def stretched_cloud(points: int = 300, dimensions: int = 12, seed: int = 0) -> np.ndarray:
    """Centred data with a different spread in each of its directions."""
    rng = np.random.default_rng(seed)
    turned, _ = np.linalg.qr(rng.standard_normal((dimensions, dimensions)))
    cloud = rng.standard_normal((points, dimensions)) * 0.7 ** np.arange(dimensions) @ turned
    return cloud - cloud.mean(axis=0)


def pca_error(data: np.ndarray, width: int) -> float:
    """The MSE that is left after the first principal components have been kept."""
    data = data - data.mean(axis=0)
    axes = np.linalg.svd(data, full_matrices=False)[2][:width].T
    return float(np.mean((data - data @ axes @ axes.T) ** 2))


def autoencoder_error(data: np.ndarray, sizes: list[int], steps: int, seed: int = 0) -> float:
    """Train a tanh autoencoder of these layer sizes with full-batch Adam; its MSE at the end.

    The code layer, the narrowest, and the output are linear.
    """
    rng = np.random.default_rng(seed)
    pairs = list(pairwise(sizes))
    linear = {sizes.index(min(sizes)) - 1, len(pairs) - 1}
    weights = [rng.standard_normal((a, b)) / math.sqrt(a) for a, b in pairs]
    weights += [np.zeros(b) for _, b in pairs]
    means, squares = [[np.zeros_like(w) for w in weights] for _ in range(2)]
    for step in range(1, steps + 1):
        outputs = [data]
        for layer in range(len(pairs)):
            sums = outputs[-1] @ weights[layer] + weights[layer + len(pairs)]
            outputs.append(sums if layer in linear else np.tanh(sums))
        back = 2 * (outputs[-1] - data) / data.size
        gradients = [np.zeros(0)] * len(weights)
        for layer in reversed(range(len(pairs))):
            if layer not in linear:
                back = back * (1 - outputs[layer + 1] ** 2)
            gradients[layer] = outputs[layer].T @ back
            gradients[layer + len(pairs)] = back.sum(axis=0)
            back = back @ weights[layer].T
        rate = 0.01 * 0.5 * (1 + math.cos(math.pi * step / steps))
        for place, gradient in enumerate(gradients):
            means[place] += 0.1 * (gradient - means[place])
            squares[place] += 0.001 * (gradient**2 - squares[place])
            mean = means[place] / (1 - 0.9**step)
            weights[place] -= rate * mean / (np.sqrt(squares[place] / (1 - 0.999**step)) + 1e-8)
    return float(np.mean((outputs[-1] - data) ** 2))


def curve_in_eight_dimensions() -> np.ndarray:
    """128 points of the curve (sin 2t, cos 2t, t), -1 <= t <= 1, turned into 8 dimensions."""
    t = np.linspace(-1, 1, 128)
    turned, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((8, 3)))
    curve = np.stack([np.sin(2 * t), np.cos(2 * t), t], axis=1) @ turned.T
    return curve - curve.mean(axis=0)


def test_the_optimum_of_a_linear_autoencoder_fixes_the_subspace_and_not_the_axes():
    data = stretched_cloud()
    axes = np.linalg.svd(data, full_matrices=False)[2][:3].T
    for seed in range(5):
        mixing = np.random.default_rng(seed).standard_normal((3, 3))
        code = data @ axes @ np.linalg.inv(mixing)
        np.testing.assert_allclose(code @ mixing @ axes.T, data @ axes @ axes.T, atol=1e-9)
        assert not np.allclose(code, data @ axes, atol=0.1)


def test_gradient_descent_on_a_linear_autoencoder_ends_at_the_error_of_pca_and_not_below():
    data = stretched_cloud()
    rng = np.random.default_rng(1)
    encoder, decoder = rng.standard_normal((12, 3)) * 0.3, rng.standard_normal((3, 12)) * 0.3
    best = pca_error(data, 3)
    for _ in range(3000):
        residual = 2 * (data @ encoder @ decoder - data) / len(data)
        to_encoder, to_decoder = data.T @ residual @ decoder.T, encoder.T @ data.T @ residual
        encoder, decoder = encoder - 0.3 * to_encoder, decoder - 0.3 * to_decoder
    error = np.mean((data @ encoder @ decoder - data) ** 2)
    assert error >= best * (1 - 1e-12)
    assert error == pytest.approx(best, rel=1e-3)


def test_with_a_linear_decoder_even_the_best_codes_are_no_better_than_pca():
    """Least squares gives the best code of every point, whatever encoder might produce it."""
    data = stretched_cloud()
    for seed in range(50):
        decoder = np.random.default_rng(seed).standard_normal((3, 12))
        codes = np.linalg.lstsq(decoder.T, data.T, rcond=None)[0].T
        assert np.mean((codes @ decoder - data) ** 2) >= pca_error(data, 3)


def test_ten_linear_layers_on_each_side_are_one_matrix_of_rank_32():
    rng = np.random.default_rng(0)
    widths = [100] * 10 + [32] + [100] * 10
    layers = [rng.standard_normal((a, b)) / 10 for a, b in pairwise(widths)]
    assert len(layers) == 20
    assert np.linalg.matrix_rank(np.linalg.multi_dot(layers)) == 32


def test_on_a_half_circle_pca_loses_16_per_cent_of_the_variance_and_the_angle_nothing():
    angle = np.linspace(0, math.pi, 2001)
    arc = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lost = pca_error(arc, 1) / np.mean((arc - arc.mean(axis=0)) ** 2)
    assert lost == pytest.approx(0.16, abs=0.005)
    code = np.arctan2(arc[:, 1], arc[:, 0])
    np.testing.assert_allclose(np.stack([np.cos(code), np.sin(code)], axis=1), arc, atol=1e-12)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_keras_program_is_python_and_has_13_lines(language):
    program = code_block(card("autoencoder/mnist-lines")["answer"][language])
    ast.parse(program)
    assert len([line for line in program.splitlines() if line.strip()]) == 13


def test_the_two_languages_show_the_same_keras_program():
    answer = card("autoencoder/mnist-lines")["answer"]
    assert code_block(answer["ko"]) == code_block(answer["en"])


def test_the_keras_model_has_209968_parameters():
    program = code_block(card("autoencoder/mnist-lines")["answer"]["en"])
    calls = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call)]
    dense = [
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "Dense"
    ]
    sizes = [784, *dense]
    layers = [a * b + b for a, b in pairwise(sizes)]
    assert layers == [100_480, 4_128, 4_224, 101_136]
    assert sum(layers) == 209_968


def test_16_bits_tell_the_60000_training_images_apart():
    assert math.log2(60_000) == pytest.approx(15.87, abs=0.005)


def test_an_autoencoder_with_one_code_unit_learns_a_curve_that_pca_cannot_follow():
    data = curve_in_eight_dimensions()
    assert np.mean(data**2) == pytest.approx(0.142, abs=0.0005)
    assert pca_error(data, 1) == pytest.approx(0.027, abs=0.0005)
    assert autoencoder_error(data, [8, 32, 1, 32, 8], steps=1000) < 0.001


def test_on_images_with_two_degrees_of_freedom_one_code_unit_helps_and_two_help_more():
    """A blob at 8 x 8 places in an image of 8 x 8 pixels: what MNIST shows, in small."""
    places = np.linspace(2, 5, 8)[:, None]
    blob = np.exp(-((np.arange(8) - places) ** 2) / 2)
    images = np.einsum("ar,bc->abrc", blob, blob).reshape(64, 64)
    images -= images.mean(axis=0)
    always_the_mean = float(np.mean(images**2))
    line = pca_error(images, 1)
    one = autoencoder_error(images, [64, 32, 1, 32, 64], steps=1000)
    two = autoencoder_error(images, [64, 32, 2, 32, 64], steps=1000)
    assert line < 0.7 * always_the_mean
    assert 0.2 * line < one < 0.5 * line
    assert two < 0.2 * one


def test_one_number_can_index_every_training_point_and_be_useless_on_new_ones():
    """Of noise: even the best code on the line is worse than always answering the mean."""
    training, new = np.random.default_rng(0).standard_normal((2, 200, 100))
    index = np.arange(200)

    def decode(code: np.ndarray) -> np.ndarray:
        return np.stack([np.interp(code, index, column) for column in training.T], axis=1)

    np.testing.assert_array_equal(decode(index), training)
    line = decode(np.linspace(0, 199, 1991))
    squares = (new**2).sum(axis=1)[:, None] - 2 * new @ line.T + (line**2).sum(axis=1)
    best_code = squares.min(axis=1).mean() / 100
    assert best_code > np.mean((new - training.mean(axis=0)) ** 2)


def test_the_error_of_pca_is_the_sum_of_the_eigenvalues_left_over_and_never_rises():
    data = stretched_cloud()
    eigenvalues = np.sort(np.linalg.eigvalsh(data.T @ data / len(data)))[::-1]
    errors = [pca_error(data, width) for width in range(13)]
    np.testing.assert_allclose(errors, [eigenvalues[w:].sum() / 12 for w in range(13)], atol=1e-12)
    assert all(after < before for before, after in pairwise(errors))


def test_a_code_as_wide_as_the_input_restores_unseen_data_without_having_learned_anything():
    rng = np.random.default_rng(0)
    rotation, _ = np.linalg.qr(rng.standard_normal((20, 20)))
    unseen = rng.standard_normal((50, 20))
    np.testing.assert_allclose(unseen @ rotation @ rotation.T, unseen, atol=1e-12)


def test_copying_a_noisy_input_leaves_an_error_of_1_and_the_best_denoiser_one_of_a_half():
    rng = np.random.default_rng(0)
    clean, noise = rng.standard_normal((2, 200_000))
    noisy = clean + noise
    slope = (noisy @ clean) / (noisy @ noisy)
    assert np.mean((noisy - clean) ** 2) == pytest.approx(1, abs=0.01)
    assert slope == pytest.approx(0.5, abs=0.01)
    assert np.mean((slope * noisy - clean) ** 2) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(("pixel", "floor"), [(0.5, 0.693), (0.2, 0.500)])
def test_bce_is_lowest_at_the_pixel_itself_and_is_not_zero_there(pixel, floor):
    guesses = np.arange(1, 1000) / 1000
    losses = -pixel * np.log(guesses) - (1 - pixel) * np.log(1 - guesses)
    assert guesses[losses.argmin()] == pixel
    assert losses.min() == pytest.approx(floor, abs=0.0005)


def test_a_linear_code_as_wide_as_the_rank_restores_exactly_and_a_narrower_one_does_not():
    rng = np.random.default_rng(0)
    data = rng.standard_normal((100, 4)) @ rng.standard_normal((4, 20))
    data -= data.mean(axis=0)
    singular = np.linalg.svd(data, compute_uv=False)
    assert pca_error(data, 4) < 1e-20
    assert pca_error(data, 3) * data.size == pytest.approx(singular[3] ** 2)


def test_a_sigmoid_is_below_1_at_a_logit_of_10():
    assert 1 - 1 / (1 + math.exp(-10)) == pytest.approx(4.54e-5, rel=1e-3)


def kl_to_the_standard_normal(mu: float, logvar: float) -> float:
    """The term as the program on the card writes it."""
    return 0.5 * (mu**2 + math.exp(logvar) - 1 - logvar)


@pytest.mark.parametrize(
    ("mu", "sigma", "kl"), [(0.0, 1.0, 0.0), (1.0, 1.0, 0.5), (0.0, 0.5, 0.318)]
)
def test_the_kl_term_equals_the_integral_that_defines_it(mu, sigma, kl):
    z = np.linspace(-12, 12, 200_001)
    log_q = -((z - mu) ** 2) / (2 * sigma**2) - math.log(sigma * math.sqrt(2 * math.pi))
    log_p = -(z**2) / 2 - math.log(math.sqrt(2 * math.pi))
    integral = float(np.sum(np.exp(log_q) * (log_q - log_p)) * (z[1] - z[0]))
    assert kl_to_the_standard_normal(mu, math.log(sigma**2)) == pytest.approx(integral, abs=1e-6)
    assert integral == pytest.approx(kl, abs=0.0005)


def test_mu_plus_sigma_epsilon_has_the_wanted_distribution_and_lets_the_gradient_through():
    epsilon = np.random.default_rng(0).standard_normal(400_000)
    mu, sigma = 1.5, 0.5
    z = mu + sigma * epsilon
    assert z.mean() == pytest.approx(mu, abs=0.005)
    assert z.std() == pytest.approx(sigma, abs=0.005)
    # E[z^2] = mu^2 + sigma^2, so its slopes are 2 mu and 2 sigma; the chain rule finds both
    assert np.mean(2 * z * 1) == pytest.approx(2 * mu, abs=0.01)
    assert np.mean(2 * z * epsilon) == pytest.approx(2 * sigma, abs=0.01)
