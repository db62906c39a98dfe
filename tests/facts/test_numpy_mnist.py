"""The facts on the cards about MNIST in NumPy: the programs beside this file run, and count."""

import ast
import gzip
import importlib.util
import io
import runpy
import sys
import tokenize
import tomllib
from pathlib import Path

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

HERE = Path(__file__).parent
CARDS = HERE.parents[1] / "questions/packs/deep-learning/cards/10-numpy-mnist.toml"


def program(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


layers = program("numpy_mnist_layers")
conv = program("numpy_conv")


def printed_code(key, language):
    cards = {card["key"]: card for card in tomllib.loads(CARDS.read_text())["questions"]}
    _, code, _ = cards[key]["answer"][language].split("```")
    return code.removeprefix("python\n")


def code_lines(text, *names):
    """Lines of code without blank lines, comments and docstrings; within a class or function."""
    tree = ast.parse(text)
    nodes = [
        n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
    ]
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in silent and token.string:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in nodes:
        if ast.get_docstring(node) is not None:
            lines -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    node = tree
    for name in names:
        node = next(n for n in node.body if getattr(n, "name", None) == name)
    return len([n for n in lines if not names or node.lineno <= n <= node.end_lineno])


def source(name):
    return (HERE / f"{name}.py").read_text()


def ten_classes(n, seed):
    """28 x 28 images in bytes: ten blurred shapes, shifted by up to two pixels, with noise."""
    shapes = np.random.default_rng(7).random((10, 7, 7)).repeat(4, 1).repeat(4, 2)
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 10, n).astype(np.uint8)
    shifts = rng.integers(-2, 3, (n, 2))
    x = np.stack([np.roll(shapes[c], s, (0, 1)) for c, s in zip(y, shifts, strict=True)])
    x = np.clip(0.7 * x + 0.3 * rng.random(x.shape), 0, 1)
    return (255 * x).astype(np.uint8), y


def numeric_gradient(loss, w, eps=1e-6):
    """Central differences; w is changed in place and put back."""
    grad = np.zeros_like(w)
    for i in range(w.size):
        old = w.flat[i]
        w.flat[i] = old + eps
        up = loss()
        w.flat[i] = old - eps
        grad.flat[i] = (up - loss()) / (2 * eps)
        w.flat[i] = old
    return grad


def relative_error(a, b):
    return np.abs(a - b).max() / (np.abs(a) + np.abs(b)).max()


def small_network(rng, inputs=6, hidden=5, classes=4, n=8):
    x, y = rng.normal(size=(n, inputs)), rng.integers(0, classes, n)
    w1, b1 = rng.normal(size=(inputs, hidden)), rng.normal(size=hidden)
    w2, b2 = rng.normal(size=(hidden, classes)), rng.normal(size=classes)

    def loss():
        z = np.maximum(0, x @ w1 + b1) @ w2 + b2
        return (np.log(np.exp(z).sum(1)) - z[np.arange(n), y]).mean()

    return x, y, w1, b1, w2, b2, loss


# How many lines


def test_a_script_of_24_lines_reads_trains_and_gets_over_95_percent(tmp_path, monkeypatch, capsys):
    assert code_lines(source("numpy_mnist")) == 24
    (x_train, y_train), (x_test, y_test) = ten_classes(2_000, 1), ten_classes(500, 2)
    np.savez(tmp_path / "mnist.npz", x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    monkeypatch.setattr(sys, "argv", ["numpy_mnist.py", str(tmp_path / "mnist.npz")])
    runpy.run_path(str(HERE / "numpy_mnist.py"))
    assert float(capsys.readouterr().out.split()[-1]) > 0.95


def test_a_program_of_97_lines_has_layers_momentum_a_reader_and_a_gradient_check(
    tmp_path, monkeypatch, capsys
):
    assert code_lines(source("numpy_mnist_layers")) == 97
    for name, (x, y) in (("train", ten_classes(1_000, 1)), ("t10k", ten_classes(500, 2))):
        for kind, array, head in (("images", x, "idx3"), ("labels", y, "idx1")):
            magic = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">i4").tobytes()
            with gzip.open(tmp_path / f"{name}-{kind}-{head}-ubyte.gz", "wb", 1) as file:
                file.write(magic + array.tobytes())
    monkeypatch.setattr(sys, "argv", ["numpy_mnist_layers.py", str(tmp_path)])
    runpy.run_path(str(HERE / "numpy_mnist_layers.py"), run_name="__main__")
    check, accuracy = (float(line.split()[-1]) for line in capsys.readouterr().out.splitlines())
    assert check < 1e-6
    assert accuracy > 0.95


