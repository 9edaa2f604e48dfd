"""A block of sentence vectors: what a text means, from an encoder, beside the words that it has."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from review.learning.features.blocks import Floats, unit_rows

SENTENCE_WEIGHT = 0.3
"""The weight of sentence vectors in the inner product of two texts, where that of their words is 1; chosen on labelled sets."""


class SentenceBlock:
    """Sentence vectors of a corpus, less what all its texts have in common; each row has length one.

    Args:
        vectors: the vectors of all texts (texts × dimensions).

    Attributes:
        dimensions: the number of columns.
    """

    def __init__(self, vectors: Floats) -> None:
        self._middle = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        self.dimensions = int(vectors.shape[1])

    def rows(self, texts: int, vectors: Floats | None) -> csr_array:
        """The rows of some texts, of the corpus or others; empty ones without vectors."""
        if vectors is None:
            return csr_array((texts, self.dimensions), dtype=np.float32)
        # A text for which the encoder gives nothing is not the opposite of all others.
        given = vectors.any(axis=1, keepdims=True)
        return unit_rows(csr_array(np.where(given, vectors - self._middle, np.float32(0))))
