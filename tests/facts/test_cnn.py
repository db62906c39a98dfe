"""The shapes, counts and identities that the cards on convolutional networks give."""

import itertools

import numpy as np
import pytest


def convolve(image, kernels, bias, padding=0, stride=1, dilation=1):
    """What the frameworks compute: image is (C, H, W), kernels (C_out, C, k, k), bias (C_out,)."""
    size = (kernels.shape[-1] - 1) * dilation + 1
    padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    rows = range(0, padded.shape[1] - size + 1, stride)
    columns = range(0, padded.shape[2] - size + 1, stride)
    out = np.empty((len(kernels), len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            window = padded[:, row : row + size : dilation, column : column + size : dilation]
            out[:, i, j] = np.tensordot(kernels, window, axes=3) + bias
    return out


def pool(image, reduce=np.max):
    channels, height, width = image.shape
    windows = image.reshape(channels, height // 2, 2, width // 2, 2)
    return reduce(windows, axis=(2, 4))


def relu(x):
    return np.maximum(x, 0)


def test_the_output_side_is_the_number_of_kernel_positions():
    for n, k, p, s in itertools.product(range(5, 13), range(1, 6), range(3), range(1, 4)):
        out = convolve(np.zeros((1, n, n)), np.zeros((1, 1, k, k)), np.zeros(1), p, s)
        assert out.shape == (1, (n + 2 * p - k) // s + 1, (n + 2 * p - k) // s + 1)


def test_the_formula_of_the_answer_is_the_sum_over_all_input_channels():
    rng = np.random.default_rng(0)
    x, w, b = rng.normal(size=(2, 6, 6)), rng.normal(size=(3, 2, 3, 3)), rng.normal(size=3)
    p, s = 1, 2
    padded = np.pad(x, ((0, 0), (p, p), (p, p)))
    y = convolve(x, w, b, padding=p, stride=s)
    for o, i, j in np.ndindex(y.shape):
        total = b[o]
        for c, u, v in np.ndindex(w.shape[1:]):
            total += w[o, c, u, v] * padded[c, s * i + u, s * j + v]
        assert y[o, i, j] == pytest.approx(total)


def reach(layers: int) -> int:
    """How many inputs the middle output of so many 3x3 layers of stride 1 depends on, per axis."""
    seen = {0}
    for _ in range(layers):
        seen = {position + step for position in seen for step in (-1, 0, 1)}
    return len(seen)


def test_two_layers_see_5_three_see_7_and_112_are_needed_for_224():
    assert [reach(layers) for layers in (1, 2, 3)] == [3, 5, 7]
    assert reach(111) == 223
    assert reach(112) == 225


def circular(signal, kernel):
    return sum(weight * np.roll(signal, -step) for step, weight in enumerate(kernel))


def test_convolution_moves_with_its_input_and_does_not_stay_the_same():
    rng = np.random.default_rng(1)
    signal, kernel = rng.normal(size=12), rng.normal(size=3)
    moved = circular(np.roll(signal, 3), kernel)
    np.testing.assert_allclose(moved, np.roll(circular(signal, kernel), 3))
    assert not np.allclose(moved, circular(signal, kernel))


def test_with_stride_2_a_shift_by_one_gives_new_values():
    rng = np.random.default_rng(2)
    signal, kernel = rng.normal(size=12), rng.normal(size=3)
    before = circular(signal, kernel)[::2]
    after = circular(np.roll(signal, 1), kernel)[::2]
    assert not any(np.allclose(after, np.roll(before, shift)) for shift in range(6))


def test_one_filter_on_rgb_has_27_weights_and_gives_one_map():
    kernels = np.zeros((1, 3, 3, 3))
    assert kernels.size == 27
    assert convolve(np.zeros((3, 8, 8)), kernels, np.zeros(1), padding=1).shape == (1, 8, 8)


def conv_cost():
    """Parameters and multiply-adds of the 3x3 convolution 3x32x32 -> 16x32x32."""
    kernels, bias = np.zeros((16, 3, 3, 3)), np.zeros(16)
    out = convolve(np.zeros((3, 32, 32)), kernels, bias, padding=1)
    assert out.shape == (16, 32, 32)
    return kernels.size + bias.size, out.size * kernels[0].size


def test_the_convolution_has_448_parameters_and_442368_multiply_adds():
    assert conv_cost() == (448, 442_368)


def test_the_fully_connected_layer_has_50348032_parameters():
    inputs, outputs = 3 * 32 * 32, 16 * 32 * 32
    multiply_adds = inputs * outputs
    parameters = multiply_adds + outputs
    assert (inputs, outputs) == (3_072, 16_384)
    assert (parameters, multiply_adds) == (50_348_032, 50_331_648)


def test_that_is_112000_times_the_parameters_and_114_times_the_arithmetic():
    parameters, multiply_adds = conv_cost()
    assert round(50_348_032 / parameters, -3) == 112_000
    assert round(50_331_648 / multiply_adds) == 114


def train_mlp(images, labels, first, second, steps=50):
    """Losses of plain gradient descent on a small ReLU network with squared error."""
    losses = []
    for _ in range(steps):
        hidden = relu(images @ first)
        error = hidden @ second - labels
        losses.append(np.mean(error**2))
        back = (error @ second.T) * (hidden > 0)
        second = second - 0.05 * hidden.T @ error / len(images)
        first = first - 0.05 * images.T @ back / len(images)
    return losses


def test_an_mlp_does_not_care_about_a_fixed_shuffling_of_the_pixels():
    rng = np.random.default_rng(3)
    images, labels = rng.normal(size=(40, 16)), rng.normal(size=(40, 2))
    first, second = rng.normal(size=(16, 8)) / 4, rng.normal(size=(8, 2)) / 3
    order = rng.permutation(16)
    plain = train_mlp(images, labels, first, second)
    shuffled = train_mlp(images[:, order], labels, first[order], second)
    np.testing.assert_allclose(shuffled, plain, rtol=1e-9)
    assert plain[-1] < plain[0] / 1.5


def given_cnn(side=32, groups=1, flatten=True):
    """The parameter counts of the CNN in the figure, layer by layer, from its arrays."""
    first = np.zeros((16, 3, 3, 3)).size + 16
    second = np.zeros((32, 16 // groups, 3, 3)).size + 32
    maps = convolve(np.zeros((3, side, side)), np.zeros((16, 3, 3, 3)), np.zeros(16), padding=1)
    maps = convolve(pool(maps), np.zeros((32, 16, 3, 3)), np.zeros(32), padding=1)
    features = pool(maps)
    inputs = features.size if flatten else features.shape[0]
    return first, second, inputs * 10 + 10


def test_the_given_cnn_has_25578_parameters():
    assert given_cnn() == (448, 4_640, 20_490)
    assert sum(given_cnn()) == 25_578
    assert sum(given_cnn()) - 16 - 32 - 10 == 25_520


def test_the_linear_layer_holds_80_percent_of_them():
    share = given_cnn()[2] / sum(given_cnn())
    assert share == pytest.approx(0.801, abs=5e-4)


def test_global_average_pooling_leaves_5418():
    assert given_cnn(flatten=False)[2] == 330
    assert sum(given_cnn(flatten=False)) == 5_418


def test_a_64_by_64_input_changes_only_the_linear_layer():
    assert given_cnn(side=64) == (448, 4_640, 81_930)
    assert sum(given_cnn(side=64)) == 87_018


def test_sixteen_groups_leave_the_second_convolution_320():
    assert given_cnn(groups=16)[1] == (16 // 16 * 9 + 1) * 32 == 320


def matrix_of(layer, shape):
    """The matrix of a linear map, column by column from the unit vectors."""
    units = np.eye(int(np.prod(shape)))
    return np.stack([layer(unit.reshape(shape)).ravel() for unit in units], axis=1)


def test_a_convolution_is_a_matrix_product():
    rng = np.random.default_rng(4)
    kernels, bias = rng.normal(size=(4, 3, 3, 3)), rng.normal(size=4)
    matrix = matrix_of(lambda x: convolve(x, kernels, np.zeros(4), padding=1), (3, 6, 6))
    image = rng.normal(size=(3, 6, 6))
    expected = convolve(image, kernels, bias, padding=1).ravel()
    np.testing.assert_allclose(matrix @ image.ravel() + np.repeat(bias, 36), expected, atol=1e-12)


def test_the_matrix_has_the_promised_share_of_non_zeros():
    # The rule is counted on small sides with all weights 1; the card's numbers are for side 32.
    for side in (4, 5, 6):
        matrix = matrix_of(
            lambda x: convolve(x, np.ones((2, 3, 3, 3)), np.zeros(2), padding=1), (3, side, side)
        )
        assert np.count_nonzero(matrix) == (3 * side - 2) ** 2 * 3 * 2
    entries, non_zeros = 16_384 * 3_072, (3 * 32 - 2) ** 2 * 3 * 16
    assert entries == 50_331_648
    assert non_zeros == 424_128
    assert non_zeros / entries == pytest.approx(0.0084, abs=5e-5)
    assert np.zeros((16, 3, 3, 3)).size == 432


def test_the_drawn_matrix_of_a_3_tap_filter_on_5_inputs():
    taps = np.array([2.0, 3.0, 5.0])
    matrix = matrix_of(lambda x: np.array([np.pad(x, 1)[i : i + 3] @ taps for i in range(5)]), (5,))
    a, b, c = taps
    drawn = [[b, c, 0, 0, 0], [a, b, c, 0, 0], [0, a, b, c, 0], [0, 0, a, b, c], [0, 0, 0, a, b]]
    np.testing.assert_array_equal(matrix, drawn)


def test_a_maximum_is_made_of_relus():
    a, b = np.random.default_rng(5).normal(size=(2, 1_000))
    np.testing.assert_allclose(np.maximum(a, b), relu(a - b) + b, atol=1e-12)
    b = np.abs(b)
    np.testing.assert_allclose(np.maximum(a, b), relu(a - b) + relu(b), atol=1e-12)


def test_the_given_kind_of_cnn_is_an_mlp_with_six_hidden_layers():
    rng = np.random.default_rng(6)
    kernels = [rng.normal(size=(2, 1, 3, 3)), rng.normal(size=(3, 2, 3, 3))]
    biases, shapes = [rng.normal(size=2), rng.normal(size=3)], [(1, 8, 8), (2, 4, 4)]
    last, last_bias = rng.normal(size=(10, 12)), rng.normal(size=10)

    # Between two ReLUs of the MLP there is one matrix: products of the ones below.
    matrices, offsets = [], []
    readout = np.eye(64)  # from the newest hidden layer back to the values it stands for
    for kernel, bias, shape in zip(kernels, biases, shapes, strict=True):
        channels, side = len(bias), shape[1]
        linear = matrix_of(
            lambda x, k=kernel, c=channels: convolve(x, k, np.zeros(c), padding=1), shape
        )
        matrices.append(linear @ readout)
        offsets.append(np.repeat(bias, side * side))
        index = np.arange(channels * side * side).reshape(channels, side, side)
        pairs = [(index[:, :, 0::2].ravel(), index[:, :, 1::2].ravel())]
        half = np.arange(pairs[0][0].size).reshape(channels, side, side // 2)
        pairs.append((half[:, 0::2].ravel(), half[:, 1::2].ravel()))
        readout = np.eye(index.size)
        for a, b in pairs:  # first across, then down: max(a, b) = relu(a - b) + relu(b)
            unit = np.eye(readout.shape[0])
            matrices.append(np.concatenate([unit[a] - unit[b], unit[b]]) @ readout)
            offsets.append(np.zeros(2 * len(a)))
            readout = np.concatenate([np.eye(len(a)), np.eye(len(a))], axis=1)
    assert len(matrices) == 6

    for _ in range(20):
        image = rng.normal(size=(1, 8, 8))
        maps = image
        for kernel, bias in zip(kernels, biases, strict=True):
            maps = pool(relu(convolve(maps, kernel, bias, padding=1)))
        hidden = image.ravel()
        for matrix, offset in zip(matrices, offsets, strict=True):
            hidden = relu(matrix @ hidden + offset)
        np.testing.assert_allclose(
            last @ (readout @ hidden) + last_bias, last @ maps.ravel() + last_bias, atol=1e-9
        )


def test_one_free_step_of_sgd_breaks_the_sharing_and_fills_the_zeros():
    rng = np.random.default_rng(7)
    kernels = rng.normal(size=(1, 1, 3, 3))
    matrix = matrix_of(lambda x: convolve(x, kernels, np.zeros(1), padding=1), (1, 5, 5))
    image, target = rng.normal(size=25), rng.normal(size=25)
    gradient = np.outer(matrix @ image - target, image)
    stepped = matrix - 0.1 * gradient
    shared = matrix == kernels[0, 0, 1, 1]
    assert len(np.unique(matrix[shared])) == 1
    assert len(np.unique(stepped[shared])) == 25
    assert np.all(stepped[matrix == 0] != 0)


def test_with_tied_weights_and_frozen_zeros_the_step_is_that_of_the_convolution():
    rng = np.random.default_rng(8)
    kernel, image, target = rng.normal(size=9), rng.normal(size=(1, 5, 5)), rng.normal(size=25)
    basis = [
        matrix_of(lambda x, u=u: convolve(x, u.reshape(1, 1, 3, 3), 0.0, padding=1), (1, 5, 5))
        for u in np.eye(9)
    ]
    matrix = sum(weight * base for weight, base in zip(kernel, basis, strict=True))
    free = np.outer(matrix @ image.ravel() - target, image.ravel())
    tied = np.array([np.sum(free * base) for base in basis])

    def loss(weights):
        out = convolve(image, weights.reshape(1, 1, 3, 3), 0.0, padding=1).ravel()
        return np.sum((out - target) ** 2) / 2

    numeric = [(loss(kernel + 1e-5 * u) - loss(kernel - 1e-5 * u)) / 2e-5 for u in np.eye(9)]
    np.testing.assert_allclose(tied, numeric, rtol=1e-6, atol=1e-8)


def test_a_fully_connected_layer_is_a_convolution_as_large_as_its_input():
    rng = np.random.default_rng(9)
    weights, image = rng.normal(size=(10, 3, 4, 4)), rng.normal(size=(3, 4, 4))
    out = convolve(image, weights, np.zeros(10))
    assert out.shape == (10, 1, 1)
    np.testing.assert_allclose(out.ravel(), weights.reshape(10, -1) @ image.ravel())


def test_average_pooling_cannot_tell_9000_from_2223_but_max_can():
    one, many = np.array([9, 0, 0, 0]), np.array([2, 2, 2, 3])
    assert one.mean() == many.mean() == 2.25
    assert (one.max(), many.max()) == (9, 3)


def test_inside_a_window_the_average_is_as_invariant_as_the_maximum():
    for order in itertools.permutations([9.0, 1.0, 0.0, 4.0]):
        assert np.mean(order) == 3.5
        assert np.max(order) == 9
    row = np.array([[0.0, 9.0, 0.0, 0.0]])
    moved = np.roll(row, 1)  # out of the first window of two into the second
    for reduce in (np.max, np.mean):
        before, after = (reduce(x.reshape(2, 2), axis=1) for x in (row, moved))
        assert not np.array_equal(before, after)


def test_max_sends_the_gradient_to_one_place_and_average_to_all():
    window = np.array([[1.0, 5.0], [2.0, 3.0]])
    for reduce, expected in ((np.max, [0, 1, 0, 0]), (np.mean, [1 / 4] * 4)):
        gradient = [
            (reduce(window.ravel() + 1e-6 * u) - reduce(window.ravel() - 1e-6 * u)) / 2e-6
            for u in np.eye(4)
        ]
        np.testing.assert_allclose(gradient, expected, atol=1e-8)


def slide(signal, kernel, dilation=1, left=0):
    """A 1D convolution with zeros on the left only: signal is (C, T), kernel (C_out, C, k)."""
    padded = np.pad(signal, ((0, 0), (left, 0)))
    taps = kernel.shape[2]
    steps = padded.shape[1] - (taps - 1) * dilation
    views = [padded[:, tap * dilation : tap * dilation + steps] for tap in range(taps)]
    return np.einsum("oct,cts->os", kernel, np.stack(views, axis=1))


def test_the_text_convolution_has_90100_parameters():
    assert np.zeros((100, 300, 3)).size + 100 == 90_100


def test_ten_dilated_layers_see_1024_steps():
    assert 1 + sum((2 - 1) * 2**layer for layer in range(10)) == 1_024
    signal = np.zeros((1, 1_200))
    signal[0, 0] = 1.0
    for layer in range(10):
        signal = slide(signal, np.ones((1, 1, 2)), 2**layer, left=2**layer)
    assert np.flatnonzero(signal[0]).tolist() == list(range(1_024))


def test_left_padding_of_8_hides_the_future_for_kernel_3_and_dilation_4():
    rng = np.random.default_rng(10)
    kernel, signal = rng.normal(size=(2, 3, 3)), rng.normal(size=(3, 30))
    out = slide(signal, kernel, dilation=4, left=8)
    assert out.shape == (2, 30)
    assert slide(signal, kernel, dilation=4, left=7).shape == (2, 29)
    changed = signal.copy()
    changed[:, 20:] += 1
    after = slide(changed, kernel, dilation=4, left=8)
    np.testing.assert_array_equal(after[:, :20], out[:, :20])
    assert np.all(after[:, 20] != out[:, 20])


def test_same_padding_looks_into_the_future():
    kernel, signal = np.ones(3), np.arange(10.0)
    same = np.convolve(signal, kernel, mode="same")
    assert same[4] == signal[3] + signal[4] + signal[5]
    wide = np.convolve(signal, [1, 0, 0, 0, 1, 0, 0, 0, 1], mode="same")  # kernel 3, dilation 4
    assert wide[4] == signal[0] + signal[4] + signal[8]


def test_a_2d_kernel_over_the_whole_embedding_is_a_1d_convolution():
    rng = np.random.default_rng(11)
    words, kernel = rng.normal(size=(7, 5)), rng.normal(size=(3, 5))  # words x dimensions
    two_d = [np.sum(words[t : t + 3] * kernel) for t in range(5)]
    np.testing.assert_allclose(two_d, slide(words.T, kernel.T[None])[0])


def test_shuffling_the_embedding_dimensions_is_nothing_to_a_1d_convolution():
    rng = np.random.default_rng(12)
    words, kernel, order = rng.normal(size=(5, 7)), rng.normal(size=(2, 5, 3)), [3, 0, 4, 1, 2]
    shuffled = slide(words[order], kernel[:, order])
    np.testing.assert_allclose(shuffled, slide(words, kernel))
