import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.learning.evaluation import metrics


@pytest.mark.parametrize(
    ("labels", "loss"),
    [([1, 0], 0), ([0, 1], 1), ([1, 1, 0, 0, 0], 0), ([0, 0, 0, 1, 1], 1), ([0, 1, 0], 0.5)],
)
def test_the_best_order_loses_nothing_and_the_worst_all(labels, loss):
    assert metrics.loss(labels) == pytest.approx(loss)


@given(
    st.lists(st.integers(0, 1), min_size=2, max_size=60).filter(lambda labels: 0 < sum(labels) < len(labels))
)
def test_loss_follows_from_the_average_time_to_discovery(labels):
    relevant, records = sum(labels), len(labels)
    late = metrics.average_time_to_discovery(labels) - (relevant + 1) / 2
    assert metrics.loss(labels) == pytest.approx(late / (records - relevant))
    assert 0 <= metrics.ndcg(labels) <= 1 + 1e-9


def test_an_order_needs_both_kinds_of_records():
    with pytest.raises(ValueError, match="relevant and irrelevant"):
        metrics.loss([1, 1])


def test_work_saved_compares_with_reading_at_random():
    labels = [1] * 10 + [0] * 90
    assert metrics.work_saved(labels, 0.95) == pytest.approx(0.77)


def test_recall_is_measured_after_a_share_of_the_records():
    assert metrics.recall_at([1, 1, 1, 0], 0.5) == pytest.approx(2 / 3)
    assert metrics.recall_at([1] + [0] * 18 + [1], 0.1) == pytest.approx(0.5)


def test_recall_of_codes_counts_texts_that_have_one():
    truth = [[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]
    scores = [[4, 3, 2, 1], [4, 3, 2, 1], [4, 3, 2, 1]]
    assert metrics.recall_at_first(scores, truth) == pytest.approx(0.5)


def test_texts_without_a_code_have_no_figure_of_their_own():
    truth = [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 0]]
    scores = [[4, 3, 2, 1]] * 3
    np.testing.assert_allclose(metrics.recall_of_each(scores, truth), [0.5, 1, np.nan])
    np.testing.assert_allclose(metrics.precision_of_each(scores, truth), [0.75, 0.5, np.nan])


def test_probabilities_that_are_frequencies_have_no_calibration_error():
    assert metrics.calibration_error([0.5, 0.5, 1.0], [0, 1, 1]) == pytest.approx(0)
    assert metrics.calibration_error([0.9, 0.9], [0, 0]) == pytest.approx(0.9)


def test_average_precision_is_one_where_the_true_come_first():
    assert metrics.average_precision(np.array([3, 2, 1]), [1, 1, 0]) == 1
    assert metrics.f1([0, 0], [0, 0]) == 0
