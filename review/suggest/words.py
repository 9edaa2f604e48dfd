"""Reading texts as words, once: every text is kept as an array of word numbers, found again by its content."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Numbers = NDArray[np.int32]
"""Word numbers in the order of the text."""

_WORD = re.compile(r"\w\w+")


class WordTable:
    """Numbers for words, and the texts that have been read so far.

    Reading is the only step that walks through text in Python, and it happens once for each text: what follows
    (counting, weighting) is done on arrays. Words are lower case and at least two characters long.
    """

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._read: dict[bytes, Numbers] = {}

    def read(self, texts: Iterable[str]) -> list[Numbers]:
        """The word numbers of each text; a text that was read before is not read again."""
        return [self._of(text) for text in texts]

    @property
    def words(self) -> list[str]:
        """All words seen so far; a word's number is its place in this list."""
        return list(self._numbers)

    def _of(self, text: str) -> Numbers:
        # "surrogatepass": text that came through a damaged file may hold lone surrogates.
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._read.get(key)
        if known is None:
            words = _WORD.findall(text.lower())
            known = np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))
            self._read[key] = known
        return known


def renumbered(texts: Sequence[Numbers], numbers: Numbers) -> list[Numbers]:
    """The texts with each word replaced by ``numbers[word]``, words without one (-1) left out."""
    return [kept[kept >= 0] for kept in (numbers[text] for text in texts)]


def counted(texts: Sequence[Numbers], vocabulary_size: int) -> csr_array:
    """How often each word stands in each text: texts × words, float32."""
    rows, words = _flat(texts)
    return summed(rows, words, (len(texts), vocabulary_size))


def counted_pairs(texts: Sequence[Numbers]) -> tuple[csr_array, NDArray[np.int64]]:
    """How often each pair of neighbouring words stands in each text.

    Returns:
        The counts (texts × pairs, float32), and for each pair its two word numbers (pairs × 2).
    """
    rows, words = _flat(texts)
    together = rows[:-1] == rows[1:]
    keys = (words[:-1][together].astype(np.int64) << 32) | words[1:][together]
    pairs, columns = np.unique(keys, return_inverse=True)
    counts = summed(rows[:-1][together], columns.astype(np.int32), (len(texts), len(pairs)))
    return counts, np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1)


def _flat(texts: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    words = np.concatenate([*texts, np.empty(0, np.int32)])
    return np.repeat(np.arange(len(texts), dtype=np.int32), lengths), words


def summed(rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> csr_array:
    """The matrix that counts how often each place is named (float32)."""
    matrix = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    return matrix
