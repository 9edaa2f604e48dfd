"""The regressions of all codes where texts are too many for an inverse: stochastic gradient descent.

Each code has one of scikit-learn's ``SGDRegressor``, with the objective of the ridge regression. They begin where the
exact regressions on some of the texts are, go through all texts a few times, and then take one step for each text that
is judged, so that a coding costs the same however many there were. What is taken back is forgotten when they are made
anew. Features are hashed into fewer columns (Weinberger et al. 2009), since a step costs as much as there are columns.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, vstack
from sklearn.linear_model import SGDRegressor

from review.suggest.blocks import Floats
from review.suggest.features import Features
from review.suggest.regressions import CODEBOOK_WEIGHT, PENALTY, Regressions
from review.suggest.ridge import Doubles, Places

COLUMNS = 2**16
STEP = 0.1
PASSES = 3


class IncrementalRegressions:
    """One regression for each code.

    Args:
        features: what texts are made of.
        start: the exact regressions on some of the texts.
        codebook: one row for each code, like those of ``features.matrix``.
        texts: all judged texts, such rows, too.
        answers: for each of these texts and code 1, 0, or nan where it is not known.
    """

    def __init__(
        self, features: Features, start: Regressions, codebook: csr_array, texts: csr_array, answers: Doubles
    ) -> None:
        self._hashing = _hashing(features)
        sums = (self._hashing.T @ start.sums()).astype(np.float32)
        rows = csr_array(vstack([codebook, texts], format="csr")) @ self._hashing
        targets = np.concatenate([np.eye(codebook.shape[0]), answers])
        weights = np.ones(len(targets))
        weights[: codebook.shape[0]] = CODEBOOK_WEIGHT
        self._of_code = []
        for code in range(codebook.shape[0]):
            known = np.flatnonzero(~np.isnan(targets[:, code]))
            model = SGDRegressor(
                alpha=PENALTY / len(known),
                learning_rate="constant",
                eta0=STEP,
                max_iter=PASSES,
                tol=None,
                random_state=0,
            )
            self._of_code.append(
                model.fit(
                    rows[known],
                    targets[known, code],
                    coef_init=sums[:, code],
                    intercept_init=start.bias[code],
                    sample_weight=weights[known],
                )
            )

    def learn(self, texts: csr_array, answers: Doubles) -> None:
        """Take one step for each text, new or judged anew.

        Args:
            texts: rows like those of ``features.matrix``.
            answers: see above.
        """
        rows = texts @ self._hashing
        for code, model in enumerate(self._of_code):
            known = np.flatnonzero(~np.isnan(answers[:, code]))
            if len(known):
                model.partial_fit(rows[known], answers[known, code])

    def scores(self, rows: csr_array) -> Doubles:
        """The scores of texts like the rows of ``features.matrix`` (texts × codes)."""
        hashed = rows @ self._hashing
        scores = np.zeros((rows.shape[0], len(self._of_code)))
        for code, model in enumerate(self._of_code):
            scores[:, code] = hashed @ model.coef_ + model.intercept_[0]
        return scores

    def weights_at(self, columns: Places, code: int) -> Floats:
        """The weights of some columns of ``features.matrix`` for a code."""
        weights: Floats = self._hashing[columns] @ self._of_code[code].coef_
        return weights


def _hashing(features: Features) -> csr_array:
    """Columns of ``features.matrix`` × hashed columns, the sequences of characters spread out."""
    random = np.random.default_rng(0)

    def hashed(columns: int) -> csr_array:
        signs = random.choice(np.array([-1, 1], np.float32), columns)
        places = random.integers(0, COLUMNS, columns, dtype=np.int32)
        return csr_array((signs, places, np.arange(columns + 1, dtype=np.int32)), shape=(columns, COLUMNS))

    plain = hashed(features.spelled)
    return csr_array(vstack([plain, features.spread @ hashed(features.spread.shape[1])], format="csr"))
