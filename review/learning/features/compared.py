"""Texts as rows of numbers, and what is compared with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, hstack

from review.learning.features.bands import Bands
from review.learning.features.blocks import Floats
from review.learning.features.tokens import Places


@dataclass(frozen=True)
class Features:
    """Texts as rows of numbers.

    The full features are the columns of `matrix` up to `spelled`, followed by the character sequences that `spread`
    derives from the other columns, which are words. Sequences are computed for a few rows only: a model that is a
    weighted sum of rows, as all models here are, scores every text as ``matrix @ compared(sum)``.

    Attributes:
        matrix: texts × (plain columns + words).
        spelled: the number of plain columns.
        spread: words × character sequences.
        terms: the words of each column, see ``review.learning.features.terms.terms_of``.
        dropped: the squared length of the features that only this text has and that are not in `matrix`, for each text.
        semantic: the number of leading plain columns that are a sentence vector, see `SentenceBlock`.
    """

    matrix: Bands
    spelled: int
    spread: csr_array
    terms: Places
    dropped: Floats
    semantic: int = 0

    def __len__(self) -> int:
        return int(self.matrix.shape[0])

    def compared(self, columns: Floats) -> Floats:
        """Weights such that a row times these is its inner product with `columns` over the full features.

        Args:
            columns: a sum of rows like those of `matrix`, dense (columns, or columns × several); the weights take its place.
        """
        columns[self.spelled :] = self.spread @ (self._gathered @ columns[self.spelled :])
        return columns

    def compared_rows(self, rows: csr_array) -> Floats:
        """The same for single, sparse rows.

        Returns:
            Columns × rows.
        """
        plain, words = rows[:, : self.spelled], rows[:, self.spelled :]
        near = (words @ self.spread) @ self._gathered
        weights: Floats = hstack([plain, near], format="csr").toarray().T
        return weights

    def near_words(self, rows: csr_array, words: Places) -> Floats:
        """What `compared_rows` has for some of the words: their columns less `spelled`.

        Returns:
            Words × rows.
        """
        near = (rows[:, self.spelled :] @ self.spread) @ csr_array(self.spread[words].T)
        weights: Floats = near.toarray().T
        return weights

    def near_sum(self, sums: Floats, words: Places) -> Floats:
        """What `compared` has for some of the words, where the other words of a sum are 0.

        Args:
            sums: the sum at these words.
            words: their columns less `spelled`.
        """
        every = np.zeros(self.spread.shape[0], np.float32)
        every[words] = sums
        weights: Floats = (self.spread @ (self._gathered @ every))[words]
        return weights

    def of_words(self, weights: Floats) -> Floats:
        """Weights by column without those of sentence vectors."""
        if not self.semantic:
            return weights
        words = weights.copy()
        words[: self.semantic] = 0
        return words

    def without_vectors(self) -> Features:
        """The same features without sentence vectors."""
        if not self.semantic:
            return self
        return replace(
            self,
            matrix=Bands((self.matrix[:][:, self.semantic :],)),
            spelled=self.spelled - self.semantic,
            terms=self.terms[self.semantic :],
            semantic=0,
        )

    @cached_property
    def _gathered(self) -> csr_array:
        return csr_array(self.spread.T)