def test_the_network_has_101770_parameters():
    rng = np.random.default_rng(0)
    network = [layers.Affine(rng, 784, 128), layers.Affine(rng, 128, 10)]
    assert sum(p.size for layer in network for p in layer.params) == 101_770
    assert 784 * 128 + 128 + 128 * 10 + 10 == 101_770


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_update_printed_on_the_card_follows_the_numerical_gradients(language):
    x, y, w1, b1, w2, b2, loss = small_network(np.random.default_rng(0))
    before = [w.copy() for w in (w1, b1, w2, b2)]
    numeric = [numeric_gradient(loss, w) for w in (w1, b1, w2, b2)]
    names = {"np": np, "x": x, "y": y, "w1": w1, "b1": b1, "w2": w2, "b2": b2, "lr": 0.1}
    exec(printed_code("numpy-mnist", language), names)
    for old, new, grad in zip(before, (w1, b1, w2, b2), numeric, strict=True):
        assert relative_error((old - new) / 0.1, grad) < 1e-6


def test_the_update_printed_on_the_card_stands_in_the_script_too():
    printed = [
        line.split("#")[0].strip() for line in printed_code("numpy-mnist", "ko").splitlines()
    ]
    script = [line.strip() for line in source("numpy_mnist").splitlines()]
    assert set(printed) <= set(script)


# Until it works


def first_loss(x, y):
    rng = np.random.default_rng(0)
    network = layers.Network(
        [layers.Affine(rng, 784, 128), layers.ReLU(), layers.Affine(rng, 128, 10)]
    )
    return network.loss(x, y)


def test_with_tiny_weights_the_first_loss_of_ten_classes_is_2_303():
    rng = np.random.default_rng(0)
    network = layers.Network([layers.Affine(rng, 784, 10)])
    network.layers[0].w *= 1e-6
    assert network.loss(rng.random((50, 784)), rng.integers(0, 10, 50)) == pytest.approx(
        np.log(10), abs=1e-5
    )
    assert np.log(10) == pytest.approx(2.303, abs=5e-4)


def test_with_he_initialisation_the_first_loss_lies_between_2_3_and_3_5():
    rng = np.random.default_rng(1)
    y = rng.integers(0, 10, 2_000)
    digits = rng.random((2_000, 784)) * (rng.random((2_000, 784)) < 0.3)  # 0..1, mostly black
    assert 2.3 < first_loss(digits, y) < 2.6
    assert 2.6 < first_loss(rng.normal(size=(2_000, 784)), y) < 3.5  # mean 0, variance 1


def test_200_steps_on_20_images_with_random_labels_drive_the_loss_below_0_001():
    rng = np.random.default_rng(0)
    x, y = rng.random((20, 784)), rng.integers(0, 10, 20)
    network = layers.Network(
        [layers.Affine(rng, 784, 128), layers.ReLU(), layers.Affine(rng, 128, 10)]
    )
    optimizer = layers.Momentum(network, lr=0.05, mu=0.9)
    for _ in range(200):
        network.loss(x, y)
        network.backward()
        optimizer.step()
    assert network.loss(x, y) < 0.001


def test_argmax_of_nan_is_0_so_a_network_of_nan_answers_0():
    assert np.argmax(np.full(10, np.nan)) == 0


def test_without_any_update_of_the_biases_the_accuracy_hardly_falls():
    (x, y), (xt, yt) = ten_classes(1_500, 1), ten_classes(500, 2)
    x, xt = x.reshape(-1, 784) / 255, xt.reshape(-1, 784) / 255

    def accuracy(with_biases):
        rng = np.random.default_rng(0)
        network = layers.Network(
            [layers.Affine(rng, 784, 128), layers.ReLU(), layers.Affine(rng, 128, 10)]
        )
        optimizer = layers.Momentum(network)
        for rows in np.split(rng.permutation(1_500), range(64, 1_500, 64)):
            network.loss(x[rows], y[rows])
            network.backward()
            for layer in network.layers[::2]:
                layer.grads[1] *= with_biases
            optimizer.step()
        return layers.accuracy(network, xt, yt)

    assert accuracy(with_biases=0) > accuracy(with_biases=1) - 0.02


