"""Ridge regression in the dual for many codes, with exact addition and removal of texts.

A text whose answers are known for all codes is *shared*: all codes are solved with one inverse over these texts. A text
known only for some codes (it was coded but not marked as done) is bordered to that inverse for these codes only, so that
unknown answers have no effect. Recently added texts are bordered, too, until there are enough of them to recompute the
inverse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Places = NDArray[np.int64]


def inverse_of(matrix: Doubles) -> Doubles:
    """The inverse of a symmetric positive definite matrix."""
    if not len(matrix):
        return matrix.copy()
    from scipy.linalg.lapack import dpotrf, dpotri

    factor, _ = dpotrf(matrix, lower=True)
    inverse: Doubles = dpotri(factor, lower=True)[0]
    return np.tril(inverse) + np.tril(inverse, -1).T


def grown(inverse: Doubles, products: Doubles, corner: Doubles) -> Doubles:
    """The inverse of the matrix with rows added below and columns at the right.

    Args:
        inverse: the inverse of the matrix so far (n × n).
        products: the new columns' entries in the old rows (n × m).
        corner: the new columns' entries in the new rows (m × m).
    """
    old = len(inverse)
    through = inverse @ products
    below = inverse_of(corner - products.T @ through)
    larger = np.empty((old + len(corner), old + len(corner)))
    weighted = through @ below
    np.add(inverse, weighted @ through.T, out=larger[:old, :old])
    larger[:old, old:] = -weighted
    larger[old:, :old] = -weighted.T
    larger[old:, old:] = below
    return larger


def shrunk(inverse: Doubles, gone: NDArray[np.integer]) -> Doubles:
    """The inverse of the matrix without some of its rows and columns."""
    kept = np.setdiff1d(np.arange(len(inverse)), gone)
    across = inverse[np.ix_(kept, gone)]
    reduced: Doubles = inverse[np.ix_(kept, kept)] - across @ np.linalg.solve(
        inverse[np.ix_(gone, gone)], across.T
    )
    return reduced


@dataclass(frozen=True)
class Shared:
    """The regressions of all codes on the texts known for all codes, with one inverse."""

    rows: Places
    targets: Doubles
    inverse: Doubles
    duals: Doubles


def solved_together(rows: Places, targets: Doubles, inverse: Doubles) -> Shared:
    """The regressions on some texts.

    Args:
        rows: the texts.
        targets: their answers (rows × codes).
        inverse: the inverse of their inner products, with the penalty of each on the diagonal.
    """
    return Shared(rows, targets, inverse, inverse @ targets)


class Bordered:
    """The regressions of all codes on shared texts and on texts known only for some codes.

    Args:
        shared: the regressions on the shared texts.
        partial: the other texts.
        targets: their answers (partial × codes): 1 if the code applies, 0 if not, nan for unknown.
        through: the shared inverse times their inner products with the shared texts (shared × partial).
        corner: their inner products minus the part through the shared texts (partial × partial).
    """

    def __init__(
        self, shared: Shared, partial: Places, targets: Doubles, through: Doubles, corner: Doubles
    ) -> None:
        self._shared, self._partial, self._targets = shared, partial, targets
        self._through, self._corner = through, corner
        self._own = [np.flatnonzero(~np.isnan(targets[:, code])) for code in range(targets.shape[1])]
        # Codes added to the map together are known for the same texts.
        inverses = {own.tobytes(): own for own in self._own}
        below = {name: inverse_of(corner[np.ix_(own, own)]) for name, own in inverses.items()}
        self._below = [below[own.tobytes()] for own in self._own]
        self.duals = self._solved()
        """The partial texts' weights in the sums of texts (partial × codes), 0 for unknown. The shared texts'
        weights are ``shared.duals - through @ duals``."""

    def without_group(self, groups: Places) -> tuple[Doubles, Doubles]:
        """Each text's scores from a model without the texts of its document, nan for unknown.

        This has a closed form: target - (block of the inverse)⁻¹ · duals of the block.

        Args:
            groups: the document of each text; texts of group -1, the codebook's, are never left out.

        Returns:
            The scores of the shared and of the partial texts (texts × codes).
        """
        duals = self._shared.duals - self._through @ self.duals
        scores = np.full(duals.shape, np.nan), np.full(self.duals.shape, np.nan)
        plain = np.array([not len(own) for own in self._own], bool)
        for here in _members(groups[self._shared.rows]):
            left_out = np.linalg.solve(self._shared.inverse[np.ix_(here, here)], duals[np.ix_(here, plain)])
            scores[0][np.ix_(here, plain)] = self._shared.targets[np.ix_(here, plain)] - left_out
        for code in np.flatnonzero(~plain):
            self._score(int(code), duals[:, code], groups, scores)
        return scores

    def _solved(self) -> Doubles:
        duals = np.zeros(self._targets.shape)
        for code, (own, below) in enumerate(zip(self._own, self._below, strict=True)):
            known = self._targets[own, code]
            duals[own, code] = below @ (known - self._through[:, own].T @ self._shared.targets[:, code])
        return duals

    def _score(self, code: int, duals: Doubles, groups: Places, scores: tuple[Doubles, Doubles]) -> None:
        own, below = self._own[code], self._below[code]
        through = self._through[:, own]
        side = -through @ below
        shared = len(self._shared.rows)
        targets = np.concatenate([self._shared.targets[:, code], self._targets[own, code]])
        weights = np.concatenate([duals, self.duals[own, code]])
        for members in _members(np.concatenate([groups[self._shared.rows], groups[self._partial[own]]])):
            here, there = members[members < shared], members[members >= shared] - shared
            corner = self._shared.inverse[np.ix_(here, here)] - side[here] @ through[here].T
            across = side[np.ix_(here, there)]
            block = np.block([[corner, across], [across.T, below[np.ix_(there, there)]]])
            score = targets[members] - np.linalg.solve(block, weights[members])
            scores[0][here, code], scores[1][own[there], code] = score[: len(here)], score[len(here) :]


def _members(groups: Places) -> list[Places]:
    """The texts of each document, in order."""
    if not len(groups):
        return []
    order = np.argsort(groups, kind="stable")
    names, starts = np.unique(groups[order], return_index=True)
    return [here for name, here in zip(names, np.split(order, starts[1:]), strict=True) if name >= 0]
