"""Blocks of TF-IDF features: words and word pairs, and character sequences of words.

In each block a text is a vector of length one: ``(1 + log count) · idf`` with ``idf = log((1 + n) / (1 + df)) + 1``
(Salton and Buckley 1988, in scikit-learn's smoothed form); `df` is the number of texts with the feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from review.learning.features.tokens import Numbers, Places
from review.learning.features.words import Pairs, TextsWithPairs, counted, counted_pairs, in_batches, in_rows

Floats = NDArray[np.float32]

_ROWS_AT_ONCE = 4096
_SHORTEST, _LONGEST = 3, 5
"""The characters of the sequences."""


def inverse_frequency(texts_with: NDArray[Any], texts: int) -> Floats:
    """The weight of features that occur in `texts_with` of `texts` texts; rare ones weigh more."""
    weight: Floats = (np.log((1 + texts) / (1 + texts_with)) + 1).astype(np.float32)
    return weight


def scaled_columns(matrix: csr_array, weights: Floats) -> csr_array:
    """The matrix with each column times its weight (a product with a diagonal matrix is ten times slower)."""
    return _with_data(matrix, matrix.data * weights[matrix.indices])


def scaled_rows(matrix: csr_array, weights: Floats) -> csr_array:
    """The matrix with each row times its weight."""
    return _with_data(matrix, matrix.data * np.repeat(weights, np.diff(matrix.indptr)))


def unit_rows(matrix: csr_array) -> csr_array:
    """The matrix with every non-empty row scaled to length one."""
    return scaled_rows(matrix, inverse_lengths(squared_lengths(matrix)))


def times(matrix: csr_array, weight: float) -> csr_array:
    """The matrix times a number."""
    return _with_data(matrix, np.float32(weight) * matrix.data)


def squared_lengths(matrix: csr_array) -> Floats:
    """The squared length of every row."""
    lengths: Floats = _with_data(matrix, np.square(matrix.data)) @ np.ones(matrix.shape[1], np.float32)
    return lengths


def inverse_lengths(squared: Floats) -> Floats:
    """The factors that scale rows of these squared lengths to length one; 1 for empty rows."""
    lengths = np.sqrt(squared)
    inverse: Floats = np.divide(1, lengths, out=np.ones_like(lengths), where=lengths > 0)
    return inverse


def side_by_side(blocks: Sequence[csr_array], weights: Sequence[float]) -> csr_array:
    """Blocks of columns as one weighted matrix, built row by row because two copies may not fit in memory.

    Args:
        blocks: matrices with the same number of rows.
        weights: one for each block.
    """
    starts = np.sum([block.indptr.astype(np.int64) for block in blocks], axis=0)
    # Both index arrays must have the same type, and scikit-learn accepts only the smaller one.
    number = np.int32 if starts[-1] < 2**31 else np.int64
    starts = starts.astype(number)
    data, indices = np.empty(starts[-1], np.float32), np.empty(starts[-1], number)
    rows = len(starts) - 1
    for start in range(0, rows, _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, rows)
        some = hstack(
            [np.float32(weight) * block[start:stop] for block, weight in zip(blocks, weights, strict=True)],
            format="csr",
        )
        data[starts[start] : starts[stop]] = some.data
        indices[starts[start] : starts[stop]] = some.indices
    return csr_array((data, indices, starts), shape=(rows, sum(block.shape[1] for block in blocks)))


def _with_data(matrix: csr_array, data: Floats) -> csr_array:
    return csr_array((data.astype(np.float32, copy=False), matrix.indices, matrix.indptr), shape=matrix.shape)


def _with_columns(matrix: csr_array, kept: NDArray[np.bool_]) -> csr_array:
    """The matrix with only the kept columns."""
    stays = kept[matrix.indices]
    numbers = np.cumsum(kept, dtype=np.int32) - np.int32(1)
    starts = np.concatenate([[0], np.cumsum(stays)])[matrix.indptr].astype(matrix.indptr.dtype)
    shape = (matrix.shape[0], int(kept.sum()))
    return csr_array((matrix.data[stays], numbers[matrix.indices[stays]], starts), shape=shape)


def sublinear(counts: csr_array) -> csr_array:
    """The counts with ``1 + log count`` instead of each non-zero value."""
    return _with_data(counts, 1 + np.log(counts.data))


@dataclass(frozen=True)
class WeightedTexts:
    """Texts in the features of a `WordBlock`.

    Attributes:
        words: texts × columns of words.
        pairs: texts × columns of pairs.
        dropped: the squared length of the pairs without a column, for each text.
    """

    words: csr_array
    pairs: csr_array
    dropped: Floats


class WordBlock:
    """Words and pairs of neighbouring words, weighted by inverse document frequency.

    Pairs that occur in a single text are most of the features but cannot make it similar to any other: they count in its
    length and have no column.

    Args:
        least: features in fewer texts than this are left out.
        most: features in more than this share of the texts are left out.
        frequent_first: whether pairs in many texts get the first columns, else pairs of the first words encountered.
            Scoring many texts takes a sixth less time like this, because the weights that most texts need are close in
            memory.

    Attributes:
        parts: the two word numbers of each column; the second is -1 for a single word.
        texts_with: the number of fitted texts with each word.
        entries: the number of fitted texts with each column of words, and with each of pairs.
    """

    def __init__(self, *, least: int = 1, most: float = 1.0, frequent_first: bool = False) -> None:
        self._least, self._most, self._frequent_first = least, most, frequent_first

    def fit(self, texts: Sequence[Numbers], vocabulary_size: int) -> None:
        """Learn the weights.

        Args:
            texts: texts as word numbers.
            vocabulary_size: the number of words.
        """
        self.texts_with = np.zeros(vocabulary_size, np.int64)
        together = TextsWithPairs(len(texts), vocabulary_size)
        for some in in_batches(texts):
            words = counted(texts[some], vocabulary_size).indices
            self.texts_with += np.bincount(words, minlength=vocabulary_size)
            together.add(counted_pairs(texts[some]))
        self._pairs, pairs_with = together.result()
        self._word_weights = self._weights(self.texts_with, len(texts))
        several = pairs_with > 1
        self._in_several, several_with = self._pairs[several], pairs_with[several]
        pair_weights = self._weights(several_with, len(texts))
        shared = np.flatnonzero(pair_weights)
        if self._frequent_first:
            shared = shared[np.argsort(-several_with[shared], kind="stable")]
        # The last place is that of all pairs in a single text.
        self._columns = np.full(len(self._in_several) + 1, -1, np.int32)
        self._columns[shared] = np.arange(len(shared))
        self._pair_weights = np.append(pair_weights, self._weights(np.ones(1, np.int64), len(texts)))
        self._column_weights = pair_weights[shared]
        words = np.flatnonzero(self._word_weights)
        alone = np.stack([words, np.full(len(words), -1)], axis=1)
        found = self._in_several[shared]
        pairs = np.stack([found >> 32, found & 0xFFFFFFFF], axis=1)
        self.parts: NDArray[np.int64] = np.concatenate([alone, pairs])
        self.entries = self.texts_with[words], several_with[shared]

    def weighted(
        self, texts: Sequence[Numbers], counts: csr_array, *, are_fitted: bool = False
    ) -> WeightedTexts:
        """Texts in this block's features; unknown pairs are ignored.

        Args:
            texts: texts as word numbers, all of them fitted.
            counts: how often each word occurs in each text (texts × words).
            are_fitted: whether they are of the texts that were fitted, so that all their pairs are known.
        """
        together, alone = self._together(counted_pairs(texts), len(texts), are_fitted)
        words = scaled_columns(sublinear(counts), self._word_weights)
        inverse = inverse_lengths(squared_lengths(words) + squared_lengths(together) + alone)
        return WeightedTexts(
            scaled_rows(_with_columns(words, self._word_weights > 0), inverse),
            scaled_rows(together, inverse),
            alone * np.square(inverse),
        )

    def all_weighted(self, texts: Sequence[Numbers]) -> tuple[csr_array, Floats]:
        """Texts as the rows of one matrix, and the squared lengths of their pairs without a column; unknown words are ignored."""
        vocabulary_size = len(self._word_weights)
        known = [text[text < vocabulary_size] for text in texts]
        found = [
            self.weighted(known[some], counted(known[some], vocabulary_size)) for some in in_batches(known)
        ]
        if not found:
            return csr_array((0, len(self.parts)), dtype=np.float32), np.empty(0, np.float32)
        rows = [hstack([some.words, some.pairs], format="csr") for some in found]
        return csr_array(vstack(rows, format="csr")), np.concatenate([some.dropped for some in found])

    def _weights(self, texts_with: NDArray[Any], texts: int) -> Floats:
        of_count = np.arange(int(texts_with.max(initial=0)) + 1)
        kept = (of_count >= max(self._least, 1)) & (of_count <= self._most * texts)
        weights: Floats = (inverse_frequency(of_count, texts) * kept)[texts_with]
        return weights

    def _together(self, pairs: Pairs, texts: int, are_known: bool) -> tuple[csr_array, Floats]:
        """Weighted pairs of texts, and the squared lengths of those without a column.

        Args:
            pairs: the pairs of the texts.
            texts: the number of texts.
            are_known: whether all pairs were fitted.
        """
        # Most pairs are in a single text, so those in several are much quicker to search.
        places = _places(pairs.keys, self._in_several)
        weights = self._pair_weights[places]
        if not are_known:
            weights *= _places(pairs.keys, self._pairs) >= 0
        columns = np.repeat(self._columns[places], pairs.texts_with)
        placed = columns >= 0
        rest = np.flatnonzero(~placed)
        entries = (1 + np.log(pairs.counts[rest])) * np.repeat(weights, pairs.texts_with)[rest]
        alone = np.bincount(pairs.texts[rest], np.square(entries), texts).astype(np.float32)
        together = in_rows(
            pairs.texts[placed], columns[placed], pairs.counts[placed], (texts, len(self._column_weights))
        )
        return scaled_columns(sublinear(together), self._column_weights), alone


def _places(keys: Places, ordered: Places) -> Places:
    """The index of each key in an ascending array, or -1."""
    places = np.searchsorted(ordered, keys)
    found = ordered.take(places, mode="clip") == keys if len(ordered) else False
    return np.where(found, places, -1)


class SpellingBlock:
    """Words spread over their sequences of 3-5 characters, so that words with a common stem or prefix are similar.

    This is equivalent to ``char_wb`` n-grams without a texts × sequences matrix, which would be ten times larger than that
    of words: ``matrix @ spread`` is that matrix, and everything linear in it can be computed through the words. A
    sequence's document frequency is estimated from those of its words, assuming independence, and a text's length as if
    its words shared no sequences (it is about 10 % more than one for abstracts).

    Args:
        texts_with: the number of texts with each word.
        texts: the number of texts.
        words: the words.

    Attributes:
        spread: words × sequences.
    """

    def __init__(self, texts_with: NDArray[Any], texts: int, words: Sequence[str]) -> None:
        share = texts_with / (texts + 1)
        sequences = _sequences(words)
        standing = _with_data(sequences, np.ones_like(sequences.data))
        estimated = texts * (1 - np.exp(standing.T @ np.log1p(-share)))
        self.spread = scaled_columns(sequences, inverse_frequency(estimated, texts))
        self._word_lengths = np.sqrt(squared_lengths(self.spread))

    def weighted(self, counts: csr_array) -> csr_array:
        """Texts as weighted words (texts × words), such that ``weighted @ spread`` has rows of about length one.

        Args:
            counts: how often each word occurs in each text (texts × words).
        """
        damped = sublinear(counts)
        squared = squared_lengths(scaled_columns(damped, self._word_lengths))
        return scaled_rows(damped, inverse_lengths(squared))


def _sequences(words: Sequence[str]) -> csr_array:
    """How often each character sequence occurs in each word with surrounding spaces (words × sequences).

    A sequence is numbered by its characters' indexes in the alphabet of all words, twelve bits each. With more than 4,095
    different characters some share numbers, which makes rare words slightly similar and is harmless.
    """
    framed = "".join(f" {word} " for word in words)
    code_points = np.frombuffer(framed.encode("utf-32-le", "surrogatepass"), np.uint32)
    _, places = np.unique(code_points, return_inverse=True)
    characters = places.astype(np.int64) % 4095 + 1
    lengths = np.fromiter((len(word) + 2 for word in words), np.int64, len(words))
    of_word = np.repeat(np.arange(len(words), dtype=np.int32), lengths)
    keys, rows = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    window = np.zeros(len(characters), np.int64)
    for size in range(1, _LONGEST + 1):
        window = (window[: len(characters) - size + 1] << 12) | characters[size - 1 :]
        if size >= _SHORTEST:
            inside = of_word[: len(window)] == of_word[size - 1 :]
            keys.append(window[inside])
            rows.append(of_word[: len(window)][inside])
    sequences, columns = np.unique(np.concatenate(keys), return_inverse=True)
    return summed(np.concatenate(rows), columns.astype(np.int32), (len(words), len(sequences)))


def summed(rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> csr_array:
    """The matrix that counts how often each (row, column) occurs (float32)."""
    matrix = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    return matrix
