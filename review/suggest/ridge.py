"""Ridge regression in the dual, for many codes at once, that takes in a text and lets one go exactly.

A text whose answer is known for every code is *shared*: all codes are solved with one inverse over those texts. A
text that is known for some codes only (it got a code, and nobody has finished with it) is bordered to that inverse
for these codes alone, so that what is not known counts for nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Places = NDArray[np.int64]


def inverse_of(matrix: Doubles) -> Doubles:
    """The inverse of a symmetric positive definite matrix."""
    from scipy.linalg.lapack import dpotrf, dpotri

    factor, _ = dpotrf(matrix, lower=True)
    inverse: Doubles = dpotri(factor, lower=True)[0]
    return np.tril(inverse) + np.tril(inverse, -1).T


def grown(inverse: Doubles, products: Doubles, corner: Doubles) -> Doubles:
    """The inverse of the matrix with rows added below and columns at the right.

    Args:
        inverse: of the matrix so far (n × n).
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


class PartlyKnown:
    """The ridge regressions of all codes over texts of which some are known for some codes only.

    Args:
        products: inner products of all texts with one another, the bias's 1 included (texts × texts).
        penalties: alpha over the weight of each text.
        targets: texts × codes; 1 where the code holds, 0 where it does not, nan where that is not known.
        shared: the texts that are known for every code.
        inverse: of ``products[shared, shared] + diag(penalties[shared])``.
    """

    def __init__(
        self, products: Doubles, penalties: Doubles, targets: Doubles, shared: Places, inverse: Doubles
    ) -> None:
        self._shared, self._inverse, self._targets = shared, inverse, targets
        known = ~np.isnan(targets)
        self._partial = np.setdiff1d(np.flatnonzero(known.any(axis=1)), shared)
        self._own = [np.flatnonzero(known[self._partial, code]) for code in range(targets.shape[1])]
        across = products[np.ix_(shared, self._partial)]
        self._through = inverse @ across
        corner = products[np.ix_(self._partial, self._partial)] - across.T @ self._through
        self._corner = corner + np.diag(penalties[self._partial])

    def duals(self) -> Doubles:
        """Each text's weight in the sum of texts that makes a code's score (texts × codes), 0 where not known."""
        duals = np.zeros(self._targets.shape)
        duals[self._shared] = self._inverse @ self._targets[self._shared]
        for code, own in enumerate(self._own):
            if len(own):
                through, below = self._bordering(own)
                rows = self._partial[own]
                answers = self._targets[rows, code]
                duals[rows, code] = below @ (answers - through.T @ self._targets[self._shared, code])
                duals[self._shared, code] -= through @ duals[rows, code]
        return duals

    def without_group(self, duals: Doubles, groups: Places) -> Doubles:
        """Each text's scores from a model without the texts of its document (texts × codes), nan where not known.

        This has a closed form: target - (block of the inverse)⁻¹ · duals of the block.

        Args:
            duals: see `duals`.
            groups: the document of each text; texts of group -1, the codebook's, are never left out.
        """
        scores = np.full(self._targets.shape, np.nan)
        plain = np.array([not len(own) for own in self._own], bool)
        for here in _members(groups[self._shared]):
            cells = np.ix_(self._shared[here], plain)
            block = self._inverse[np.ix_(here, here)]
            scores[cells] = self._targets[cells] - np.linalg.solve(block, duals[cells])
        for code in np.flatnonzero(~plain):
            rows, inverse = self._inverse_of(int(code))
            for here in _members(groups[rows]):
                block = inverse[np.ix_(here, here)]
                left_out = np.linalg.solve(block, duals[rows[here], code])
                scores[rows[here], code] = self._targets[rows[here], code] - left_out
        return scores

    def _bordering(self, own: Places) -> tuple[Doubles, Doubles]:
        return self._through[:, own], inverse_of(self._corner[np.ix_(own, own)])

    def _inverse_of(self, code: int) -> tuple[Places, Doubles]:
        """The texts known for one code, and the whole inverse over them."""
        through, below = self._bordering(self._own[code])
        side = -through @ below
        whole = np.block([[self._inverse - side @ through.T, side], [side.T, below]])
        return np.concatenate([self._shared, self._partial[self._own[code]]]), whole


def _members(groups: Places) -> list[Places]:
    """The texts of each document."""
    order = np.argsort(groups, kind="stable")
    names, starts = np.unique(groups[order], return_index=True)
    return [here for name, here in zip(names, np.split(order, starts[1:]), strict=True) if name >= 0]
