"""Numbers of words, and counts of words and word pairs in texts, computed on arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from review.learning.features.tokens import Numbers, Places, TokenStore, changes, parts

_AT_ONCE = 1_000_000
"""How many words are numbered at a time; most later words already occur in the first batch."""

_WORDS_AT_ONCE = 500_000
"""How many words are counted at a time, at about 60 bytes of memory each."""

_TEXTS_AT_ONCE = 1 << 15

_PAIRS_WAITING = 1 << 24
"""Pairs are summed up before all texts are read if more than these wait, at 16 bytes of memory each; those of 100,000 abstracts are fewer."""


class WordTable:
    """Numbers of words, in the order in which their texts are first requested.

    Texts read for other purposes, or cached earlier, change no number and so no score.

    Args:
        tokens: the store of words of texts.
    """

    def __init__(self, tokens: TokenStore | None = None) -> None:
        self._tokens = TokenStore() if tokens is None else tokens
        self._number: Numbers = np.empty(0, np.int32)
        self._words: list[str] = []

    def read(self, texts: Iterable[str]) -> list[Numbers]:
        """The word numbers of each text."""
        read = self._tokens.read(texts)
        words = np.concatenate([*read, np.empty(0, np.int32)])
        self._meet(words)
        return parts(self._number[words], np.cumsum(list(map(len, read)), dtype=np.int64))

    @property
    def words(self) -> list[str]:
        """All numbered words; a word's number is its index in this list."""
        return list(self._words)

    def _meet(self, words: Numbers) -> None:
        """Number new words, given by their numbers in the store."""
        known = self._tokens.words
        self._number = np.concatenate([self._number, np.full(len(known) - len(self._number), -1, np.int32)])
        for start in range(0, len(words), _AT_ONCE):
            some = words[start : start + _AT_ONCE]
            new = some[self._number[some] < 0]
            new = new[np.sort(np.unique(new, return_index=True)[1])]
            self._number[new] = np.arange(len(self._words), len(self._words) + len(new))
            self._words += [known[word] for word in new]


def renumbered(texts: Sequence[Numbers], numbers: Numbers) -> list[Numbers]:
    """The texts with each word replaced by ``numbers[word]``, without words that have none (-1)."""
    return [kept[kept >= 0] for kept in (numbers[text] for text in texts)]


def in_batches(texts: Sequence[Numbers]) -> Iterator[slice]:
    """Texts that are processed at a time: as many as have `_WORDS_AT_ONCE` words together, at least one."""
    ends = np.cumsum([0, *map(len, texts)])
    start = 0
    while start < len(texts):
        stop = int(np.searchsorted(ends, ends[start] + _WORDS_AT_ONCE, "right")) - 1
        stop = min(max(stop, start + 1), start + _TEXTS_AT_ONCE)
        yield slice(start, stop)
        start = stop


def counted(texts: Sequence[Numbers], vocabulary_size: int) -> csr_array:
    """How often each word occurs in each text: texts × words, float32."""
    rows, words = _flat(texts)
    bits = vocabulary_size.bit_length()
    # Half as many bytes are sorted in half the time.
    number = np.dtype(np.uint32 if len(texts).bit_length() + bits <= 32 else np.int64)
    entries = rows.astype(number) << bits
    entries |= words.astype(number)
    entries.sort()
    first = changes(entries)
    counts = np.diff(first, append=len(entries)).astype(np.float32)
    entries = entries[first]
    columns = (entries & ((1 << bits) - 1)).astype(np.int32)
    starts = np.searchsorted(entries, np.arange(len(texts) + 1, dtype=number) << bits).astype(np.int32)
    return csr_array((counts, columns, starts), shape=(len(texts), vocabulary_size))


@dataclass(frozen=True)
class Pairs:
    """Counts of pairs of neighbouring words, one entry per pair and text.

    Attributes:
        keys: the pairs, ``first << 32 | second``, in ascending order.
        texts_with: the number of texts with each pair.
        texts: the text of each entry; entries are ordered by `keys`, then by text.
        counts: how often the pair occurs in the text, for each entry.
    """

    keys: Places
    texts_with: Numbers
    texts: Numbers
    counts: NDArray[np.float32]


