"""Blocks of TF-IDF features: words with their neighbours, and words spread over their characters.

In each block a text is a vector of length one: ``(1 + log count) · idf`` with ``idf = log((1 + n) / (1 + df)) + 1``
(Salton and Buckley 1988, in scikit-learn's smoothed form); `df` is the number of texts that have the feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from review.suggest.words import Numbers, counted, counted_pairs, summed

Floats = NDArray[np.float32]


def inverse_frequency(texts_with: NDArray[Any], texts: int) -> Floats:
    """The weight of features that stand in `texts_with` of `texts` texts: the rarer, the heavier."""
    weight: Floats = (np.log((1 + texts) / (1 + texts_with)) + 1).astype(np.float32)
    return weight


def scaled_columns(matrix: csr_array, weights: Floats) -> csr_array:
    """The matrix with each column times its weight (a product with a diagonal matrix costs ten times as much)."""
    return _with_data(matrix, matrix.data * weights[matrix.indices])


def scaled_rows(matrix: csr_array, weights: Floats) -> csr_array:
    """The matrix with each row times its weight."""
    return _with_data(matrix, matrix.data * np.repeat(weights, np.diff(matrix.indptr)))


def unit_rows(matrix: csr_array) -> csr_array:
    """The matrix with every row that is not empty scaled to length one."""
    return scaled_rows(matrix, _inverse_lengths(squared_lengths(matrix)))


def squared_lengths(matrix: csr_array) -> Floats:
    """The squared length of every row."""
    sums = np.concatenate([[0.0], np.cumsum(np.square(matrix.data), dtype=np.float64)])
    lengths: Floats = (sums[matrix.indptr[1:]] - sums[matrix.indptr[:-1]]).astype(np.float32)
    return lengths


def _inverse_lengths(squared: Floats) -> Floats:
    lengths = np.sqrt(squared)
    inverse: Floats = np.divide(1, lengths, out=np.ones_like(lengths), where=lengths > 0)
    return inverse


def _with_data(matrix: csr_array, data: Floats) -> csr_array:
    return csr_array((data.astype(np.float32, copy=False), matrix.indices, matrix.indptr), shape=matrix.shape)


def sublinear(counts: csr_array) -> csr_array:
    """The counts with ``1 + log count`` in each place that is not zero."""
    return _with_data(counts, 1 + np.log(counts.data))


class WordBlock:
    """Words and pairs of neighbouring words, weighted by how few of the fitted texts have them.

    Args:
        texts: the texts to fit to, as word numbers below `vocabulary_size`.
        vocabulary_size: how many words there are.
        least: features in fewer texts than this are left out.
        most: features in more than this share of the texts are left out.

    Attributes:
        matrix: fitted texts × features. Rows have length one (or zero) before pairs that stand in a single text are
            dropped: they are most of the features, and cannot liken it to any other.
        parts: for each feature its two word numbers; the second is -1 where the feature is one word.
        dropped: for each text the squared length of what was dropped.
    """

    def __init__(
        self, texts: Sequence[Numbers], vocabulary_size: int, *, least: int = 1, most: float = 1.0
    ) -> None:
        pairs, self._pairs = counted_pairs(texts)
        self._vocabulary_size = vocabulary_size
        counts = csr_array(hstack([counted(texts, vocabulary_size), pairs], format="csr"))
        texts_with = np.bincount(counts.indices, minlength=counts.shape[1])
        kept = (texts_with >= least) & (texts_with <= most * len(texts))
        self._weights = inverse_frequency(texts_with, len(texts)) * kept
        shared = (texts_with > 1) | (np.arange(len(texts_with)) < vocabulary_size)
        self._columns = np.flatnonzero(kept & shared)
        weighted = self._weighted(counts)
        self.matrix = csr_array(weighted[:, self._columns])
        self.dropped: Floats = squared_lengths(weighted) - squared_lengths(self.matrix)
        alone = np.stack([np.arange(vocabulary_size), np.full(vocabulary_size, -1)], axis=1)
        self.parts: NDArray[np.int64] = np.concatenate([alone, self._pairs])[self._columns]

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
        counts = csr_array(hstack([counted(known, self._vocabulary_size), moved], format="csr"))
        return csr_array(self._weighted(counts)[:, self._columns])

    def _weighted(self, counts: csr_array) -> csr_array:
        return unit_rows(scaled_columns(sublinear(counts), self._weights))


def _keys(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = (pairs[:, 0] << 32) | pairs[:, 1]
    return keys


class SpellingBlock:
    """Every word spread over its sequences of 3-5 characters, so that words of one stem or prefix are near.

    What ``char_wb`` n-grams do, without a texts × sequences matrix, which would be ten times the size of the one of
    words: ``matrix @ spread`` is that matrix, and whatever is linear in it can be computed through the words. A
    sequence's document frequency is estimated from those of its words as if words fell independently, and a text's
    length is taken as if its words shared no sequences (it is some 10 % more than one for abstracts).

    Args:
        texts: the texts to fit to, as word numbers.
        words: the words that the numbers stand for.

    Attributes:
        matrix: fitted texts × words; a row of ``matrix @ spread`` has a length of about one (or zero).
        spread: words × sequences.
    """

    def __init__(self, texts: Sequence[Numbers], words: Sequence[str]) -> None:
        self._words = len(words)
        counts = counted(texts, len(words))
        share = np.bincount(counts.indices, minlength=len(words)) / (len(texts) + 1)
        sequences = _sequences(words)
        standing = _with_data(sequences, np.ones_like(sequences.data))
        texts_with = len(texts) * (1 - np.exp(standing.T @ np.log1p(-share)))
        self.spread = scaled_columns(sequences, inverse_frequency(texts_with, len(texts)))
        self._word_lengths = np.sqrt(squared_lengths(self.spread))
        self.matrix = self._scaled(counts)

    def project(self, texts: Sequence[Numbers]) -> csr_array:
        """Other texts in this block's words; words that were not there when it was fitted are passed over."""
        return self._scaled(counted([text[text < self._words] for text in texts], self._words))

    def _scaled(self, counts: csr_array) -> csr_array:
        damped = sublinear(counts)
        squared = squared_lengths(scaled_columns(damped, self._word_lengths))
        return scaled_rows(damped, _inverse_lengths(squared))


def _sequences(words: Sequence[str], shortest: int = 3, longest: int = 5) -> csr_array:
    """How often each sequence of characters stands in each word, a space before and after it (words × sequences).

    A sequence is numbered by its characters' places in the alphabet of all words, twelve bits each: more than 4,095
    different characters share numbers, which likens rare words to one another a little and does no harm.
    """
    framed = "".join(f" {word} " for word in words)
    code_points = np.frombuffer(framed.encode("utf-32-le", "surrogatepass"), np.uint32)
    _, places = np.unique(code_points, return_inverse=True)
    characters = places.astype(np.int64) % 4095 + 1
    lengths = np.fromiter((len(word) + 2 for word in words), np.int64, len(words))
    of_word = np.repeat(np.arange(len(words), dtype=np.int32), lengths)
    keys, rows = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    window = np.zeros(len(characters), np.int64)
    for size in range(1, longest + 1):
        window = (window[: len(characters) - size + 1] << 12) | characters[size - 1 :]
        if size >= shortest:
            inside = of_word[: len(window)] == of_word[size - 1 :]
            keys.append(window[inside])
            rows.append(of_word[: len(window)][inside])
    sequences, columns = np.unique(np.concatenate(keys), return_inverse=True)
    return summed(np.concatenate(rows), columns.astype(np.int32), (len(words), len(sequences)))
