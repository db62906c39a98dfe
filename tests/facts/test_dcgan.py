"""What the DCGAN cards state and NumPy can compute; dcgan_mnist.py beside this is only read."""

import ast
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

PROGRAM = Path(__file__).with_name("dcgan_mnist.py").read_text(encoding="utf-8")
ROOT = Path(__file__).resolve().parents[2]
CARDS = ROOT / "questions/packs/deep-learning/cards/12-dcgan.toml"


def lines_by_part(source):
    """Lines of code, without blank lines, comments and the docstring, after each comment."""
    body = source.splitlines()[ast.parse(source).body[0].end_lineno :]
    part, count = None, Counter()
    for line in filter(None, map(str.strip, body)):
        if line.startswith("#"):
            part = line.removeprefix("# ")
        else:
            count[part] += 1
    return count


def layers(source):
    """The layers of the first nn.Sequential of a program, as (name, numbers, has a bias)."""
    call = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "nn.Sequential"
    )
    return [
        (layer.func.attr, [ast.literal_eval(a) for a in layer.args], not layer.keywords)
        for layer in call.args
    ]


def transposed(signal, kernel, stride, padding):
    """A transposed convolution by its definition: every input paints a kernel, the rim is cut."""
    out = np.zeros((len(signal) - 1) * stride + len(kernel))
    for place, value in enumerate(signal):
        out[place * stride : place * stride + len(kernel)] += value * kernel
    return out[padding : len(out) - padding]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def slope(function, at, step=1e-6):
    return (function(at + step) - function(at - step)) / (2 * step)


def test_the_minimal_program_has_55_lines_in_six_parts():
    count = lines_by_part(PROGRAM)
    assert list(count.values()) == [5, 5, 10, 9, 9, 17]
    assert sum(count.values()) == 55


def test_the_answer_prints_the_generator_of_the_program():
    with CARDS.open("rb") as file:
        card = tomllib.load(file)["questions"][0]
    for answer in card["answer"].values():
        snippet = answer.split("```python\n")[1].split("```")[0]
        assert layers(snippet) == layers(PROGRAM)


def test_three_transposed_convolutions_go_from_1_to_7_to_14_to_28():
    size, sizes = 1, []
    for name, numbers, _ in layers(PROGRAM):
        if name == "ConvTranspose2d":
            kernel, stride, padding = numbers[2:]
            painted = len(transposed(np.ones(size), np.ones(kernel), stride, padding))
            size = (size - 1) * stride - 2 * padding + kernel
            assert painted == size
            sizes.append(size)
    assert sizes == [7, 14, 28]


def test_kernel_4_stride_2_padding_1_doubles_every_size():
    sizes = np.arange(1, 65)
    painted = [len(transposed(np.ones(n), np.ones(4), 2, 1)) for n in sizes]
    np.testing.assert_array_equal(painted, 2 * sizes)


def test_a_kernel_of_8_and_one_more_doubling_reach_64():
    size = len(transposed(np.ones(1), np.ones(8), 1, 0))
    for _ in range(3):
        size = len(transposed(np.ones(size), np.ones(4), 2, 1))
    assert size == 64


def test_the_generator_has_1_781_505_parameters():
    total = 0
    for name, numbers, bias in layers(PROGRAM):
        if name == "ConvTranspose2d":
            before, after, kernel = numbers[:3]
            total += before * after * kernel**2 + after * bias
        elif name == "BatchNorm2d":
            total += 2 * numbers[0]
    assert total == 1_781_505


def test_at_equilibrium_the_losses_are_2_ln_2_and_ln_2():
    half = np.full(1000, 0.5)
    loss_d = -np.log(half).mean() - np.log(1 - half).mean()
    loss_g = -np.log(half).mean()
    assert loss_d == pytest.approx(1.386, abs=5e-4)
    assert loss_g == pytest.approx(0.693, abs=5e-4)


