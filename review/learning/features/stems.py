"""Stems of words, and the words shown to people instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from unicodedata import category

import numpy as np

from review.domain.texts.languages import ENGLISH
from review.learning.features.languages import languages_of, stem
from review.learning.features.stop_words import stop_words
from review.learning.features.tokens import Numbers


class Stems:
    """The stems (Snowball) of a list of words; stop words and words with digits have none.

    Args:
        words: the words by number.
        languages: the codes of the languages that they may be in.
        texts: the texts that the words are from, as word numbers; they tell in which of several languages a word is.

    Attributes:
        of_word: the number of each word's stem, or -1.
        content_words: each word's own number, or -1 if it has no stem.
    """

    def __init__(
        self, words: Sequence[str], languages: Sequence[str] = (ENGLISH,), texts: Sequence[Numbers] = ()
    ) -> None:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        self.of_word: Numbers = np.full(len(words), -1, np.int32)
        for number, (word, place) in enumerate(
            zip(words, languages_of(words, texts, languages), strict=True)
        ):
            language = languages[place]
            if word not in stop_words(language) and _is_letters(word):
                self.of_word[number] = numbers[stem(word, language)]
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


def _is_letters(word: str) -> bool:
    """Whether a word has only letters and their marks."""
    return word.isalpha() or all(c.isalpha() or category(c).startswith("M") for c in word)