def counted_pairs(texts: Sequence[Numbers]) -> Pairs:
    """How often each pair of neighbouring words occurs in each text.

    Raises:
        OverflowError: a pair and a text do not fit into 63 bits (a million texts of two million words do).
    """
    rows, words = _flat(texts)
    row_bits = max(len(texts) - 1, 0).bit_length()
    word_bits = int(words.max(initial=0)).bit_length()
    if row_bits + 2 * word_bits > 63:
        raise OverflowError(f"{len(texts)} texts of {words.max()} words are too many to compare")
    entries = words[:-1].astype(np.int64) << (word_bits + row_bits)
    entries |= words[1:].astype(np.int64) << row_bits
    entries |= rows[:-1]
    entries = entries[rows[:-1] == rows[1:]]
    del rows, words
    entries.sort()
    first = changes(entries)
    counts = np.diff(first, append=len(entries)).astype(np.float32)
    entries = entries[first]
    of_text = (entries & ((1 << row_bits) - 1)).astype(np.int32)
    entries >>= row_bits
    first = changes(entries)
    texts_with = np.diff(first, append=len(entries)).astype(np.int32)
    entries = entries[first]
    keys = (entries >> word_bits) << 32 | (entries & ((1 << word_bits) - 1))
    return Pairs(keys, texts_with, of_text, counts)


class TextsWithPairs:
    """Counts the texts with each pair, of texts that are read one batch after another.

    Args:
        texts: the number of texts.
        vocabulary_size: the number of words.

    Raises:
        OverflowError: a pair and a number of texts do not fit into 63 bits (a million texts of two million words do).
    """

    def __init__(self, texts: int, vocabulary_size: int) -> None:
        self._count_bits, self._word_bits = texts.bit_length(), vocabulary_size.bit_length()
        if self._count_bits + 2 * self._word_bits > 63:
            raise OverflowError(f"{texts} texts of {vocabulary_size} words are too many to compare")
        self._counted: Places = np.empty(0, np.int64)
        self._waiting: list[Places] = []

    def add(self, pairs: Pairs) -> None:
        """Add the pairs of other texts."""
        first, second = pairs.keys >> 32, pairs.keys & 0xFFFFFFFF
        self._waiting.append(self._packed(first << self._word_bits | second, pairs.texts_with))
        if sum(map(len, self._waiting)) > max(len(self._counted), _PAIRS_WAITING):
            self._counted = self._packed(*self._summed())

    def result(self) -> tuple[Places, Numbers]:
        """The pairs, see `Pairs.keys`, and the number of texts with each of them, once all are added."""
        pairs, counts = self._summed()
        second = pairs & ((1 << self._word_bits) - 1)
        pairs >>= self._word_bits
        pairs <<= 32
        pairs |= second
        return pairs, counts

    def _summed(self) -> tuple[Places, Numbers]:
        """The pairs so far, packed without counts, and the number of texts with each of them."""
        # In place: a large array that is new costs more than what is computed in it.
        pairs = np.concatenate([self._counted, *self._waiting])
        self._waiting.clear()
        pairs.sort()
        running = pairs.astype(np.int32)
        running &= (1 << self._count_bits) - 1
        np.cumsum(running, out=running)
        pairs >>= self._count_bits
        first = changes(pairs)
        # The difference of running sums is right also where they do not fit, and quicker than sums of many parts.
        last = np.append(first[1:], len(running))[: len(first)] - 1
        return pairs[first], np.diff(running[last], prepend=np.int32(0))

    def _packed(self, pairs: Places, counts: Numbers) -> Places:
        packed = pairs << self._count_bits
        packed |= counts
        return packed


def in_rows(
    rows: Numbers, columns: Numbers, counts: NDArray[np.float32], shape: tuple[int, int]
) -> csr_array:
    """The matrix with these entries, whole numbers, each in another place.

    Raises:
        OverflowError: an entry does not fit into 63 bits.
    """
    count_bits, column_bits = int(counts.max(initial=0)).bit_length(), shape[1].bit_length()
    if shape[0].bit_length() + column_bits + count_bits > 63:
        raise OverflowError(f"{shape[0]} texts of {shape[1]} pairs are too many to compare")
    entries = rows.astype(np.int64) << column_bits
    entries |= columns
    entries <<= count_bits
    entries |= counts.astype(np.int64)
    entries.sort()
    ordered = (entries & ((1 << count_bits) - 1)).astype(np.float32)
    entries >>= count_bits
    starts = np.searchsorted(entries, np.arange(shape[0] + 1, dtype=np.int64) << column_bits)
    placed = (entries & ((1 << column_bits) - 1)).astype(np.int32)
    return csr_array((ordered, placed, starts.astype(np.int32)), shape=shape)


def _flat(texts: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    words = np.concatenate([*texts, np.empty(0, np.int32)])
    return np.repeat(np.arange(len(texts), dtype=np.int32), lengths), words
