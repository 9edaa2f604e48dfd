import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.learning.evaluation import metrics
from review.learning.models import calibration


def test_probabilities_follow_frequencies():
    random = np.random.default_rng(0)
    evidence = random.normal(size=(4000, 2))
    truth = random.random(4000) < calibration.logistic(2 * evidence[:, 0] - 1)
    fitted = calibration.fitted(evidence, truth)
    assert fitted is not None
    assert metrics.calibration_error(fitted(evidence), truth) < 0.02


@pytest.mark.parametrize("right", [0, 9, 91])
def test_few_answers_of_one_kind_calibrate_nothing(right):
    assert calibration.fitted(np.zeros((100, 1)), np.arange(100) < right) is None


def test_no_number_is_too_large():
    assert calibration.logistic([-1e9, 0, 1e9]).tolist() == pytest.approx([0, 0.5, 1])


def made_answers(texts: int, shift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Evidence (texts × 5 codes × one kind) that tells right answers well but wrong ones hardly."""
    random = np.random.default_rng(1)
    evidence = random.normal(size=(texts, 5, 1))
    small, large = -np.logaddexp(0, -evidence[..., 0]), np.logaddexp(0, evidence[..., 0])
    truth = random.random((texts, 5)) < calibration.logistic(4 * small + 0.3 * large + 1 + shift)
    return evidence, truth


def test_a_beta_calibration_is_right_at_both_ends():
    evidence, truth = made_answers(2000)
    flat = calibration.fitted(evidence.reshape(-1, 1), truth.ravel())
    bent = calibration.beta_fitted(evidence, truth)
    assert metrics.calibration_error(bent(evidence), truth) < 0.01
    assert metrics.calibration_error(flat(evidence), truth) > 0.02


@given(st.integers(0, 500), st.floats(-3, 3))
def test_a_beta_calibration_changes_no_order(seed: int, slope: float):
    random = np.random.default_rng(seed)
    evidence = random.normal(size=(40, 5, 1))
    truth = random.random((40, 5)) < calibration.logistic(slope * evidence[..., 0])
    found = calibration.beta_fitted(evidence, truth)
    if found is not None:
        assert min(found.a, found.b) >= 0
        ordered = np.sort(evidence.ravel()) * (1 if found.first.slopes[0] > 0 else -1)
        of_all = found(np.sort(ordered)[:, np.newaxis] * np.sign(found.first.slopes[0]))
        assert (np.diff(of_all) >= 0).all()


@pytest.mark.parametrize(("drawn", "is_set_on_them"), [(9, False), (10, True), (100, True)])
def test_the_offset_is_that_of_texts_drawn_at_random_where_there_are_ten(drawn: int, is_set_on_them: bool):
    evidence, truth = made_answers(300, shift=1.5)
    # Of those drawn at random, fewer are right.
    truth[:drawn] &= np.random.default_rng(2).random((drawn, 5)) < 0.4
    is_drawn = np.arange(300) < drawn
    found = calibration.beta_fitted(evidence, truth, is_drawn)(evidence[is_drawn]).mean()
    assert (abs(found - truth[is_drawn].mean()) < 0.02) == is_set_on_them


def test_probabilities_stay_possible_if_nothing_drawn_at_random_is_right():
    evidence, truth = made_answers(100)
    truth[:20] = False
    found = calibration.beta_fitted(evidence, truth, np.arange(100) < 20)(evidence)
    assert ((found > 0) & (found < 0.5)).all()
