"""Splits texts into words once: every text is stored as an array of word numbers by its content.

Looping over every word is slow in Python, so arrays are used: a text is an array of code points, a word is a run of word
characters, and equal words are found by sorting their hashes. Chinese, Japanese and Korean are split into single characters,
which pairs of neighbouring words then join in twos.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from review.domain.texts.characters import TOGETHER, composed

Numbers = NDArray[np.int32]
"""Word numbers in text order."""

Places = NDArray[np.int64]
Hashes = NDArray[np.uint64]

KEY_BYTES = 16
"""The length of a text's hash in bytes."""

_AT_ONCE = 1_500_000
"""How many characters are processed at a time, at about 40 bytes of memory each."""

_IN_WORDS, _ALONE = 1, 2
"""Kinds of characters: those of which words are made, and those that are words of one character."""

_BASE = 0x9E3779B97F4A7C15
"""The base of word hashes, modulo 2⁶⁴; odd, so that it has an inverse."""


class TokenStore:
    """The words of all texts read so far, by content.

    Words are lower case and at least two characters long, except Chinese, Japanese and Korean characters. They are numbered in order of appearance, so their
    numbers depend on what was read before; those of ``review.learning.features.words.WordTable`` do not.

    Attributes:
        texts: the word numbers of each text, by the hash of its content.
        words_read: the number of words in all texts read with `read`, not counting cached ones.
    """

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._hashes = np.empty(0, np.uint64)
        self._of_hash: Numbers = np.empty(0, np.int32)
        self.texts: dict[bytes, Numbers] = {}
        self.words_read = 0

    def read(self, texts: Iterable[str]) -> list[Numbers]:
        """The word numbers of each text; known texts are not processed again."""
        keys, new = [], {}
        for text in texts:
            # "surrogatepass": text from a damaged file may contain lone surrogates.
            key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
            keys.append(key)
            if key not in self.texts:
                new[key] = text
        for some in _batches(new):
            read = self.numbered([new[key].lower() for key in some])
            self.texts |= zip(some, read, strict=True)
            self.words_read += sum(map(len, read))
        return [self.texts[key] for key in keys]

    @property
    def words(self) -> list[str]:
        """All words seen so far; a word's number is its index in this list."""
        return list(self._numbers)

    def numbered(self, texts: Sequence[str]) -> list[Numbers]:
        """The word numbers of lower-case texts, which are not stored."""
        text = "\n".join(texts)
        code_points = _code_points(text)
        starts, ends = _spans(code_points)
        hashes = _hashes(code_points, starts, ends)
        order, firsts = _grouped(hashes)
        self._meet(hashes, np.sort(order[firsts]), lambda place: text[starts[place] : ends[place]])
        known = self._of_hash[np.searchsorted(self._hashes, hashes[order[firsts]])]
        numbers: Numbers = np.empty(len(hashes), np.int32)
        numbers[order] = np.repeat(known, np.diff(firsts, append=len(order)))
        return np.split(numbers, np.searchsorted(starts, _beginnings(texts)[1:]))

    def _meet(self, hashes: Hashes, places: Places, word: Callable[[int], str]) -> None:
        """Number the new words.

        Args:
            hashes: of words.
            places: an index into these for each word.
            word: returns the word at an index.
        """
        met = np.searchsorted(self._hashes, hashes[places], "right") > np.searchsorted(
            self._hashes, hashes[places]
        )
        new = places[~met]
        numbers = np.fromiter((self._numbers[_spelled(word(place))] for place in new), np.int32, len(new))
        together = np.concatenate([self._hashes, hashes[new]])
        self._hashes, first = np.unique(together, return_index=True)
        self._of_hash = np.concatenate([self._of_hash, numbers])[first]


def word_spans(texts: Sequence[str]) -> list[Places]:
    """Where each word of each text stands (words × (start, end), half-open), in the order of its word numbers."""
    lower = [text.lower() for text in texts]
    spans = np.stack(_spans(_code_points("\n".join(lower))), axis=1)
    beginnings = _beginnings(lower)
    of_texts = np.split(spans, np.searchsorted(spans[:, 0], beginnings[1:]))
    in_texts = (some - start for some, start in zip(of_texts, beginnings, strict=False))
    return [_in_original(some, *pair) for some, *pair in zip(in_texts, texts, lower, strict=True)]


