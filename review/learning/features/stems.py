"""Stems of words, and the words that people are shown in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import snowballstemmer

from review.learning.features.readings import Numbers
from review.learning.features.stop_words import STOP_WORDS


class Stems:
    """The stems (Snowball, English) of a list of words; stop words and words with digits have none.

    Attributes:
        of_word: for each word the number of its stem, or -1.
        content_words: for each word its own number, or -1 where it has no stem.
    """

    def __init__(self, words: Sequence[str]) -> None:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        self.of_word: Numbers = np.full(len(words), -1, np.int32)
        for number, word in enumerate(words):
            if word not in STOP_WORDS and word.isalpha():
                self.of_word[number] = numbers[_stem(word)]
        every = np.arange(len(words), dtype=np.int32)
        self.content_words: Numbers = np.where(self.of_word >= 0, every, np.int32(-1))
        self._count = len(numbers)

    def __len__(self) -> int:
        return self._count

    def surface_forms(self, texts: Sequence[Numbers]) -> Numbers:
        """For each stem the number of the word that stands for it most often in the texts (the first of equals)."""
        often = np.bincount(np.concatenate([*texts, np.empty(0, np.int32)]), minlength=len(self.of_word))
        surface: Numbers = np.full(self._count, -1, np.int32)
        for word in np.argsort(-often, kind="stable"):
            stem = self.of_word[word]
            if stem >= 0 and surface[stem] < 0:
                surface[stem] = word
        return surface


_snowball = snowballstemmer.stemmer("english")


@lru_cache(maxsize=500_000)
def _stem(word: str) -> str:
    return str(_snowball.stemWord(word))
