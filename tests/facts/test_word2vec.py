"""The identities and numbers that the cards on word2vec give."""

import itertools

import numpy as np
import pytest


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def slopes(function, point, step=1e-6):
    units = np.eye(len(point))
    return np.array(
        [(function(point + step * u) - function(point - step * u)) / (2 * step) for u in units]
    )


def test_the_softmax_pulls_towards_the_seen_word_and_away_from_the_expected_one():
    rng = np.random.default_rng(0)
    outputs, centre, seen = rng.normal(size=(20, 5)), rng.normal(size=5), 7
    expected = softmax(outputs @ centre) @ outputs - outputs[seen]
    numeric = slopes(lambda v: -np.log(softmax(outputs @ v)[seen]), centre)
    np.testing.assert_allclose(numeric, expected, atol=1e-7)


def test_negative_sampling_needs_only_the_sampled_words():
    rng = np.random.default_rng(1)
    seen, fakes, centre = rng.normal(size=5), rng.normal(size=(5, 5)), rng.normal(size=5)

    def loss(v):
        return -np.log(sigmoid(seen @ v)) - np.log(sigmoid(-fakes @ v)).sum()

    expected = (sigmoid(seen @ centre) - 1) * seen + sigmoid(fakes @ centre) @ fakes
    np.testing.assert_allclose(slopes(loss, centre), expected, atol=1e-7)
    assert 1 + len(fakes) == 6


def pairs(sentence, window):
    """What skip-gram trains on: (centre, neighbour), without a word on the side."""
    words = sentence.split()
    return sorted(
        (words[i], words[j])
        for i, j in itertools.product(range(len(words)), repeat=2)
        if 0 < abs(i - j) <= window
    )


def test_skip_gram_does_not_see_left_from_right():
    assert pairs("dog bites man", 2) == pairs("man bites dog", 2)
    assert pairs("dog bites man", 1) == pairs("man bites dog", 1)


def test_one_hot_times_the_left_matrix_is_one_of_its_rows():
    left = np.random.default_rng(2).normal(size=(10, 4))
    for word in range(10):
        np.testing.assert_array_equal(np.eye(10)[word] @ left, left[word])


def test_with_10000_words_and_300_dimensions_each_matrix_has_three_million_numbers():
    left, right = np.empty((10_000, 300), np.float32), np.empty((300, 10_000), np.float32)
    assert left.size == right.size == 3_000_000


def test_equal_rows_predict_equal_contexts():
    rng = np.random.default_rng(3)
    left, right = rng.normal(size=(10, 4)), rng.normal(size=(4, 10))
    left[6] = left[2]
    np.testing.assert_array_equal(softmax(left[6] @ right), softmax(left[2] @ right))


def test_equal_predictions_need_equal_rows_when_the_right_side_spans_the_space():
    rng = np.random.default_rng(4)
    row, right = rng.normal(size=4), rng.normal(size=(4, 10))
    # The prediction fixes the differences of the logits, and these fix the row.
    log_p = np.log(softmax(row @ right))
    differences = (right - right[:, :1]).T
    assert np.linalg.matrix_rank(differences) == 4
    recovered = np.linalg.lstsq(differences, log_p - log_p[0], rcond=None)[0]
    np.testing.assert_allclose(recovered, row, atol=1e-9)


def test_in_cbow_the_left_rows_are_those_of_the_context_words():
    left = np.random.default_rng(5).normal(size=(10, 4))
    context = [1, 3, 4, 8]
    bag = np.eye(10)[context].mean(axis=0)
    np.testing.assert_allclose(bag @ left, left[context].mean(axis=0))


def test_the_optimum_of_negative_sampling_is_pmi_minus_log_k():
    both, word, context, total, k = 30, 40, 60, 1_000, 5
    x = np.linspace(-5, 5, 100_001)
    gain = both * np.log(sigmoid(x)) + k * word * context / total * np.log(sigmoid(-x))
    pmi = np.log(both * total / (word * context))
    assert x[np.argmax(gain)] == pytest.approx(pmi - np.log(k), abs=1e-4)
    assert pmi - np.log(k) == pytest.approx(np.log(2.5))
    assert pmi - np.log(k) == pytest.approx(0.916, abs=5e-4)