def _in_original(spans: Places, text: str, lower: str) -> Places:
    """Spans of a text in lower case as those of the text itself: one letter, ``İ``, has two in lower case."""
    if len(text) == len(lower):
        return spans
    original = np.repeat(np.arange(len(text)), [len(letter.lower()) for letter in text])
    return np.stack([original[spans[:, 0]], original[spans[:, 1] - 1] + 1], axis=1)


def _beginnings(texts: Sequence[str]) -> Places:
    """Where each text begins once they are joined by one character each."""
    return np.cumsum([0, *(len(text) + 1 for text in texts)], dtype=np.int64)[:-1]


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _spans(code_points: NDArray[np.uint32]) -> tuple[Places, Places]:
    """The starts and ends of words in lower-case text, in order."""
    highest = int(code_points.max(initial=0))
    return _words(_kinds(highest.bit_length())[code_points])


def _batches(texts: dict[bytes, str]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for key, text in texts.items():
        batch.append(key)
        size += len(text)
        if size > _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _spelled(word: str) -> str:
    """A word as it is compared: accents and widths in one spelling, and a Turkish dotted capital as one letter."""
    spelled = composed(word).replace("i\u0307", "i")
    return spelled if len(spelled) > 1 or len(word) == 1 else word


@cache
def _kinds(bits: int) -> NDArray[np.uint8]:
    r"""What kind each code point of so many bits is; words consist of ``\w`` of regular expressions and of combining marks.

    Vowels of Indian and Thai words are such marks.
    """
    several = range(min(1 << bits, sys.maxunicode + 1))
    kinds = np.fromiter(
        (
            chr(c).isalnum() or c == ord("_") or (c > 0x2FF and unicodedata.category(chr(c))[0] == "M")
            for c in several
        ),
        np.uint8,
        len(several),
    )
    for first, last in TOGETHER:
        kinds[first : last + 1] *= _ALONE
    return kinds


def _words(kinds: NDArray[np.uint8]) -> tuple[Places, Places]:
    """The starts and ends of words in characters of these kinds, in order."""
    starts, ends = _runs(kinds == _IN_WORDS)
    alone = np.flatnonzero(kinds == _ALONE)
    if not len(alone):
        return starts, ends
    starts, ends = np.concatenate([starts, alone]), np.concatenate([ends, alone + 1])
    order = np.argsort(starts, kind="stable")
    return starts[order], ends[order]


def _runs(marked: NDArray[np.bool_]) -> tuple[Places, Places]:
    """The starts and ends of runs of two or more marked items."""
    padded = np.zeros(len(marked) + 2, bool)
    padded[1:-1] = marked
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= 2
    return starts[long], ends[long]


def _hashes(code_points: NDArray[np.uint32], starts: Places, ends: Places) -> Hashes:
    """The polynomial hash of each run of code points; equal runs have equal hashes."""
    size = 1 << len(code_points).bit_length()
    sums = np.zeros(len(code_points) + 1, np.uint64)
    np.cumsum(code_points * _powers(_BASE, size)[: len(code_points)], out=sums[1:])
    hashes: Hashes = (sums[ends] - sums[starts]) * _powers(pow(_BASE, -1, 2**64), size)[starts]
    return hashes


@lru_cache(maxsize=2)
def _powers(base: int, size: int) -> Hashes:
    powers = np.full(size, base, np.uint64)
    powers[0] = 1
    return np.cumprod(powers)


def _grouped(hashes: Hashes) -> tuple[Places, Places]:
    """The indexes of hashes, ordered so that equal ones are adjacent, and the start of each group.

    Sorting values is several times faster than sorting indexes by them, so the index replaces the lowest bits. Hashes
    that differ only there may be mixed, which splits a group and is harmless.
    """
    places = np.uint64((1 << len(hashes).bit_length()) - 1)
    ordered = (hashes & ~places) | np.arange(len(hashes), dtype=np.uint64)
    ordered.sort()
    order = (ordered & places).astype(np.int64)
    return order, changes(hashes[order])


def changes(ordered: Places | Hashes) -> Places:
    """The indexes at which the value changes."""
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)
