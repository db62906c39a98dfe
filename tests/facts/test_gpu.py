"""What the GPU cards state and NumPy can compute."""

import numpy as np
import pytest


def product_operations(rows, inner, columns):
    """A matrix product: one multiplication and one addition for each term of each element."""
    return 2 * rows * inner * columns


def steps_of(loading, computing, prefetch, steps=2000):
    """Time per step and the share of it that the GPU computes, for one loader and one GPU."""
    ready = done = busy = 0.0
    for _ in range(steps):
        start = ready if prefetch else max(ready, done)
        ready = start + loading
        done = max(ready, done) + computing
        busy += computing
    return done / steps, busy / done


def logistic_gradient(w, x, y):
    """Gradient of the mean logistic loss."""
    return x.T @ (1 / (1 + np.exp(-x @ w)) - y) / len(y)


def resnet50():
    """Convolutions (in, out, kernel, output size) of ResNet-50 at 224x224, stride in the 3x3."""
    convolutions = [(3, 64, 7, 112)]
    channels, size = 64, 56
    for stage, (width, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)]):
        for block in range(blocks):
            smaller = size // 2 if stage and not block else size
            convolutions += [
                (channels, width, 1, size),
                (width, width, 3, smaller),
                (width, 4 * width, 1, smaller),
            ]
            if not block:
                convolutions.append((channels, 4 * width, 1, smaller))
            channels, size = 4 * width, smaller
    return convolutions


@pytest.mark.parametrize("n", [6, 512, 4096])
def test_a_float32_matrix_product_does_n_sixths_operations_per_byte(n):
    operations = product_operations(n, n, n)
    moved = 3 * n * n * np.dtype(np.float32).itemsize
    assert operations == 2 * n**3
    assert operations / moved == pytest.approx(n / 6)


def test_a_float32_relu_moves_8_bytes_per_operation():
    x = np.ones(1000, dtype=np.float32)
    assert (x.nbytes + np.maximum(x, 0).nbytes) / x.size == 8


def test_a_training_step_of_the_small_mlp_is_about_13_million_operations():
    batch, inputs, hidden, classes = 32, 784, 128, 10
    forward = [(batch, inputs, hidden), (batch, hidden, classes)]
    weights = [(inputs, batch, hidden), (hidden, batch, classes)]
    down = [(batch, classes, hidden)]  # no gradient is needed for the pixels
    total = sum(product_operations(*shape) for shape in forward + weights + down)
    assert total == 13_090_816


def test_loading_30_and_computing_70_in_turns_keep_the_gpu_busy_70_percent():
    step, busy = steps_of(30, 70, prefetch=False)
    assert step == pytest.approx(100)
    assert busy == pytest.approx(0.70)


def test_overlapped_loading_takes_70_a_step_which_is_1_43_times_faster():
    step, busy = steps_of(30, 70, prefetch=True)
    assert step == pytest.approx(70, abs=0.1)
    assert busy > 0.999
    assert 100 / step == pytest.approx(1.43, abs=0.005)


def test_the_mean_of_the_gradients_of_two_equal_halves_is_that_of_the_whole_batch():
    rng = np.random.default_rng(0)
    w, x, y = rng.normal(size=5), rng.normal(size=(128, 5)), rng.integers(0, 2, 128)
    halves = [logistic_gradient(w, x[half], y[half]) for half in np.split(np.arange(128), 2)]
    np.testing.assert_allclose(np.mean(halves, axis=0), logistic_gradient(w, x, y), rtol=1e-12)


def test_unequal_shards_averaged_without_weights_give_another_gradient():
    rng = np.random.default_rng(0)
    w, x, y = rng.normal(size=5), rng.normal(size=(64, 5)), rng.integers(0, 2, 64)
    shards = [logistic_gradient(w, x[part], y[part]) for part in (slice(48), slice(48, 64))]
    whole = logistic_gradient(w, x, y)
    assert np.abs(np.mean(shards, axis=0) - whole).max() > 0.01
    np.testing.assert_allclose(np.average(shards, axis=0, weights=[48, 16]), whole, rtol=1e-12)


def test_one_layers_output_takes_411_mb_its_input_images_19_and_its_weights_0_15():
    four = np.dtype(np.float32).itemsize
    assert 64 * 224**2 * 32 * four / 1e6 == pytest.approx(411, abs=0.5)
    assert 3 * 224**2 * 32 * four / 1e6 == pytest.approx(19, abs=0.5)
    parameters = 64 * 64 * 3 * 3 + 64
    assert parameters == 36_928
    assert parameters * four / 1e6 == pytest.approx(0.15, abs=0.005)


def test_adam_in_float32_takes_16_bytes_a_parameter_and_momentum_12():
    weight = gradient = first = second = np.dtype(np.float32).itemsize
    adam = weight + gradient + first + second
    assert adam == 16
    assert weight + gradient + first == 12
    assert 7e9 * adam / 1e9 == 112
    assert 25.6e6 * adam / 1e9 == pytest.approx(0.41, abs=0.005)


def test_mixed_precision_with_a_float32_copy_takes_16_bytes_too():
    half, single = np.dtype(np.float16).itemsize, np.dtype(np.float32).itemsize
    assert half + half + 3 * single == 16


def test_resnet50_has_25_6_million_parameters_and_11_1_million_convolution_outputs():
    convolutions = resnet50()
    weights = sum(before * after * k * k for before, after, k, _ in convolutions)
    norms = sum(2 * after for _, after, _, _ in convolutions)
    outputs = sum(after * size * size for _, after, _, size in convolutions)
    assert weights + norms + 2048 * 1000 + 1000 == 25_557_032
    assert outputs == 11_113_984
    assert outputs * 4 / 1e6 == pytest.approx(44, abs=0.5)
    assert outputs * 4 * 32 / 1e9 == pytest.approx(1.4, abs=0.05)


def test_halving_the_batch_saves_a_tenth_where_activations_are_a_fifth():
    activations = np.linspace(0, 1, 101)
    saved = 1 - ((1 - activations) + activations / 2)
    assert activations[np.isclose(saved, 0.10)] == pytest.approx([0.20])