def test_with_one_shared_matrix_a_word_likes_itself_best():
    vectors = np.random.default_rng(6).normal(size=(50, 8))
    assert np.all(np.einsum("ij,ij->i", vectors, vectors) >= 0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for word in vectors:
        assert np.argmax(softmax(vectors @ word)) == np.argmax(np.all(vectors == word, axis=1))


CORPUS = [
    "the man walks home",
    "the woman walks home",
    "the man eats bread",
    "the woman eats bread",
    "the man drives the car",
    "the woman drives the car",
    "the car needs fuel",
    "the car has wheels",
]


def counts():
    """How often two words stand within four words of each other in the corpus."""
    words = sorted({word for sentence in CORPUS for word in sentence.split()})
    table = np.zeros((len(words), len(words)))
    for sentence in CORPUS:
        for centre, neighbour in pairs(sentence, 4):
            table[words.index(centre), words.index(neighbour)] += 1
    return words, table


def cosine(a, b):
    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)


def test_man_is_like_woman_although_they_never_meet():
    words, table = counts()
    man, woman, car = (words.index(word) for word in ("man", "woman", "car"))
    assert table[man, woman] == 0
    assert table[man, car] == 1
    expected = table.sum(1, keepdims=True) * table.sum(0) / table.sum()
    ppmi = np.log(np.maximum(table / expected, 1))
    assert cosine(ppmi[man], ppmi[woman]) == pytest.approx(1)
    assert cosine(ppmi[man], ppmi[car]) == pytest.approx(0.118, abs=5e-4)


def test_a_small_skip_gram_finds_the_same_by_training():
    words, table = counts()
    rng = np.random.default_rng(7)
    left = rng.normal(scale=0.1, size=(len(words), 5))
    right = rng.normal(scale=0.1, size=(5, len(words)))
    for _ in range(3_000):
        powers = np.exp(left @ right)
        predicted = powers / powers.sum(axis=1, keepdims=True)
        error = (predicted * table.sum(axis=1, keepdims=True) - table) / table.sum()
        left, right = left - 2 * error @ right.T, right - 2 * left.T @ error
    man, woman, car = (left[words.index(word)] for word in ("man", "woman", "car"))
    assert cosine(man, woman) > 0.99
    assert cosine(man, car) < 0.5


def procrustes(source, target):
    u, _, vt = np.linalg.svd(source.T @ target)
    return u @ vt


def random_rotation(rng, size):
    return np.linalg.qr(rng.normal(size=(size, size)))[0]


def test_procrustes_finds_the_rotation_between_two_spaces():
    rng = np.random.default_rng(8)
    source, rotation = rng.normal(size=(50, 6)), random_rotation(rng, 6)
    np.testing.assert_allclose(procrustes(source, source @ rotation), rotation, atol=1e-10)


def test_with_noise_no_other_orthogonal_matrix_fits_better():
    rng = np.random.default_rng(9)
    source = rng.normal(size=(50, 4))
    target = source @ random_rotation(rng, 4) + 0.5 * rng.normal(size=(50, 4))
    best = procrustes(source, target)
    np.testing.assert_allclose(best.T @ best, np.eye(4), atol=1e-12)
    least = np.linalg.norm(source @ best - target)
    for _ in range(1_000):
        other = np.linalg.norm(source @ random_rotation(rng, 4) - target)
        nearby = best @ np.linalg.qr(np.eye(4) + 0.05 * rng.normal(size=(4, 4)))[0]
        assert min(other, np.linalg.norm(source @ nearby - target)) > least


def test_the_loss_does_not_notice_a_rotation_of_both_sides():
    rng = np.random.default_rng(10)
    left, right = rng.normal(size=(9, 4)), rng.normal(size=(4, 9))
    rotation = random_rotation(rng, 4)
    np.testing.assert_allclose((left @ rotation) @ (rotation.T @ right), left @ right, atol=1e-12)
    assert not np.allclose(left @ rotation, left)