# Backpropagation


def test_the_gradient_of_softmax_with_cross_entropy_is_p_minus_one_hot():
    rng = np.random.default_rng(0)
    z, y, head = rng.normal(size=(1, 10)), np.array([3]), layers.SoftmaxCrossEntropy()
    numeric = numeric_gradient(lambda: head.forward(z, y), z)
    head.forward(z, y)
    np.testing.assert_allclose(numeric, head.p - np.eye(10)[y], atol=1e-8)


def test_the_six_formulas_agree_with_numerical_gradients():
    x, y, w1, b1, w2, b2, loss = small_network(np.random.default_rng(1))
    numeric = [numeric_gradient(loss, w) for w in (w1, b1, w2, b2)]
    h = np.maximum(0, x @ w1 + b1)
    z = h @ w2 + b2
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    delta2 = (p - np.eye(4)[y]) / len(y)
    delta1 = (delta2 @ w2.T) * (h > 0)
    formulas = [x.T @ delta1, delta1.sum(0), h.T @ delta2, delta2.sum(0)]
    for formula, grad in zip(formulas, numeric, strict=True):
        assert relative_error(formula, grad) < 1e-6


def test_the_backward_pass_takes_14_lines_with_layer_classes():
    text = source("numpy_mnist_layers")
    names = ("Affine", "ReLU", "SoftmaxCrossEntropy", "Network")
    counts = [code_lines(text, name, "backward") for name in names]
    assert counts == [3, 2, 4, 5]
    assert sum(counts) == 14


def test_backward_costs_as_much_as_forward_here_and_twice_as_much_with_the_input_gradient():
    sizes = [(784, 128), (128, 10)]
    forward = sum(a * b for a, b in sizes)
    for_weights, for_inputs = forward, [a * b for a, b in sizes]
    assert forward == 101_632
    assert for_weights + sum(for_inputs[1:]) == 102_912
    assert for_weights + sum(for_inputs) == 2 * forward
    assert pytest.approx(12.3e9, abs=0.05e9) == 60_000 * (101_632 + 102_912)


def test_updating_w2_first_spoils_the_gradient_of_the_first_layer():
    x, y, w1, b1, w2, b2, loss = small_network(np.random.default_rng(2))
    numeric = numeric_gradient(loss, w1)
    h = np.maximum(0, x @ w1 + b1)
    z = h @ w2 + b2
    delta2 = (np.exp(z) / np.exp(z).sum(1, keepdims=True) - np.eye(4)[y]) / len(y)

    def error(lr):
        changed = w2 - lr * h.T @ delta2
        return relative_error(x.T @ ((delta2 @ changed.T) * (h > 0)), numeric)

    assert error(0) < 1e-6
    assert 1e-6 < error(0.01) < 0.02 < error(1.0)


def test_one_over_1e_40_overflows_in_float32():
    with np.errstate(over="ignore", divide="ignore"):
        assert np.isinf(np.float32(1) / np.float32(1e-40))


# From the MLP to a CNN


def convolution_by_loops(x, w, b):
    n, _, height, width = x.shape
    xp = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    out = np.zeros((n, len(w), height, width))
    for i in range(n):
        for f in range(len(w)):
            for row in range(height):
                for column in range(width):
                    patch = xp[i, :, row : row + 3, column : column + 3]
                    out[i, f, row, column] = (patch * w[f]).sum() + b[f]
    return out


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_convolution_printed_on_the_card_is_that_of_four_loops(language):
    rng = np.random.default_rng(0)
    x, w, b = rng.normal(size=(2, 3, 5, 6)), rng.normal(size=(4, 3, 3, 3)), rng.normal(size=4)
    names = {"sliding_window_view": sliding_window_view, "w": w, "b": b}
    names |= {"xp": np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), "k": 3}
    names |= dict(zip("NCHWF", (2, 3, 5, 6, 4), strict=True))
    exec(printed_code("numpy-mnist/to-cnn", language), names)
    out = names["out"].reshape(2, 5, 6, 4).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(out, convolution_by_loops(x, w, b), atol=1e-12)
    assert names["cols"].size == 9 * x.size


