"""The regressions of all codes by stochastic gradient descent, for too many texts for an inverse.

One scikit-learn ``SGDRegressor`` with the objective of the ridge regression learns all codes: a text and a code are a row in
which only the code's own columns are filled. It starts from the exact regressions on some of the texts, makes a few passes
over all texts if many are new, and takes one step for each judged text, so that the cost of a coding does not grow with
their number. Undone acts are forgotten when the model is created again. Features are hashed into fewer columns
(Weinberger et al. 2009).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, vstack
from sklearn.linear_model import SGDRegressor

from review.learning.features.blocks import Floats, side_by_side
from review.learning.features.compared import Features
from review.learning.models.regressions import CODEBOOK_WEIGHT, PENALTY, Regressions
from review.learning.models.ridge import Doubles, Places

COLUMNS = 2**16
STEP = 0.1
PASSES = 3

BIAS = 0.1
"""The value in the bias column; with 1, every single text would shift all scores of its codes."""

_AT_ONCE = 100
"""How many texts are passed to scikit-learn at a time."""


class IncrementalRegressions:
    """One regression per code.

    Args:
        features: the features of the texts.
        start: the exact regressions on some of the texts.
        texts: the number of training texts.
    """

    def __init__(self, features: Features, start: Regressions, texts: int) -> None:
        self._hashing = _hashing(features)
        self._codes = len(start.bias)
        sums = (self._hashing.T @ start.sums()).astype(np.float32)
        # Each step shrinks the columns of all codes, and there is one step per code of a text.
        self._model = SGDRegressor(
            alpha=PENALTY / (texts * max(self._codes, 1)),
            fit_intercept=False,
            learning_rate="constant",
            eta0=STEP,
            random_state=0,
        )
        self._model.coef_ = np.concatenate(
            [sums, start.bias.astype(np.float32)[np.newaxis] / np.float32(BIAS)]
        ).T.ravel()
        self._model.intercept_ = np.zeros(1, np.float32)

    def go_through(self, codebook: csr_array, texts: csr_array, answers: Doubles) -> None:
        """Learn all texts in a few passes.

        Args:
            codebook: one row per code, like those of ``features.matrix``.
            texts: such rows of the texts.
            answers: 1, 0, or nan for unknown, for each text and code.
        """
        rows = csr_array(vstack([codebook, texts], format="csr"))
        targets = np.concatenate([np.eye(self._codes), answers])
        weights = np.ones(len(targets))
        weights[: self._codes] = CODEBOOK_WEIGHT
        for order in np.random.default_rng(0).permuted(np.tile(np.arange(len(targets)), (PASSES, 1)), axis=1):
            for some in np.split(order, range(_AT_ONCE, len(order), _AT_ONCE)):
                self.learn(rows[some], targets[some], weights[some])

    def learn(self, texts: csr_array, answers: Doubles, weights: Doubles | None = None) -> None:
        """Take one step for each new or newly judged text.

        Args:
            texts: rows like those of ``features.matrix``.
            answers: see `go_through`.
            weights: the weight of each text, 1 if not given.
        """
        of_text, of_code = np.nonzero(~np.isnan(answers))
        if not len(of_text):
            return
        rows = self._hashed(texts)[of_text]
        own = np.repeat(of_code.astype(np.int32) * np.int32(COLUMNS + 1), np.diff(rows.indptr))
        placed = csr_array(
            (rows.data, rows.indices + own, rows.indptr), shape=(len(of_text), self._codes * (COLUMNS + 1))
        )
        weight = None if weights is None else weights[of_text]
        self._model.partial_fit(placed, answers[of_text, of_code], sample_weight=weight)

    def scores(self, rows: csr_array) -> Doubles:
        """The scores of texts like the rows of ``features.matrix`` (texts × codes)."""
        hashed = self._hashed(rows)
        scores = np.zeros((rows.shape[0], self._codes))
        for code in range(self._codes):
            scores[:, code] = hashed @ self._weights[code]
        return scores

    def weights_at(self, columns: Places, code: int) -> Floats:
        """The weights of some columns of ``features.matrix`` for a code."""
        weights: Floats = self._hashing[columns] @ self._weights[code, :COLUMNS]
        return weights

    @property
    def _weights(self) -> Floats:
        weights: Floats = self._model.coef_.reshape(self._codes, COLUMNS + 1)
        return weights

    def _hashed(self, rows: csr_array) -> csr_array:
        """Rows in hashed columns, with one for the bias at the end."""
        bias = csr_array(np.ones((rows.shape[0], 1), np.float32))
        return side_by_side([csr_array(rows @ self._hashing), bias], [1, BIAS])


def _hashing(features: Features) -> csr_array:
    """Columns of ``features.matrix`` × hashed columns, the sequences of characters spread out."""
    random = np.random.default_rng(0)

    def hashed(columns: int) -> csr_array:
        signs = random.choice(np.array([-1, 1], np.float32), columns)
        places = random.integers(0, COLUMNS, columns, dtype=np.int32)
        return csr_array((signs, places, np.arange(columns + 1, dtype=np.int32)), shape=(columns, COLUMNS))

    plain = hashed(features.spelled)
    return csr_array(vstack([plain, features.spread @ hashed(features.spread.shape[1])], format="csr"))