def test_at_d_of_one_thousandth_the_two_generator_losses_differ_by_a_factor_of_999():
    logit = np.log(0.001 / 0.999)
    assert sigmoid(logit) == pytest.approx(0.001)
    saturating = slope(lambda a: np.log(1 - sigmoid(a)), logit)
    not_saturating = slope(lambda a: -np.log(sigmoid(a)), logit)
    assert abs(saturating) == pytest.approx(0.001, rel=1e-4)
    assert abs(not_saturating) == pytest.approx(0.999, rel=1e-4)


def test_the_best_discriminator_makes_the_game_a_jensen_shannon_divergence():
    data, fake = np.array([0.5, 0.3, 0.2, 0.0]), np.array([0.1, 0.2, 0.3, 0.4])
    grid = np.linspace(1e-6, 1 - 1e-6, 100_001)
    losses = -data[:, None] * np.log(grid) - fake[:, None] * np.log(1 - grid)
    best = data / (data + fake)
    np.testing.assert_allclose(grid[losses.argmin(axis=1)], best, atol=2e-5)

    middle = (data + fake) / 2
    kl = [np.sum(p[p > 0] * np.log(p[p > 0] / middle[p > 0])) for p in (data, fake)]
    divergence = sum(kl) / 2
    assert -losses.min(axis=1).sum() == pytest.approx(2 * divergence - np.log(4), abs=1e-4)


def test_minimising_the_mean_of_d_fake_trains_the_generator_to_be_caught():
    logit = -1.0
    step = -0.1 * slope(sigmoid, logit)
    assert sigmoid(logit + step) < sigmoid(logit)
    wanted = -0.1 * slope(lambda a: -np.log(sigmoid(a)), logit)
    assert sigmoid(logit + wanted) > sigmoid(logit)


def test_without_the_logs_the_d_loss_is_the_critic_of_wgan_less_one():
    real, fake = np.array([0.9, 0.4, 2.0]), np.array([0.2, -1.0, 0.7])
    heard = -real.mean() - (1 - fake).mean()
    critic = fake.mean() - real.mean()
    assert heard == pytest.approx(critic - 1)


def test_the_loss_of_d_also_has_a_gradient_in_g_which_would_train_g_to_be_caught():
    rng = np.random.default_rng(0)
    g, d = rng.normal(size=(2, 3)), rng.normal(size=2)
    z, x = rng.normal(size=(64, 3)), rng.normal(size=(64, 2))

    def loss_d(g):
        return -np.log(sigmoid(x @ d)).mean() - np.log(1 - sigmoid(z @ g.T @ d)).mean()

    gradient = np.empty_like(g)
    for place in np.ndindex(*g.shape):
        bump = np.zeros_like(g)
        bump[place] = 1e-6
        gradient[place] = (loss_d(g + bump) - loss_d(g - bump)) / 2e-6
    by_hand = np.outer(d, (z * sigmoid(z @ g.T @ d)[:, None]).mean(axis=0))
    np.testing.assert_allclose(gradient, by_hand, atol=1e-8)
    assert np.abs(gradient).max() > 0.1

    fooled_before = sigmoid(z @ g.T @ d).mean()
    fooled_after = sigmoid(z @ (g - 0.1 * gradient).T @ d).mean()
    assert fooled_after < fooled_before


def test_kernel_3_stride_2_paints_unevenly_and_kernel_4_evenly():
    uneven = transposed(np.ones(8), np.ones(3), 2, 0)[2:-2]
    even = transposed(np.ones(8), np.ones(4), 2, 0)[2:-2]
    assert uneven.tolist() == [2, 1] * 6 + [2]
    assert even.tolist() == [2] * 14


def test_smoothing_both_labels_puts_the_fakes_into_the_numerator():
    data, fake, alpha, beta = 0.02, 0.6, 0.9, 0.1
    grid = np.linspace(1e-6, 1 - 1e-6, 1_000_001)

    def best(alpha, beta):
        real = alpha * np.log(grid) + (1 - alpha) * np.log(1 - grid)
        false = beta * np.log(grid) + (1 - beta) * np.log(1 - grid)
        return grid[(data * real + fake * false).argmax()]

    both, one = alpha * data + beta * fake, alpha * data
    assert best(alpha, beta) == pytest.approx(both / (data + fake), abs=1e-5)
    assert best(alpha, 0) == pytest.approx(one / (data + fake), abs=1e-5)
