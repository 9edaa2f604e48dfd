"""The training texts of a model, which can grow without being copied each time."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.learning.features.compared import Features

Number = TypeVar("Number", bound=np.generic)


class GrowingRows:
    """A sparse float32 matrix of `columns` columns that grows by rows; its capacity is doubled when full.

    It has a place for each column that is in one of its rows, in the order in which they came: a corpus has millions of columns, and
    the texts that are compared have a few of them.
    """

    def __init__(self, columns: int) -> None:
        self._places = np.full(columns, -1, np.int32)
        self._columns = np.empty(65_536, np.int64)
        self._width = 0
        self._ends = np.zeros(65, np.int32)
        self._indices = np.empty(65_536, np.int32)
        self._data = np.empty(65_536, np.float32)
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    @property
    def columns(self) -> NDArray[np.int64]:
        """The columns that are in a row, by place."""
        return self._columns[: self._width]

    def extend(self, rows: csr_array) -> None:
        """Add rows (rows × columns)."""
        self._make_places(rows.indices)
        start, before = int(self._ends[self._rows]), self._rows
        end, after = start + int(rows.nnz), before + int(rows.shape[0])
        while end > len(self._indices):
            self._indices, self._data = _doubled(self._indices), _doubled(self._data)
        while after >= len(self._ends):
            self._ends = _doubled(self._ends)
        self._indices[start:end], self._data[start:end] = self._places[rows.indices], rows.data
        self._ends[before + 1 : after + 1] = start + rows.indptr[1:]
        self._rows = after

    def _make_places(self, columns: NDArray[np.int32]) -> None:
        new = np.unique(columns[self._places[columns] < 0])
        after = self._width + len(new)
        while after > len(self._columns):
            self._columns = _doubled(self._columns)
        self._columns[self._width : after] = new
        self._places[new] = np.arange(self._width, after)
        self._width = after

    @property
    def matrix(self) -> csr_array:
        """All rows by places (rows × places), as a view that is valid until rows are added."""
        end = self._ends[self._rows]
        return csr_array(
            (self._data[:end], self._indices[:end], self._ends[: self._rows + 1]),
            shape=(self._rows, self._width),
            copy=False,
        )

    def at_places(self, rows: csr_array) -> NDArray[np.float32]:
        """Other rows (rows × columns), as places × rows; columns without a place are left out."""
        result = np.zeros((self._width, rows.shape[0]), np.float32)
        places = self._places[rows.indices]
        of_row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        has_place = places >= 0
        result[places[has_place], of_row[has_place]] = rows.data[has_place]
        return result

    def by_column(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values of the places (places, or places × several) as values of the columns."""
        result = np.zeros((len(self._places), *values.shape[1:]), np.float32)
        result[self.columns] = values
        return result


class Members:
    """The texts of which a model is a weighted sum.

    Args:
        features: the features of the texts.
    """

    def __init__(self, features: Features) -> None:
        self.features = features
        self._rows = GrowingRows(features.matrix.shape[1])
        self._dropped: NDArray[np.float64] = np.empty(0)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> GrowingRows:
        """The texts by the columns that they have."""
        return self._rows

    @property
    def lengths(self) -> NDArray[np.float64]:
        """The inner product of each member with itself, less its spelling."""
        matrix = self._rows.matrix
        plain = (self._rows.columns < self.features.spelled)[matrix.indices]
        of_row = np.repeat(np.arange(len(self)), np.diff(matrix.indptr))[plain]
        squared = np.bincount(of_row, np.square(matrix.data[plain]), len(self)).astype(np.float64)
        return squared + self._dropped + 1

    def add(self, rows: csr_array, dropped: NDArray[np.float32] | float = 0.0) -> None:
        """Add texts.

        Args:
            rows: like those of ``features.matrix``.
            dropped: the part of each row's squared length that is not in the row, see `Features`.
        """
        self._rows.extend(rows)
        every = np.broadcast_to(np.asarray(dropped, np.float64), rows.shape[0])
        self._dropped = np.concatenate([self._dropped, every])

    def with_sum(self, duals: NDArray[np.float64]) -> NDArray[np.float64]:
        """The inner product of each member with a weighted sum of them, over the full features and the bias.

        Args:
            duals: each member's weight in the sum.
        """
        matrix, words = self._rows.matrix, np.flatnonzero(self._rows.columns >= self.features.spelled)
        weights = matrix.T @ duals.astype(np.float32)
        columns = self._rows.columns[words] - self.features.spelled
        weights[words] = self.features.near_sum(weights[words], columns)
        products: NDArray[np.float64] = matrix @ weights + duals.sum() + self._dropped * duals
        return products

    def sums(self, duals: NDArray[np.float64]) -> NDArray[np.float32]:
        """Weighted sums of the members, as columns × several.

        Args:
            duals: each member's weight in the sum (members, or members × several sums).
        """
        return self._rows.by_column(self._rows.matrix.T @ duals.astype(np.float32))

    def weights(self, duals: NDArray[np.float64]) -> NDArray[np.float32]:
        """The weights of the columns, for scores ``matrix @ weights + duals.sum(axis=0)``.

        Args:
            duals: see `sums`.
        """
        return self.features.compared(self.sums(duals))


class Products:
    """The inner products of all members with each other: eight bytes for each two, so not for many thousands.

    Args:
        members: the texts, none yet.
    """

    def __init__(self, members: Members) -> None:
        self.members = members
        self._products: NDArray[np.float64] = np.zeros((64, 64))

    @property
    def matrix(self) -> NDArray[np.float64]:
        """The inner products over the full features, plus 1 for the bias (members × members)."""
        return self._products[: len(self.members), : len(self.members)]

    def add(self, rows: csr_array, dropped: NDArray[np.float32] | float = 0.0) -> None:
        """Add texts to the members, see `Members.add`."""
        members, every = self.members, np.broadcast_to(dropped, rows.shape[0])
        first = start = len(members)
        while start < first + rows.shape[0]:
            at_once = min(_AT_ONCE, max(1, _MOST_NUMBERS // max(1, len(members.rows.columns))))
            these = slice(start - first, start - first + at_once)
            some = rows[these]
            before, start = start, start + some.shape[0]
            members.add(some, every[these])
            while len(members) > len(self._products):
                self._products = np.pad(self._products, (0, len(self._products)))
            products = members.rows.matrix @ self._compared(some) + 1
            self._products[: len(members), before : len(members)] = products
            self._products[before : len(members), : len(members)] = products.T
        added = np.arange(first, len(members))
        self._products[added, added] += every

    def _compared(self, rows: csr_array) -> NDArray[np.float32]:
        """What `Features.compared_rows` gives, as places × rows."""
        features, kept = self.members.features, self.members.rows
        compared = kept.at_places(rows[:, : features.spelled])
        words = np.flatnonzero(kept.columns >= features.spelled)
        compared[words] = features.near_words(rows, kept.columns[words] - features.spelled)
        return compared


_AT_ONCE = 64
"""The number of texts that are compared at a time."""

_MOST_NUMBERS = 1 << 24
"""The most numbers in memory meanwhile, places × texts; fewer texts are compared at a time where there would be more."""


def _doubled(values: NDArray[Number]) -> NDArray[Number]:
    return np.concatenate([values, np.empty_like(values)])
