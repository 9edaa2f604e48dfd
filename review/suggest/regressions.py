"""The ridge regressions of all codes of a codebook, kept up to date as texts are judged, changed or taken back."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from review.suggest import ridge
from review.suggest.blocks import Floats
from review.suggest.features import Features
from review.suggest.ridge import Bordered, Doubles, Places
from review.suggest.rows import Members

PENALTY = 1.0
CODEBOOK_WEIGHT = 3.0
MOST_LATE = 64
"""So many completely judged texts are bordered before the inverse is renewed."""


class Regressions:
    """One regression for each code, on the codebook's texts and on texts that were judged.

    Args:
        features: what texts are made of.
        codebook: one row for each code, like those of ``features.matrix``.

    Attributes:
        weights: the weights of the columns (columns × codes).
        bias: what is added to each code's scores.
        complete: the number of texts that the inverse rests on, the codebook's apart.
    """

    def __init__(self, features: Features, codebook: csr_array) -> None:
        self._members = Members(features)
        self._members.add(codebook)
        self._codes = codebook.shape[0]
        self._features = features
        self._renew(np.arange(self._codes), np.eye(self._codes), None)
        self._border(np.eye(self._codes), np.empty(0, np.int64))

    @property
    def complete(self) -> int:
        """How many judged texts the inverse rests on: those that `without_group` can tell about."""
        return len(self._shared.rows) - int(self._codes)

    def add(self, rows: csr_array, dropped: Floats) -> None:
        """Take in texts to be learned from, see `Members.add`; their answers come with `fit`."""
        self._members.add(rows, dropped)

    def fit(self, answers: Doubles) -> None:
        """Learn these answers.

        Args:
            answers: for each added text and code 1, 0, or nan where it is not known.
        """
        targets = np.concatenate([np.eye(self._codes), answers])
        complete = np.flatnonzero(~np.isnan(targets).any(axis=1))
        shared = self._shared.rows
        late = np.setdiff1d(complete, shared, assume_unique=True)
        if len(late) > min(MOST_LATE, len(shared) // 4) or not np.isin(shared, complete).all():
            self._renew(*self._inverse_over(complete, targets))
        elif not np.array_equal(self._shared.targets, targets[shared]):
            self._renew(shared, targets[shared], self._shared.inverse)
        judged = np.flatnonzero(~np.isnan(targets).all(axis=1))
        self._border(targets, np.setdiff1d(judged, self._shared.rows, assume_unique=True))

    def scores(self, rows: csr_array) -> Doubles:
        """The scores of texts like the rows of ``features.matrix`` (texts × codes)."""
        scores: Doubles = rows @ self.weights + self.bias
        return scores

    def weights_at(self, columns: Places, code: int) -> Floats:
        """The weights of some columns of ``features.matrix`` for a code."""
        weights: Floats = self.weights[columns, code]
        return weights

    def sums(self) -> Floats:
        """The sums of texts that scores are inner products with (columns × codes)."""
        duals = self._spread_out(self._shared.rows, self._duals)
        duals[self._partial] = self._bordered.duals
        return self._members.sums(duals)

    def without_group(self, documents: Places) -> tuple[Places, Doubles]:
        """The added texts that the inverse rests on, and their scores from models without their documents.

        Args:
            documents: the document of each added text.
        """
        groups = np.concatenate([np.full(self._codes, -1), documents])
        scores, _ = self._bordered.without_group(groups)
        order = np.argsort(self._shared.rows)[self._codes :]
        return self._shared.rows[order] - self._codes, scores[order]

    def _penalties(self, rows: Places) -> Doubles:
        penalties: Doubles = np.where(rows < self._codes, PENALTY / CODEBOOK_WEIGHT, PENALTY)
        return penalties

    def _cornered(self, rows: Places) -> Doubles:
        matrix: Doubles = self._members.products[np.ix_(rows, rows)] + np.diag(self._penalties(rows))
        return matrix

    def _inverse_over(self, complete: Places, targets: Doubles) -> tuple[Places, Doubles, Doubles]:
        """The inverse over these texts, from the one that there is where that is near."""
        rows, inverse = self._shared.rows, self._shared.inverse
        gone = np.flatnonzero(~np.isin(rows, complete))
        new = np.setdiff1d(complete, rows, assume_unique=True)
        if len(gone) + len(new) > len(rows) // 4:
            return complete, targets[complete], ridge.inverse_of(self._cornered(complete))
        if len(gone):
            rows, inverse = np.delete(rows, gone), ridge.shrunk(inverse, gone)
        if len(new):
            across = self._members.products[np.ix_(rows, new)]
            inverse = ridge.grown(inverse, across, self._cornered(new))
            rows = np.concatenate([rows, new])
        return rows, targets[rows], inverse

    def _renew(self, rows: Places, targets: Doubles, inverse: Doubles | None) -> None:
        if inverse is None:
            inverse = ridge.inverse_of(self._cornered(rows))
        self._shared = ridge.solved_together(rows, targets, inverse)
        self._shared_weights = self._members.weights(self._spread_out(rows, self._shared.duals))
        self._through: Doubles = np.empty((len(rows), 0))
        self._through_weights: Floats = np.empty((self._features.matrix.shape[1], 0), np.float32)
        self._passed: Places = np.empty(0, np.int64)

    def _border(self, targets: Doubles, partial: Places) -> None:
        self._pass_through(np.setdiff1d(partial, self._passed, assume_unique=True))
        column = {int(row): place for place, row in enumerate(self._passed)}
        places = [column[int(row)] for row in partial]
        through = self._through[:, places]
        across = self._members.products[np.ix_(self._shared.rows, partial)]
        corner = self._cornered(partial) - across.T @ through
        self._bordered = Bordered(self._shared, partial, targets[partial], through, corner)
        duals = self._bordered.duals
        self._partial, self._duals = partial, self._shared.duals - through @ duals
        self.weights: Floats = self._shared_weights + self._through_weights[:, places] @ duals.astype(
            np.float32
        )
        self.bias: Doubles = self._duals.sum(axis=0) + duals.sum(axis=0)

    def _pass_through(self, new: Places) -> None:
        """Prepare texts to be bordered: what each takes with it from the shared texts."""
        if not len(new):
            return
        through = self._shared.inverse @ self._members.products[np.ix_(self._shared.rows, new)]
        taken = -self._spread_out(self._shared.rows, through)
        taken[new, np.arange(len(new))] += 1
        self._through = np.concatenate([self._through, through], axis=1)
        self._through_weights = np.concatenate([self._through_weights, self._members.weights(taken)], axis=1)
        self._passed = np.concatenate([self._passed, new])

    def _spread_out(self, rows: Places, values: Doubles) -> Doubles:
        """The values of some members in their places among all, 0 elsewhere."""
        every = np.zeros((len(self._members), values.shape[1]))
        every[rows] = values
        return every
