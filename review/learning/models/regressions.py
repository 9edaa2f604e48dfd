"""The ridge regressions of all codes of a codebook, updated as texts are judged, changed or undone.

Codes judged for the same texts share an inverse. Codes added to the map later, known for few texts so far, have their own,
so that every code uses exactly what is known about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.learning.features.blocks import Floats
from review.learning.features.compared import Features
from review.learning.features.rows import Members, Products
from review.learning.models import ridge
from review.learning.models.ridge import Bordered, Doubles, Places
from review.learning.models.training_labels import Codes

Number = TypeVar("Number", bound=np.generic)

PENALTY = 1.0
CODEBOOK_WEIGHT = 3.0
MOST_LATE = 64
"""How many completely judged texts are bordered before the inverse is recomputed."""


class Regressions:
    """One regression per code, on the codebook's texts and on judged texts.

    Args:
        features: the features of the texts.
        codebook: one row per code, like those of ``features.matrix``.

    Attributes:
        weights: the weights of the columns (columns × codes).
        bias: the constant added to each code's scores.
    """

    def __init__(self, features: Features, codebook: csr_array) -> None:
        self._products = Products(Members(features))
        self._products.add(codebook)
        self._codes = int(codebook.shape[0])
        self._joint = [self._solved_jointly(np.arange(self._codes))]
        self._gather()

    @property
    def complete(self) -> Places:
        """The added texts in the inverse of the first group of codes, in order."""
        return np.sort(self._joint[0].shared)[self._codes :] - self._codes

    @property
    def established(self) -> Codes:
        """The first group of codes."""
        return self._joint[0].codes

    def add(self, rows: csr_array, dropped: Floats) -> None:
        """Add training texts, see `Members.add`; their answers are given to `fit`."""
        self._products.add(rows, dropped)

    def fit(self, answers: Doubles, groups: Sequence[Codes] | None = None) -> None:
        """Learn these answers.

        Args:
            answers: 1, 0, or nan for unknown, for each added text and code.
            groups: the codes that share an inverse (default: all), see ``review.learning.models.training_labels.judged_together``.
                They affect how the solution is computed, not the solution.
        """
        before = {joint.codes.tobytes(): joint for joint in self._joint}
        self._joint = [
            before.get(codes.tobytes()) or self._solved_jointly(codes)
            for codes in groups or [np.arange(self._codes)]
        ]
        targets = np.concatenate([np.eye(self._codes), answers])
        for joint in self._joint:
            joint.fit(targets[:, joint.codes])
        self._gather()

    def scores(self, rows: csr_array) -> Doubles:
        """The scores of texts like the rows of ``features.matrix`` (texts × codes)."""
        scores: Doubles = rows @ self.weights + self.bias
        return scores

    def weights_at(self, columns: Places, code: int) -> Floats:
        """The weights of some columns of ``features.matrix`` for a code."""
        weights: Floats = self.weights[columns, code]
        return weights

    def sums(self) -> Floats:
        """The sums of texts whose inner products with a row are its scores (columns × codes)."""
        return self._in_order([joint.sums() for joint in self._joint])

    def without_group(self, documents: Places) -> Doubles:
        """The scores of the added texts from models without their documents (texts × codes), nan for unknown.

        Args:
            documents: the document of each added text.
        """
        groups = np.concatenate([np.full(self._codes, -1), documents])
        return self._in_order([joint.without_group(groups) for joint in self._joint])[self._codes :]

    def _solved_jointly(self, codes: Codes) -> JointRegressions:
        return JointRegressions(self._products, np.eye(self._codes)[:, codes], codes)

    def _gather(self) -> None:
        self.weights: Floats = self._in_order([joint.weights for joint in self._joint])
        self.bias: Doubles = self._in_order([joint.bias for joint in self._joint])

    def _in_order(self, parts: Sequence[NDArray[Number]]) -> NDArray[Number]:
        """Results by code (the last axis), in the order of the codes."""
        if len(parts) == 1:
            return parts[0]
        order = np.argsort(np.concatenate([joint.codes for joint in self._joint]))
        return np.concatenate(parts, axis=-1)[..., order]


class JointRegressions:
    """The regressions of some codes, with one inverse over the texts known for all of them.

    Args:
        products: those of the codebook's texts, followed by the others.
        codebook: the answers for the codebook's texts (texts × these codes).
        codes: the codes.

    Attributes:
        codes: the codes.
        weights: the weights of the columns (columns × these codes).
        bias: the constant added to each code's scores.
    """

    def __init__(self, products: Products, codebook: Doubles, codes: Codes) -> None:
        self._products, self._members = products, products.members
        self._codebook = len(codebook)
        self.codes = codes
        self._renew(np.arange(self._codebook), codebook, None)
        self._border(codebook, np.empty(0, np.int64))

    @property
    def shared(self) -> Places:
        """The members in the inverse, unordered."""
        return self._shared.rows

    def fit(self, targets: Doubles) -> None:
        """Learn these answers of all members: 1, 0, or nan for unknown."""
        complete = np.flatnonzero(~np.isnan(targets).any(axis=1))
        shared = self._shared.rows
        late = np.setdiff1d(complete, shared, assume_unique=True)
        if len(late) > min(MOST_LATE, len(shared) // 4) or not np.isin(shared, complete).all():
            self._renew(*self._inverse_over(complete, targets))
        elif not np.array_equal(self._shared.targets, targets[shared]):
            self._renew(shared, targets[shared], self._shared.inverse)
        judged = np.flatnonzero(~np.isnan(targets).all(axis=1))
        self._border(targets, np.setdiff1d(judged, self._shared.rows, assume_unique=True))

    def sums(self) -> Floats:
        """See `Regressions.sums`."""
        duals = self._spread_out(self._shared.rows, self._duals)
        duals[self._partial] = self._bordered.duals
        return self._members.sums(duals)

    def without_group(self, groups: Places) -> Doubles:
        """The scores of all members from models without their group (members × these codes), nan for unknown.

        Args:
            groups: the document of each member, -1 for the codebook's, which are never left out.
        """
        scores = np.full((len(self._members), len(self.codes)), np.nan)
        scores[self._shared.rows], scores[self._partial] = self._bordered.without_group(groups)
        return scores

    def _penalties(self, rows: Places) -> Doubles:
        penalties: Doubles = np.where(rows < self._codebook, PENALTY / CODEBOOK_WEIGHT, PENALTY)
        return penalties

    def _cornered(self, rows: Places) -> Doubles:
        matrix: Doubles = self._products.matrix[np.ix_(rows, rows)] + np.diag(self._penalties(rows))
        return matrix

    def _inverse_over(self, complete: Places, targets: Doubles) -> tuple[Places, Doubles, Doubles]:
        """The inverse over these texts, updated from the present one if that is close."""
        rows, inverse = self._shared.rows, self._shared.inverse
        gone = np.flatnonzero(~np.isin(rows, complete))
        new = np.setdiff1d(complete, rows, assume_unique=True)
        if len(gone) + len(new) > len(rows) // 4:
            return complete, targets[complete], ridge.inverse_of(self._cornered(complete))
        if len(gone):
            rows, inverse = np.delete(rows, gone), ridge.shrunk(inverse, gone)
        if len(new):
            across = self._products.matrix[np.ix_(rows, new)]
            inverse = ridge.grown(inverse, across, self._cornered(new))
            rows = np.concatenate([rows, new])
        return rows, targets[rows], inverse

    def _renew(self, rows: Places, targets: Doubles, inverse: Doubles | None) -> None:
        if inverse is None:
            inverse = ridge.inverse_of(self._cornered(rows))
        self._shared = ridge.solved_together(rows, targets, inverse)
        self._shared_weights = self._members.weights(self._spread_out(rows, self._shared.duals))
        self._through: Doubles = np.empty((len(rows), 0))
        self._through_weights: Floats = np.empty((len(self._shared_weights), 0), np.float32)
        self._passed: Places = np.empty(0, np.int64)

    def _border(self, targets: Doubles, partial: Places) -> None:
        self._pass_through(np.setdiff1d(partial, self._passed, assume_unique=True))
        column = {int(row): place for place, row in enumerate(self._passed)}
        places = [column[int(row)] for row in partial]
        through = self._through[:, places]
        across = self._products.matrix[np.ix_(self._shared.rows, partial)]
        corner = self._cornered(partial) - across.T @ through
        self._bordered = Bordered(self._shared, partial, targets[partial], through, corner)
        duals = self._bordered.duals
        self._partial, self._duals = partial, self._shared.duals - through @ duals
        self.weights: Floats = self._shared_weights + self._through_weights[:, places] @ duals.astype(
            np.float32
        )
        self.bias: Doubles = self._duals.sum(axis=0) + duals.sum(axis=0)

    def _pass_through(self, new: Places) -> None:
        """Prepare texts for bordering: the part of each that goes through the shared texts."""
        if not len(new):
            return
        through = self._shared.inverse @ self._products.matrix[np.ix_(self._shared.rows, new)]
        taken = -self._spread_out(self._shared.rows, through)
        taken[new, np.arange(len(new))] += 1
        self._through = np.concatenate([self._through, through], axis=1)
        self._through_weights = np.concatenate([self._through_weights, self._members.weights(taken)], axis=1)
        self._passed = np.concatenate([self._passed, new])

    def _spread_out(self, rows: Places, values: Doubles) -> Doubles:
        """The values of some members at their indexes among all, 0 elsewhere."""
        every = np.zeros((len(self._members), values.shape[1]))
        every[rows] = values
        return every
