import numpy as np
import pytest
from sklearn.svm import LinearSVC

from review.learning.models.separation import by_products


def points(count: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    signs = np.where(np.arange(count) % 4 == 0, 1.0, -1.0)
    return random.normal(size=(count, 12)) + signs[:, None] * 0.7, signs


def solved(texts: np.ndarray, signs: np.ndarray) -> np.ndarray:
    return by_products.solve(texts @ texts.T + 1, signs, np.ones(len(signs))).weights


def test_the_solution_is_that_of_scikit_learns_linear_svc():
    texts, signs = points(60)
    costs = by_products.costs(signs, np.ones(60)) / by_products.PENALTY
    theirs = LinearSVC(C=by_products.PENALTY, tol=1e-6, max_iter=100_000).fit(
        texts, signs, sample_weight=costs
    )
    ours = texts @ (texts.T @ solved(texts, signs)) + solved(texts, signs).sum()
    assert ours == pytest.approx(theirs.decision_function(texts), abs=0.02)


def test_all_positives_weigh_nearly_ten_times_all_negatives():
    signs = np.array([1.0, -1.0, -1.0, -1.0])
    costs = by_products.costs(signs, np.ones(4))
    assert costs[0] / costs[1:].sum() == pytest.approx(by_products.POSITIVES_TO_NEGATIVES)
    assert costs.sum() == pytest.approx(4 * by_products.PENALTY)


def test_a_warm_start_comes_to_the_same_solution():
    texts, signs = points(60)
    products = texts @ texts.T + 1
    before = by_products.solve(products[:59, :59], signs[:59], np.ones(59))
    flipped = signs.copy()
    flipped[:3] *= -1
    flipped[3] = 0
    for goal in (signs, flipped):
        warm = by_products.solve(products, goal, np.ones(60), before)
        assert warm.weights == pytest.approx(solved(texts, goal), abs=0.01)
        assert warm.margins == pytest.approx(products @ warm.weights)


def test_a_text_without_a_sign_has_no_part_in_the_solution():
    texts, signs = points(20)
    signs[3:6] = 0
    kept = signs != 0
    whole = solved(texts, signs)
    assert (whole[~kept] == 0).all()
    assert whole[kept] == pytest.approx(solved(texts[kept], signs[kept]), abs=1e-9)


def test_one_positive_alone_ranks_by_likeness_to_it():
    texts, _ = points(10)
    weights = texts[:1].T @ solved(texts[:1], np.ones(1))
    assert np.array_equal(np.argsort(texts @ weights), np.argsort(texts @ texts[0]))
