import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.suggest import ridge
from review.suggest.ridge import PartlyKnown

PENALTIES = np.full(12, 0.8)


def products() -> np.ndarray:
    texts = np.random.default_rng(3).normal(size=(12, 5))
    return texts @ texts.T + 1


def regressions(targets: np.ndarray) -> PartlyKnown:
    shared = np.flatnonzero(~np.isnan(targets).any(axis=1))
    inverse = ridge.inverse_of(products()[np.ix_(shared, shared)] + np.diag(PENALTIES[shared]))
    return PartlyKnown(products(), PENALTIES, targets, shared, inverse)


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
    duals = regressions(targets).duals()
    nothing = np.zeros(12, bool)
    assert products() @ duals == pytest.approx(fitted_one_by_one(targets, nothing), abs=1e-8)
    assert (duals[np.isnan(targets)] == 0).all()


@settings(deadline=None)
@given(targets_with_gaps)
def test_scores_without_a_document_are_those_of_a_model_fitted_without_it(targets):
    groups = np.array([-1, -1, -1, 0, 0, 0, 1, 1, 2, 2, 2, 2])
    model = regressions(targets)
    scores = model.without_group(model.duals(), groups)
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
