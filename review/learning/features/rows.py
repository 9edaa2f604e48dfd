"""The training texts of a model, which can grow without being copied each time."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.learning.features.features import Features

Number = TypeVar("Number", bound=np.generic)


class GrowingRows:
    """A sparse float32 matrix of `columns` columns that grows by rows; its capacity is doubled when full."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._ends = np.zeros(65, np.int32)
        self._indices = np.empty(65_536, np.int32)
        self._data = np.empty(65_536, np.float32)
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def extend(self, rows: csr_array) -> None:
        """Add rows (rows × columns)."""
        start, before = int(self._ends[self._rows]), self._rows
        end, after = start + int(rows.nnz), before + int(rows.shape[0])
        while end > len(self._indices):
            self._indices, self._data = _doubled(self._indices), _doubled(self._data)
        while after >= len(self._ends):
            self._ends = _doubled(self._ends)
        self._indices[start:end], self._data[start:end] = rows.indices, rows.data
        self._ends[before + 1 : after + 1] = start + rows.indptr[1:]
        self._rows = after

    @property
    def matrix(self) -> csr_array:
        """All rows, as a view that is valid until rows are added."""
        end = self._ends[self._rows]
        return csr_array(
            (self._data[:end], self._indices[:end], self._ends[: self._rows + 1]),
            shape=(self._rows, self._columns),
            copy=False,
        )


class Members:
    """The texts of which a model is a weighted sum, and their inner products.

    Args:
        features: the features of the texts.
    """

    def __init__(self, features: Features) -> None:
        self._features = features
        self._rows = GrowingRows(features.matrix.shape[1])
        self._products: NDArray[np.float64] = np.zeros((64, 64))

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def products(self) -> NDArray[np.float64]:
        """The inner products of all members over the full features, plus 1 for the bias (members × members)."""
        return self._products[: len(self), : len(self)]

    def add(self, rows: csr_array, dropped: NDArray[np.float32] | float = 0.0) -> None:
        """Add texts.

        Args:
            rows: like those of ``features.matrix``.
            dropped: the part of each row's squared length that is not in the row, see `Features`.
        """
        first = len(self)
        for start in range(0, rows.shape[0], _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            before = len(self)
            self._rows.extend(some)
            while len(self) > len(self._products):
                self._products = np.pad(self._products, (0, len(self._products)))
            compared = self._features.compared_rows(some)
            products = self._rows.matrix @ compared + 1
            self._products[: len(self), before : len(self)] = products
            self._products[before : len(self), : len(self)] = products.T
        added = np.arange(first, len(self))
        self._products[added, added] += dropped

    def sums(self, duals: NDArray[np.float64]) -> NDArray[np.float32]:
        """Weighted sums of the members, as columns × several.

        Args:
            duals: each member's weight in the sum (members, or members × several sums).
        """
        result: NDArray[np.float32] = self._rows.matrix.T @ duals.astype(np.float32)
        return result

    def weights(self, duals: NDArray[np.float64]) -> NDArray[np.float32]:
        """The weights of the columns, for scores ``matrix @ weights + duals.sum(axis=0)``.

        Args:
            duals: see `sums`.
        """
        return self._features.compared(self.sums(duals))


_AT_ONCE = 64
"""How many texts are compared at a time: columns × 64 numbers in memory."""


def _doubled(values: NDArray[Number]) -> NDArray[Number]:
    return np.concatenate([values, np.empty_like(values)])
