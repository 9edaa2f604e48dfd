"""Stems of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from unicodedata import category

import numpy as np

from review.domain.texts.languages import ENGLISH
from review.domain.texts.stemming import stem
from review.learning.features.languages import languages_of
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


def _is_letters(word: str) -> bool:
    """Whether a word has only letters and their marks."""
    return word.isalpha() or all(c.isalpha() or category(c).startswith("M") for c in word)
