"""Blocks of TF-IDF features: words with their neighbours, and words spread over their characters.

In each block a text is a vector of length one: ``(1 + log count) · idf`` with ``idf = log((1 + n) / (1 + df)) + 1``
(Salton and Buckley 1988, in scikit-learn's smoothed form); `df` is the number of texts that have the feature.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, hstack

from review.suggest.words import Numbers, counted, counted_pairs

Floats = NDArray[np.float32]


def inverse_frequency(texts_with: NDArray[Any], texts: int) -> Floats:
    """The weight of features that stand in `texts_with` of `texts` texts: the rarer, the heavier."""
    weight: Floats = (np.log((1 + texts) / (1 + texts_with)) + 1).astype(np.float32)
    return weight


def unit_rows(matrix: csr_array) -> csr_array:
    """The matrix with every row that is not empty scaled to length one."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return csr_array(diags_array(1 / lengths.astype(np.float32)) @ matrix)


def sublinear(counts: csr_array) -> csr_array:
    """The counts with ``1 + log count`` in each place that is not zero."""
    damped = counts.copy()
    damped.data = 1 + np.log(damped.data)
    return damped


class WordBlock:
    """Words and pairs of neighbouring words, weighted by how few of the fitted texts have them.

    Args:
        texts: the texts to fit to, as word numbers below `vocabulary_size`.
        vocabulary_size: how many words there are.
        least: features in fewer texts than this are left out.
        most: features in more than this share of the texts are left out.

    Attributes:
        matrix: fitted texts × features, rows of length one (or zero).
        parts: for each feature its two word numbers; the second is -1 where the feature is one word.
    """

    def __init__(
        self, texts: Sequence[Numbers], vocabulary_size: int, *, least: int = 1, most: float = 1.0
    ) -> None:
        pairs, self._pairs = counted_pairs(texts)
        self._vocabulary_size = vocabulary_size
        counts = csr_array(hstack([counted(texts, vocabulary_size), pairs], format="csr"))
        texts_with = np.bincount(counts.indices, minlength=counts.shape[1])
        self._kept = np.flatnonzero((texts_with >= least) & (texts_with <= most * len(texts)))
        self._weights = inverse_frequency(texts_with[self._kept], len(texts))
        self.matrix = self._weighted(counts)
        alone = np.stack([np.arange(vocabulary_size), np.full(vocabulary_size, -1)], axis=1)
        self.parts: NDArray[np.int64] = np.concatenate([alone, self._pairs])[self._kept]

    def project(self, texts: Sequence[Numbers]) -> csr_array:
        """Other texts in this block's features; words and pairs that were not fitted are passed over."""
        known = [text[text < self._vocabulary_size] for text in texts]
        counts, pairs = counted_pairs(known)
        key, fitted = _keys(pairs), _keys(self._pairs)
        place = np.minimum(np.searchsorted(fitted, key), max(len(fitted) - 1, 0))
        found = np.flatnonzero(fitted[place] == key) if len(fitted) else np.empty(0, np.int64)
        counts = counts[:, found].tocoo()
        moved = csr_array(
            (counts.data, (counts.row, place[found][counts.col])), shape=(len(known), len(fitted))
        )
        return self._weighted(csr_array(hstack([counted(known, self._vocabulary_size), moved], format="csr")))

    def _weighted(self, counts: csr_array) -> csr_array:
        return unit_rows(csr_array(sublinear(counts[:, self._kept]) @ diags_array(self._weights)))


def _keys(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = (pairs[:, 0] << 32) | pairs[:, 1]
    return keys


class SpellingBlock:
    """Every word spread over its sequences of 3-5 characters, so that words of one stem or prefix are near.

    What ``char_wb`` n-grams do, without a texts × sequences matrix, which would be ten times the size of the one of
    words: ``matrix @ spread`` is that matrix, and whatever is linear in it can be computed through the words. A
    sequence's document frequency is estimated from those of its words as if words fell independently.

    Args:
        texts: the texts to fit to, as word numbers.
        words: the words that the numbers stand for.

    Attributes:
        matrix: fitted texts × words; a row of ``matrix @ spread`` has length one (or zero).
        spread: words × sequences.
    """

    def __init__(self, texts: Sequence[Numbers], words: Sequence[str]) -> None:
        self._words = len(words)
        counts = counted(texts, len(words))
        share = np.bincount(counts.indices, minlength=len(words)) / (len(texts) + 1)
        sequences = _sequences(words)
        without = sequences.copy()
        without.data[:] = 1
        texts_with = len(texts) * (1 - np.exp(without.T @ np.log1p(-share)))
        self.spread = csr_array(sequences @ diags_array(inverse_frequency(texts_with, len(texts))))
        self.matrix = self._scaled(counts)

    def project(self, texts: Sequence[Numbers]) -> csr_array:
        """Other texts in this block's words; words that were not there when it was fitted are passed over."""
        return self._scaled(counted([text[text < self._words] for text in texts], self._words))

    def _scaled(self, counts: csr_array) -> csr_array:
        damped = sublinear(counts)
        lengths = np.ones(damped.shape[0], np.float32)
        for start in range(0, damped.shape[0], _ROWS_AT_ONCE):
            rows = damped[start : start + _ROWS_AT_ONCE] @ self.spread
            lengths[start : start + _ROWS_AT_ONCE] = np.sqrt(rows.multiply(rows).sum(axis=1))
        lengths[lengths == 0] = 1
        return csr_array(diags_array(1 / lengths) @ damped)


_ROWS_AT_ONCE = 2000
"""Rows expanded to character sequences at once: some 20 MB."""


def _sequences(words: Sequence[str], shortest: int = 3, longest: int = 5) -> csr_array:
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    columns: list[int] = []
    starts = [0]
    for word in words:
        framed = f" {word} "
        columns.extend(
            numbers[framed[at : at + size]]
            for size in range(shortest, min(longest, len(framed)) + 1)
            for at in range(len(framed) - size + 1)
        )
        starts.append(len(columns))
    matrix = csr_array(
        (np.ones(len(columns), np.float32), np.array(columns, np.int32), np.array(starts, np.int32)),
        shape=(len(words), len(numbers)),
    )
    matrix.sum_duplicates()
    return matrix
