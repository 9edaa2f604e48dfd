"""Stems of words, and the words shown to people instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import snowballstemmer

from review.learning.features.stop_words import STOP_WORDS
from review.learning.features.tokens import Numbers


class Stems:
    """The stems (Snowball, English) of a list of words; stop words and words with digits have none.

    Attributes:
        of_word: the number of each word's stem, or -1.
        content_words: each word's own number, or -1 if it has no stem.
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
        """The number of the most frequent word of each stem in the texts (the first, if equal)."""
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
