"""Which language words are in, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from review.domain.texts.stemming import STEMMERS
from review.learning.features.stop_words import stop_words
from review.learning.features.tokens import Numbers

_AROUND = 8
"""How many words on each side tell which language a word is in."""

_COMPOUNDING = frozenset(
    ["af", "da", "de", "et", "fi", "fo", "fy", "hu", "is", "lb", "nb", "nl", "nn", "no", "sv"]
)
"""Languages that write compounds as one word: parts of words matter more there."""

_SPLIT = frozenset(["zh", "ja", "ko"])
"""Languages whose words are single characters."""


def languages_of(
    words: Sequence[str], texts: Sequence[Numbers], languages: Sequence[str]
) -> NDArray[np.int64]:
    """The place in `languages` of the one that each word is in: that of most places where it stands.

    A place is in the language whose stop words are most of the words around it; the first of equal ones, and of all where
    there are no stop words, counts.

    Args:
        words: the words by number.
        texts: texts as word numbers.
        languages: codes, at least one.
    """
    votes = np.zeros((len(languages), len(words)), np.int64)
    if len(languages) > 1:
        stops = np.array([[word in stop_words(language) for word in words] for language in languages])
        for text in texts:
            near = _near(stops[:, text])
            known = near.any(axis=0)
            np.add.at(votes, (near.argmax(axis=0)[known], text[known]), 1)
    chosen: NDArray[np.int64] = votes.argmax(axis=0)
    return chosen


def _near(marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many are marked around each place of each row."""
    padded = np.pad(marked, ((0, 0), (_AROUND + 1, _AROUND)))
    sums = np.cumsum(padded, axis=1, dtype=np.int64)
    return sums[:, 2 * _AROUND + 1 :] - sums[:, : -2 * _AROUND - 1]


def spelling_weight(languages: Sequence[str]) -> float:
    """The weight of spelling where that of words is 1: the mean over the languages, given by their codes.

    It is 1 where words have stems or are single characters, 2 where they have no stems, and 3 where compounds are one word.
    """
    return float(np.mean([_spelling_weight(language) for language in languages]))


def _spelling_weight(language: str) -> float:
    if language in _COMPOUNDING:
        return 3.0
    return 1.0 if language in STEMMERS or language in _SPLIT else 2.0
