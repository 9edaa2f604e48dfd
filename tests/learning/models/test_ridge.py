import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.learning.models import ridge
from review.learning.models.ridge import Bordered

PENALTIES = np.full(12, 0.8)


def products() -> np.ndarray:
    texts = np.random.default_rng(3).normal(size=(12, 5))
    return texts @ texts.T + 1


class Regressions:
    """All codes over twelve texts, those that are known for every code shared and the others bordered."""

    def __init__(self, targets: np.ndarray) -> None:
        complete = ~np.isnan(targets).any(axis=1)
        self.rows, self.partial = np.flatnonzero(complete), np.flatnonzero(~complete)
        matrix = products() + np.diag(PENALTIES)
        inverse = ridge.inverse_of(matrix[np.ix_(self.rows, self.rows)])
        self.shared = ridge.solved_together(self.rows, targets[self.rows], inverse)
        across = matrix[np.ix_(self.rows, self.partial)]
        self.through = inverse @ across
        corner = matrix[np.ix_(self.partial, self.partial)] - across.T @ self.through
        self.bordered = Bordered(self.shared, self.partial, targets[self.partial], self.through, corner)

    def duals(self) -> np.ndarray:
        duals = np.zeros((12, 3))
        duals[self.partial] = self.bordered.duals
        duals[self.rows] = self.shared.duals - self.through @ self.bordered.duals
        return duals

    def without_group(self, groups: np.ndarray) -> np.ndarray:
        scores = np.empty((12, 3))
        scores[self.rows], scores[self.partial] = self.bordered.without_group(groups)
        return scores


def fitted_one_by_one(targets: np.ndarray, left_out: np.ndarray) -> np.ndarray:
    """The scores of all texts, each code solved by itself on what is known of it, some texts left out."""
    scores = np.zeros(targets.shape)
    for code in range(targets.shape[1]):
        rows = np.flatnonzero(~np.isnan(targets[:, code]) & ~left_out)
        matrix = products()[np.ix_(rows, rows)] + np.diag(PENALTIES[rows])
        scores[:, code] = products()[:, rows] @ np.linalg.solve(matrix, targets[rows, code])
    return scores


targets_with_gaps = st.lists(
    st.lists(st.sampled_from([0.0, 1.0, float("nan")]), min_size=3, max_size=3), min_size=9, max_size=9
).map(lambda rows: np.vstack([np.eye(3), np.array(rows)]))


@settings(deadline=None)
@given(targets_with_gaps)
def test_each_code_rests_on_exactly_what_is_known_of_it(targets):
    duals = Regressions(targets).duals()
    nothing = np.zeros(12, bool)
    assert products() @ duals == pytest.approx(fitted_one_by_one(targets, nothing), abs=1e-8)
    assert (duals[np.isnan(targets)] == 0).all()


@settings(deadline=None)
@given(targets_with_gaps)
def test_scores_without_a_document_are_those_of_a_model_fitted_without_it(targets):
    groups = np.array([-1, -1, -1, 0, 0, 0, 1, 1, 2, 2, 2, 2])
    scores = Regressions(targets).without_group(groups)
    for group in range(3):
        here = groups == group
        expected = fitted_one_by_one(targets, here)
        known = here[:, None] & ~np.isnan(targets)
        assert scores[known] == pytest.approx(expected[known], abs=1e-7)


@settings(deadline=None)
@given(st.integers(1, 11), st.integers(1, 3))
def test_an_inverse_that_grew_or_shrank_is_the_inverse(size, change):
    matrix = products() + np.diag(PENALTIES)
    after = min(size + change, 12)
    small = ridge.inverse_of(matrix[:size, :size])
    large = (
        ridge.grown(small, matrix[:size, size:after], matrix[size:after, size:after])
        if after > size
        else small
    )
    assert large == pytest.approx(np.linalg.inv(matrix[:after, :after]), abs=1e-8)
    assert ridge.shrunk(large, np.arange(size, after)) == pytest.approx(small, abs=1e-8)
