"""What the cards on splitting, choosing and regularising say, computed with NumPy alone."""

import math

import numpy as np
import pytest


def nearest_neighbour(points: np.ndarray, labels: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The label of the training point closest to each new one."""
    distances = (points**2).sum(axis=1) - 2 * new @ points.T
    return labels[distances.argmin(axis=1)]


def test_one_nearest_neighbour_knows_all_coin_flips_it_has_seen_and_none_that_it_has_not():
    rng = np.random.default_rng(0)
    seen, unseen = rng.standard_normal((2, 1000, 20))
    flips, new_flips = rng.integers(0, 2, (2, 1000))
    assert np.mean(nearest_neighbour(seen, flips, seen) == flips) == 1
    assert np.mean(nearest_neighbour(seen, flips, unseen) == new_flips) == pytest.approx(
        0.5, abs=0.05
    )


@pytest.mark.parametrize(("examples", "points"), [(1_000, 1.86), (10_000, 0.59)])
def test_an_accuracy_of_90_per_cent_has_a_95_per_cent_interval_of(examples, points):
    assert 1.96 * math.sqrt(0.9 * 0.1 / examples) * 100 == pytest.approx(points, abs=0.005)


def test_95_of_100_test_sets_of_1000_score_a_model_of_90_per_cent_within_2_points():
    scores = np.random.default_rng(0).binomial(1000, 0.9, 100_000) / 1000
    assert np.mean(np.abs(scores - 0.9) <= 0.0186) == pytest.approx(0.95, abs=0.01)


def test_splitting_images_at_random_scores_99_per_cent_where_splitting_patients_scores_half():
    """100 patients with five pictures each; the diagnosis is a coin flip, so 50 % is the truth."""
    by_image, by_patient = [], []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        patient = np.repeat(np.arange(100), 5)
        diagnosis = rng.integers(0, 2, 100)[patient]
        pictures = rng.standard_normal((100, 20))[patient] + 0.3 * rng.standard_normal((500, 20))
        for held_out, scores in [
            (rng.permutation(500) < 100, by_image),
            (rng.permutation(100)[patient] < 20, by_patient),
        ]:
            guesses = nearest_neighbour(
                pictures[~held_out], diagnosis[~held_out], pictures[held_out]
            )
            scores.append(np.mean(guesses == diagnosis[held_out]))
    assert np.mean(by_image) > 0.99
    assert np.mean(by_patient) == pytest.approx(0.5, abs=0.05)


def expected_best(models: int, questions: int = 100) -> float:
    """The mean of the best score of so many coin flippers, by the exact distribution."""
    chances = np.array([math.comb(questions, k) for k in range(questions + 1)]) / 2**questions
    at_most = np.cumsum(chances) ** models
    return float(1 - at_most[:-1].sum() / questions)


@pytest.mark.parametrize(
    ("models", "best"), [(1, 0.5), (10, 0.577), (100, 0.625), (200, 0.6365), (1000, 0.661)]
)
def test_the_best_of_many_coin_flippers_scores_well_above_a_half(models, best):
    assert expected_best(models) == pytest.approx(best, abs=0.0005)


def test_the_winner_among_coin_flippers_is_back_at_a_half_on_new_questions():
    rng = np.random.default_rng(0)
    answers = rng.integers(0, 2, (2000, 100, 200), dtype=np.int8)  # two exams of 100 questions
    first, second = answers[..., :100].mean(axis=2), answers[..., 100:].mean(axis=2)
    winner = first.argmax(axis=1)
    assert first.max(axis=1).mean() == pytest.approx(0.625, abs=0.003)
    assert second[np.arange(2000), winner].mean() == pytest.approx(0.5, abs=0.005)


def cross_validated_error(seed: int, *, choose_on_all: bool) -> float:
    """The recipe of the card: 50 examples, 5,000 features of noise, the best 100 of them."""
    rng = np.random.default_rng(seed)
    features = rng.standard_normal((50, 5000))
    labels = rng.permutation(np.repeat([0, 1], 25))

    def best(rows: np.ndarray) -> np.ndarray:
        centred = features[rows] - features[rows].mean(axis=0)
        target = labels[rows] - labels[rows].mean()
        correlation = np.abs(target @ centred) / np.sqrt((centred**2).sum(axis=0))
        return np.argsort(correlation)[-100:]

    everything = np.arange(50)
    wrong = 0
    for fold in np.split(rng.permutation(50), 5):
        training = np.setdiff1d(everything, fold)
        kept = best(everything if choose_on_all else training)
        guesses = nearest_neighbour(
            features[np.ix_(training, kept)], labels[training], features[np.ix_(fold, kept)]
        )
        wrong += np.sum(guesses != labels[fold])
    return wrong / 50


def test_features_chosen_on_all_data_make_cross_validation_report_a_few_per_cent_error():
    errors = [cross_validated_error(seed, choose_on_all=True) for seed in range(20)]
    assert 0.005 < np.mean(errors) < 0.05


def test_features_chosen_inside_each_fold_make_it_report_about_50_per_cent():
    errors = [cross_validated_error(seed, choose_on_all=False) for seed in range(20)]
    assert np.mean(errors) == pytest.approx(0.5, abs=0.1)


def test_scaling_with_the_mean_of_all_data_inflates_the_score_by_less_than_half_a_point():
    moved = []
    for seed in range(25):
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, 2, 1000)
        data = rng.standard_normal((1000, 20)) * rng.uniform(0.1, 10, 20) + 5
        data[:, 0] += 5 * labels
        training, test = np.arange(800), np.arange(800, 1000)
        scores = []
        for rows in (training, np.arange(1000)):
            scaled = (data - data[rows].mean(axis=0)) / data[rows].std(axis=0)
            guesses = nearest_neighbour(scaled[training], labels[training], scaled[test])
            scores.append(np.mean(guesses == labels[test]))
        moved.append(scores[1] - scores[0])
    assert np.mean(moved) == pytest.approx(0, abs=0.005)


def test_a_gradient_step_with_l2_shrinks_the_weights_by_1_minus_eta_lambda():
    rng = np.random.default_rng(0)
    inputs, targets, w = rng.standard_normal((30, 5)), rng.standard_normal(30), np.arange(5.0)
    eta, decay = 0.1, 0.3

    def loss(w: np.ndarray) -> float:
        return float(np.mean((inputs @ w - targets) ** 2))

    def slope(function, w: np.ndarray) -> np.ndarray:
        return np.array(
            [(function(w + e) - function(w - e)) / 2e-5 for e in 1e-5 * np.eye(5)],
        )

    penalised = w - eta * slope(lambda w: loss(w) + decay / 2 * w @ w, w)
    np.testing.assert_allclose(penalised, (1 - eta * decay) * w - eta * slope(loss, w), atol=1e-8)


def test_under_adam_the_first_step_on_an_l2_penalty_is_the_same_for_large_and_small_weights():
    """Adam divides by the size of the gradient; decoupled decay shrinks in proportion instead."""
    eta, decay, w = 0.001, 0.1, np.array([100.0, 1.0, 0.01])
    gradient = decay * w
    step = eta * gradient / (np.sqrt(gradient**2) + 1e-8)
    np.testing.assert_allclose(step, [0.001, 0.001, 0.001], rtol=1e-4)
    np.testing.assert_allclose(eta * decay * w, [0.01, 0.0001, 0.000001])


def errors_of_the_polynomial(seed: int, penalty: float) -> tuple[float, float]:
    """Degree 9 through 10 noisy points of a sine: MSE on them, and to the true curve."""
    x, fine = np.linspace(0, 1, 10), np.linspace(0, 1, 200)
    y = np.sin(2 * np.pi * x) + np.random.default_rng(seed).normal(0, 0.2, 10)
    powers = np.vander(x, 10, increasing=True)
    rows = np.vstack([powers, math.sqrt(penalty) * np.eye(10)])
    w = np.linalg.lstsq(rows, np.concatenate([y, np.zeros(10)]), rcond=None)[0]
    curve = np.vander(fine, 10, increasing=True) @ w
    return (
        float(np.mean((powers @ w - y) ** 2)),
        float(np.mean((curve - np.sin(2 * np.pi * fine)) ** 2)),
    )


def test_without_a_penalty_the_polynomial_meets_every_point_and_misses_the_curve():
    errors = np.array([errors_of_the_polynomial(seed, 0) for seed in range(50)])
    assert errors[:, 0].max() < 1e-12
    assert np.median(errors[:, 1]) == pytest.approx(0.176, abs=0.001)


def test_a_very_weak_l2_raises_the_training_error_and_brings_the_curve_close():
    errors = np.array([errors_of_the_polynomial(seed, 1e-4) for seed in range(50)])
    np.testing.assert_allclose(np.median(errors, axis=0), [0.0148, 0.0157], atol=0.0001)


def test_in_all_50_runs_l2_raises_the_training_error_and_lowers_the_true_one():
    for seed in range(50):
        (fit, truth), (weak_fit, weak_truth) = (
            errors_of_the_polynomial(seed, penalty) for penalty in (0, 1e-4)
        )
        assert weak_fit > fit
        assert weak_truth < truth


def test_too_strong_a_penalty_underfits_both():
    weak = np.median([errors_of_the_polynomial(seed, 1e-4) for seed in range(50)], axis=0)
    strong = np.median([errors_of_the_polynomial(seed, 100) for seed in range(50)], axis=0)
    assert (strong > 10 * weak).all()


def test_l1_sets_a_small_weight_to_exactly_0_and_l2_only_shrinks_it():
    """One weight whose best value without a penalty is 0.3, by trying all values."""
    w = np.arange(-1000, 1001) / 1000
    fit = (w - 0.3) ** 2 / 2
    assert w[(fit + 0.5 * np.abs(w)).argmin()] == 0
    assert w[(fit + 0.5 * w**2 / 2).argmin()] == pytest.approx(0.2)


def test_w_and_5w_choose_the_same_class_with_different_probabilities_and_losses():
    logits = np.random.default_rng(0).standard_normal((50, 10))

    def softmax(z: np.ndarray) -> np.ndarray:
        shares = np.exp(z - z.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True)

    p, p5 = softmax(logits), softmax(5 * logits)
    assert (p.argmax(axis=1) == p5.argmax(axis=1)).all()
    assert (p5.max(axis=1) > p.max(axis=1)).all()
    assert not np.allclose(np.log(p[:, 0]).mean(), np.log(p5[:, 0]).mean(), atol=0.1)
