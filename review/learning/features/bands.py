"""A sparse matrix in bands of columns.

Scoring takes half the time like this: the weights of a band's columns stay in the processor's cache while all rows are multiplied with
them. Bands of rare columns are there by column, too: nearly all of these weigh nothing, since no decided record has them, and are
not read then. A matrix is filled some rows at a time, because two copies may not fit in memory.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from review.learning.features.tokens import Places

Floats = NDArray[np.float32]

_WIDTH = 1 << 17
"""The most columns of a band; their weights take half a megabyte."""

_RARE = 32
"""The columns of a band are rare if on average they are in fewer rows than this."""

_MANY_ENTRIES = 1 << 17
"""Bands with fewer entries are read in no time, so they are there by row only."""

_MOST_WEIGHED = 1 / 4
"""The largest share of a band's columns with weights for which it is read by column."""

_HUGE = 1 << 21
"""The bytes of a huge page on most machines."""


@dataclass(frozen=True)
class Bands:
    """A sparse float32 matrix, whose rows are read as sparse arrays.

    Attributes:
        bands: its columns from left to right.
        by_column: some of these bands once more, by their place, with quick access to columns.
    """

    bands: tuple[csr_array, ...]
    by_column: Mapping[int, csc_array] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of rows and columns."""
        return int(self.bands[0].shape[0]), sum(int(band.shape[1]) for band in self.bands)

    def __getitem__(self, rows: slice | Sequence[int] | Places) -> csr_array:
        if len(self.bands) == 1:
            return self.bands[0][rows]
        # Not by scipy, which takes a tenth of the time of a new order to put one row of many bands together.
        chosen = np.arange(self.shape[0])[rows]
        starts, ends = (
            np.stack([band.indptr[chosen + after] for band in self.bands], axis=1) for after in (0, 1)
        )
        parts = [
            (band, slice(start, end))
            for row in zip(starts.tolist(), ends.tolist(), strict=True)
            for band, start, end in zip(self.bands, *row, strict=True)
        ]
        first = np.cumsum([0, *(band.shape[1] for band in self.bands[:-1])], dtype=np.int32)
        data = np.concatenate([np.empty(0, np.float32), *(band.data[part] for band, part in parts)])
        indices = np.concatenate([np.empty(0, np.int32), *(band.indices[part] for band, part in parts)])
        indices += np.repeat(np.tile(first, len(chosen)), (ends - starts).ravel())
        row_ends = np.cumsum([0, *(ends - starts).sum(axis=1)])
        return csr_array((data, indices, row_ends.astype(np.int32)), shape=(len(chosen), self.shape[1]))

    def __matmul__(self, weights: Floats) -> Floats:
        scores = np.zeros(self.shape[0], np.float32)
        start = 0
        for place, band in enumerate(self.bands):
            scores += self._scores(place, weights[start : start + band.shape[1]])
            start += band.shape[1]
        return scores

    def _scores(self, place: int, weights: Floats) -> Floats:
        """A band times the weights of its columns; the same to the last bit, however it is read."""
        scores: Floats
        if place in self.by_column:
            weighed = np.flatnonzero(weights != 0)  # four times as fast as of the numbers themselves
            if len(weighed) <= _MOST_WEIGHED * len(weights):
                scores = self.by_column[place][:, weighed] @ weights[weighed]
                return scores
        scores = self.bands[place] @ weights
        return scores


class FilledBands:
    """A matrix that is filled from the first row to the last.

    Args:
        rows: the number of rows.
        entries: for each block of columns, how many entries each of its columns will have.
    """

    def __init__(self, rows: int, entries: Sequence[NDArray[Any]]) -> None:
        self._filled = 0
        self._bands = [
            _empty(rows, block[start : start + _WIDTH])
            for block in entries
            for start in range(0, max(len(block), 1), _WIDTH)
        ]

    def add(self, blocks: Sequence[csr_array]) -> None:
        """Fill the next rows.

        Args:
            blocks: these rows, a matrix for each block of columns.
        """
        first, rows = self._filled, blocks[0].shape[0]
        parts = [part for block in blocks for part in _divided(block)]
        for band, part in zip(self._bands, parts, strict=True):
            start = int(band.indptr[first])
            band.data[start : start + part.nnz] = part.data
            band.indices[start : start + part.nnz] = part.indices
            band.indptr[first + 1 : first + rows + 1] = part.indptr[1:] + start
        self._filled += rows

    def matrix(self) -> Bands:
        """The matrix, once all rows are filled."""
        rare = {
            place: csc_array(band)
            for place, band in enumerate(self._bands)
            if _MANY_ENTRIES <= band.nnz < _RARE * band.shape[1]
        }
        return Bands(tuple(self._bands), rare)


def _empty(rows: int, entries: NDArray[Any]) -> csr_array:
    """A band with room for so many entries in each column."""
    size = int(entries.sum(dtype=np.int64))
    # Both index arrays must have the same type.
    number = np.int32 if size < 2**31 else np.int64
    starts = np.zeros(rows + 1, number)
    band = csr_array((rows, len(entries)), dtype=np.float32)
    band.data, band.indices, band.indptr = _room(size, np.float32), _room(size, number), starts
    return band


def _room(size: int, number: type[np.generic]) -> NDArray[Any]:
    """An array of so many numbers, on huge pages where the system has them: each new order reads all of it."""
    length = size * np.dtype(number).itemsize
    if length < _HUGE or not hasattr(mmap, "MADV_HUGEPAGE"):
        return np.empty(size, number)
    memory = mmap.mmap(-1, length, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    with suppress(OSError):  # a system that knows the word may be built without them
        memory.madvise(mmap.MADV_HUGEPAGE)
    return np.frombuffer(memory, number, size)


def _divided(block: csr_array) -> list[csr_array]:
    """The bands of a block of columns."""
    rows, columns = block.shape
    if columns <= _WIDTH:
        return [block]
    band = (block.indices // _WIDTH).astype(np.uint16)
    order = np.argsort(band, kind="stable")
    data, indices = block.data[order], block.indices[order] % _WIDTH
    bands = -(-columns // _WIDTH)
    row = np.repeat(np.arange(rows), np.diff(block.indptr))
    sizes = np.bincount(band * np.int64(rows) + row, minlength=bands * rows)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    divided = []
    for place in range(bands):
        starts = ends[place * rows : (place + 1) * rows + 1]
        inside = slice(starts[0], starts[-1])
        width = min(_WIDTH, columns - place * _WIDTH)
        starts = (starts - starts[0]).astype(np.int32)
        divided.append(csr_array((data[inside], indices[inside], starts), shape=(rows, width)))
    return divided
