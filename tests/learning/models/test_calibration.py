import numpy as np
import pytest

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
