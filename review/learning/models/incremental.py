"""The regressions of all codes where texts are too many for an inverse: stochastic gradient descent.

One of scikit-learn's ``SGDRegressor``, with the objective of the ridge regression, learns all codes: a text and a code
are a row, of which only the code's own columns are filled. It begins where the exact regressions on some of the texts
are, goes through all texts a few times where many are new to it, and takes a step for each text that is judged, so that a coding costs the
same however many there were. What is taken back is forgotten when the model is made anew. Features are hashed into fewer columns
(Weinberger et al. 2009).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, vstack
from sklearn.linear_model import SGDRegressor

from review.learning.features.blocks import Floats, side_by_side
from review.learning.features.features import Features
from review.learning.models.regressions import CODEBOOK_WEIGHT, PENALTY, Regressions
from review.learning.models.ridge import Doubles, Places

COLUMNS = 2**16
STEP = 0.1
PASSES = 3

BIAS = 0.1
"""What stands in the column of the bias: with 1, every single text would move all scores of its codes."""

_AT_ONCE = 100
"""Texts handed to scikit-learn together."""


class IncrementalRegressions:
    """One regression for each code.

    Args:
        features: what texts are made of.
        start: the exact regressions on some of the texts.
        texts: how many texts there are to learn from.
    """

    def __init__(self, features: Features, start: Regressions, texts: int) -> None:
        self._hashing = _hashing(features)
        self._codes = len(start.bias)
        sums = (self._hashing.T @ start.sums()).astype(np.float32)
        # Each step shrinks the columns of every code, and there is one step for every code of a text.
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
        """Learn all texts, a few times over.

        Args:
            codebook: one row for each code, like those of ``features.matrix``.
            texts: such rows, too.
            answers: for each of the texts and code 1, 0, or nan where it is not known.
        """
        rows = csr_array(vstack([codebook, texts], format="csr"))
        targets = np.concatenate([np.eye(self._codes), answers])
        weights = np.ones(len(targets))
        weights[: self._codes] = CODEBOOK_WEIGHT
        for order in np.random.default_rng(0).permuted(np.tile(np.arange(len(targets)), (PASSES, 1)), axis=1):
            for some in np.split(order, range(_AT_ONCE, len(order), _AT_ONCE)):
                self.learn(rows[some], targets[some], weights[some])

    def learn(self, texts: csr_array, answers: Doubles, weights: Doubles | None = None) -> None:
        """Take one step for each text, new or judged anew.

        Args:
            texts: rows like those of ``features.matrix``.
            answers: see `go_through`.
            weights: how much each text counts, 1 if not given.
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