def test_im2col_gives_the_output_and_the_gradients_of_explicit_loops():
    rng = np.random.default_rng(0)
    layer, x = conv.Conv(rng, 3, 4), rng.normal(size=(2, 3, 5, 6))
    dout = rng.normal(size=(2, 4, 5, 6))
    out = layer.forward(x)
    np.testing.assert_allclose(out, convolution_by_loops(x, layer.w, layer.b), atol=1e-12)
    dx, dw, dxp = layer.backward(dout), np.zeros_like(layer.w), np.zeros((2, 3, 7, 8))
    xp = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    for i, f, row, column in np.ndindex(dout.shape):
        window = (i, slice(None), slice(row, row + 3), slice(column, column + 3))
        dw[f] += dout[i, f, row, column] * xp[window]
        dxp[window] += dout[i, f, row, column] * layer.w[f]
    np.testing.assert_allclose(layer.grads[0], dw, atol=1e-10)
    np.testing.assert_allclose(layer.grads[1], dout.sum((0, 2, 3)), atol=1e-10)
    np.testing.assert_allclose(dx, dxp[:, :, 1:-1, 1:-1], atol=1e-10)


def test_convolution_pooling_and_flattening_take_45_lines_17_of_them_backward():
    text = source("numpy_conv")
    names = ("Conv", "MaxPool", "Flatten")
    assert [code_lines(text, name) for name in names] == [25, 13, 7]
    assert [code_lines(text, name, "backward") for name in names] == [11, 4, 2]


def test_the_cnn_of_these_layers_passes_a_gradient_check():
    rng = np.random.default_rng(0)
    network = layers.Network(
        [
            conv.Conv(rng, 1, 2),
            layers.ReLU(),
            conv.MaxPool(),
            conv.Conv(rng, 2, 3),
            conv.MaxPool(),
            conv.Flatten(),
            layers.Affine(rng, 12, 4),
        ]
    )
    x, y = rng.normal(size=(3, 1, 8, 8)), np.array([0, 3, 1])
    assert layers.gradient_error(network, x, y, rng, samples=20) < 1e-6


def test_the_small_cnn_has_an_eleventh_of_the_parameters_and_2_9_times_the_multiply_adds():
    rng = np.random.default_rng(0)
    cnn = [conv.Conv(rng, 1, 8), conv.Conv(rng, 8, 16), layers.Affine(rng, 784, 10)]
    parameters = sum(p.size for layer in cnn for p in layer.params)
    products = [cnn[0].w.size * 28 * 28, cnn[1].w.size * 14 * 14, cnn[2].w.size]
    assert parameters == 9_098
    assert sum(products) == 290_080
    assert 101_770 / parameters == pytest.approx(11, abs=0.5)
    assert sum(products) / 101_632 == pytest.approx(2.9, abs=0.05)


def test_the_input_gradient_is_a_convolution_with_the_kernels_flipped():
    rng = np.random.default_rng(0)
    layer, x = conv.Conv(rng, 3, 4), rng.normal(size=(2, 3, 6, 6))
    dout = rng.normal(size=layer.forward(x).shape)
    flipped = layer.w.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1]
    expected = convolution_by_loops(dout, flipped, np.zeros(3))
    np.testing.assert_allclose(layer.backward(dout), expected, atol=1e-12)


def test_one_pixel_in_the_middle_changes_nine_outputs_of_a_3x3_convolution():
    rng = np.random.default_rng(0)
    layer, x = conv.Conv(rng, 1, 1), rng.normal(size=(1, 1, 7, 7))
    before = layer.forward(x)
    x[0, 0, 3, 3] += 1
    assert np.sum(~np.isclose(layer.forward(x), before)) == 9


def test_max_pooling_sends_the_gradient_to_the_largest_cell_only():
    pool = conv.MaxPool()
    assert pool.forward(np.array([[[[1.0, 4.0], [3.0, 2.0]]]])).item() == 4
    np.testing.assert_array_equal(pool.backward(np.full((1, 1, 1, 1), 5.0))[0, 0], [[0, 5], [0, 0]])
