"""However texts came and went, the regressions are those of a fit from nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.learning.features.features import PassageFeatures
from review.learning.features.words import WordTable
from review.learning.models.regressions import Regressions

CODEBOOK = ["providers compete", "advice and advocacy"]
TEXTS = [
    f"{a} {b} {c}"
    for a in ("market", "advice")
    for b in ("care", "towns", "people")
    for c in ("cost", "need")
]
FEATURES = PassageFeatures(WordTable(), [*TEXTS, *CODEBOOK]).features

answers = st.lists(
    st.lists(st.sampled_from([0.0, 1.0, float("nan")]), min_size=2, max_size=2),
    min_size=len(TEXTS),
    max_size=len(TEXTS),
).map(np.array)


def fitted(*history: np.ndarray) -> Regressions:
    model = Regressions(FEATURES, FEATURES.matrix[len(TEXTS) :])
    model.add(FEATURES.matrix[: len(TEXTS)], FEATURES.dropped[: len(TEXTS)])
    for state in history:
        model.fit(state)
    return model


@settings(deadline=None)
@given(st.lists(answers, min_size=1, max_size=4))
def test_the_way_there_does_not_matter(history):
    warm, cold = fitted(*history), fitted(history[-1])
    assert warm.weights == pytest.approx(cold.weights, abs=1e-5)
    assert warm.bias == pytest.approx(cold.bias, abs=1e-6)


@settings(deadline=None)
@given(answers)
def test_no_code_knows_of_texts_that_are_judged_for_another_only(state):
    found = fitted(state).weights
    for code in range(2):
        of_this = np.full(state.shape, np.nan)
        of_this[:, code] = state[:, code]
        assert found[:, code] == pytest.approx(fitted(of_this).weights[:, code], abs=1e-5)


@settings(deadline=None)
@given(st.lists(answers, min_size=1, max_size=3))
def test_which_codes_share_an_inverse_does_not_matter(history):
    model = Regressions(FEATURES, FEATURES.matrix[len(TEXTS) :])
    model.add(FEATURES.matrix[: len(TEXTS)], FEATURES.dropped[: len(TEXTS)])
    documents = np.arange(len(TEXTS)) // 3
    for state, groups in zip(history, ([[1], [0]], [[0, 1]], [[0], [1]]), strict=False):
        model.fit(state, [np.array(group) for group in groups])
        jointly = fitted(state)
        assert model.weights == pytest.approx(jointly.weights, abs=1e-5)
        assert model.sums() == pytest.approx(jointly.sums(), abs=1e-5)
        assert model.without_group(documents) == pytest.approx(
            jointly.without_group(documents), abs=1e-5, nan_ok=True
        )


@settings(deadline=None)
@given(answers)
def test_a_text_that_nothing_is_known_of_does_not_count(state):
    unknown = np.isnan(state).all(axis=1)
    other = Regressions(FEATURES, FEATURES.matrix[len(TEXTS) :])
    kept = np.flatnonzero(~unknown)
    other.add(FEATURES.matrix[kept], FEATURES.dropped[kept])
    other.fit(state[kept])
    assert fitted(state).weights == pytest.approx(other.weights, abs=1e-5)
