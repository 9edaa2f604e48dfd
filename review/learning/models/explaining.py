"""Explains scores by the words of the text that raise or lower them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from review.domain import Terms
from review.domain.suggestions.terms import of_both_sides
from review.learning.features.blocks import Floats
from review.learning.features.compared import Features
from review.learning.features.features import PassageFeatures, RecordFeatures
from review.learning.features.terms import PlacedWords, TextTerms
from review.learning.models.ridge import Doubles

MOST = 6
"""The most terms of a text, for and against together."""

_LEAST = 0.00005
"""What contributes less has a weight of 0 in the four decimals shown."""


def explained(
    reading: RecordFeatures | PassageFeatures, rows: csr_array, texts: Sequence[str]
) -> list[Explained]:
    """Texts to be explained.

    Args:
        reading: the features of records or of passages.
        rows: the texts as rows of these.
        texts: the texts.
    """
    words = reading.placed(texts)
    return [Explained(reading.features, row, one) for row, one in zip(rows, words, strict=True)]


class Explained:
    """A text whose scores are explained by its words, and by pairs of them.

    All columns of a word or stem (word, title, spelling) are one term. Columns without words, such as topics, are left out,
    and pairs whose words are not together in the text.

    Args:
        features: the features of the columns.
        row: the text, a row like those of ``features.matrix`` (1 × columns).
        words: its words where they stand.

    Attributes:
        row: the row.
    """

    def __init__(self, features: Features, row: csr_array, words: PlacedWords) -> None:
        self.row, self._in_text = row, TextTerms(words)
        self._entries, self._places = self._in_text.places(features.terms[row.indices])

    def by(self, weights: Floats) -> Terms:
        """The terms that contribute most to a score, for it (above 0) and against it, strongest first.

        Args:
            weights: one per entry of the row; the score is the sum of entry times weight.
        """
        parts = (self.row.data * weights)[self._entries]
        sums = self._in_words(np.bincount(self._places, parts, len(self._in_text.terms)).astype(float))
        order = np.argsort(sums, kind="stable").tolist()
        most = {place: float(sums[place]) for place in (*order[: -MOST - 1 : -1], *order[:MOST])}
        ranked = sorted(most.items(), key=lambda term: -abs(term[1]))
        counting = [(place, part) for place, part in ranked if abs(part) >= _LEAST]
        form = self._in_text.form
        return tuple((form(place), round(part, 4)) for place, part in of_both_sides(counting, MOST))

    def _in_words(self, sums: Doubles) -> Doubles:
        """The sums with those of Chinese characters added to that of the pair that says most: 市场 for 市 and 场.

        A character of a pair is not a word by itself; where no pair of it counts, it is left out.
        """
        pairs = self._in_text.characters()
        for pair, *characters in sorted(pairs, key=lambda pair: -abs(float(sums[pair[0]]))):
            if abs(sums[pair]) >= _LEAST:
                sums[pair] += sums[characters].sum()
            sums[characters] = 0
        return sums
