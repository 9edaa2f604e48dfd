"""Explains scores by the terms that raise or lower them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.sparse import csr_array

from review.domain import Terms
from review.learning.features.blocks import Floats
from review.learning.features.features import Features
from review.learning.features.stop_words import STOP_WORDS


def strongest(features: Features, row: csr_array, weights: Floats, most: int = 6) -> Terms:
    """The terms that contribute most to a text's score, positively or negatively, strongest first.

    A term's contribution is summed over its blocks (word, title, spelling); pairs of words are terms, stop words are not.

    Args:
        features: the features of the columns.
        row: the text, a row like those of ``features.matrix`` (1 × columns).
        weights: one per entry of the row; the score is the sum of entry times weight.
        most: the most terms to return.
    """
    parts = row.data * weights
    # Take some more columns than requested, because several may belong to one term.
    largest = np.argsort(-np.abs(parts), kind="stable")[: 4 * most]
    sums: defaultdict[str, float] = defaultdict(float)
    for place in largest:
        term = features.name(int(row.indices[place]))
        if not STOP_WORDS.issuperset(term.split()):
            sums[term] += float(parts[place])
    ranked = sorted(sums.items(), key=lambda term: (-abs(term[1]), term[0]))
    return tuple((term, round(part, 4)) for term, part in ranked[:most] if part)
