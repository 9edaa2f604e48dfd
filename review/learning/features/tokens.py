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
from functools import cache

import numpy as np
from numpy.typing import NDArray

from review.domain.texts.characters import TOGETHER, composed

Numbers = NDArray[np.int32]
"""Word numbers in text order."""

Places = NDArray[np.int64]
Hashes = NDArray[np.uint64]

KEY_BYTES = 16
"""The length of a text's hash in bytes."""

_AT_ONCE = 400_000
"""How many characters are processed at a time, at about 40 bytes of memory each."""

_NEW = -1
"""Instead of the number of a word that has none yet."""

_LAST_ASCII = 0x7F

_IN_WORDS, _ALONE = 1, 2
"""Kinds of characters: those of which words are made, and those that are words of one character."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
"""The base of word hashes, modulo 2⁶⁴."""

_LONGEST = 64
"""The most bytes of a word that are hashed eight at a time with those of all words."""

_FIRST_BYTES = np.array([(1 << 8 * kept) - 1 for kept in range(9)], np.uint64)
"""What keeps so many first bytes of eight."""


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
        letters = _Letters(text)
        starts, ends = letters.words()
        hashes = letters.hashes(starts, ends)
        order, firsts = _grouped(hashes)
        places = order[firsts]
        of_words = self._met(hashes[places], places, lambda place: text[starts[place] : ends[place]])
        numbers: Numbers = np.empty(len(hashes), np.int32)
        numbers[order] = np.repeat(of_words, np.diff(firsts, append=len(order)))
        return parts(numbers, np.append(np.searchsorted(starts, _beginnings(texts)[1:]), len(numbers)))

    def _met(self, hashes: Hashes, places: Places, word: Callable[[int], str]) -> Numbers:
        """The numbers of words; new ones are numbered in the order of their places.

        Args:
            hashes: of the words.
            places: where each of them stands first.
            word: returns the word at a place.
        """
        at = np.searchsorted(self._hashes, hashes)
        numbers = np.append(self._of_hash, np.int32(_NEW))[at]
        numbers[np.append(self._hashes, np.uint64(0))[at] != hashes] = _NEW
        new = np.flatnonzero(numbers == _NEW)
        if len(new):
            new = new[np.argsort(places[new])]
            numbers[new] = [self._numbers[_spelled(word(place))] for place in places[new].tolist()]
            added, first = np.unique(hashes[new], return_index=True)
            at = np.searchsorted(self._hashes, added)
            self._hashes = np.insert(self._hashes, at, added)
            self._of_hash = np.insert(self._of_hash, at, numbers[new[first]])
        return numbers


def parts(numbers: Numbers, ends: Places) -> list[Numbers]:
    """An array in parts that end at these places, ten times as fast as by `numpy.split`."""
    stops = ends.tolist()
    return [numbers[start:stop] for start, stop in zip([0, *stops], stops, strict=False)]


def word_spans(texts: Sequence[str]) -> list[Places]:
    """Where each word of each text stands (words × (start, end), half-open), in the order of its word numbers."""
    lower = [text.lower() for text in texts]
    spans = np.stack(_Letters("\n".join(lower)).words(), axis=1)
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
    if word.isascii():
        return word
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


class _Letters:
    """The characters of a lower-case text, nearly all of which are ASCII and need no code points of four bytes."""

    def __init__(self, text: str) -> None:
        self._ascii = text.encode("ascii", "replace")
        self._points = np.empty(0, np.uint32)
        self._others: Places = np.empty(0, np.int64)
        if not text.isascii():
            self._points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
            self._others = np.flatnonzero(self._points > _LAST_ASCII)

    def words(self) -> tuple[Places, Places]:
        """The starts and ends of words, in order."""
        kinds = np.frombuffer(bytearray(self._ascii.translate(_ascii_kinds())), np.uint8)
        if len(self._others):
            points = self._points[self._others]
            kinds[self._others] = _kinds(int(points.max()).bit_length())[points]
        return _words(kinds)

    def hashes(self, starts: Places, ends: Places) -> Hashes:
        """The hash of each word; equal words have equal hashes."""
        hashes = _hashes(self._ascii, 1, starts, ends)
        others, before = self._others, np.searchsorted(starts, self._others, "right") - 1
        inside = before[(before >= 0) & (others < np.append(ends, 0)[before])]
        if len(inside):
            inside = inside[changes(inside)]
            starts, lengths = starts[inside], ends[inside] - starts[inside]
            ends = np.cumsum(lengths)
            points = self._points[np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1])]
            hashes[inside] = ~_hashes(points.tobytes(), 4, ends - lengths, ends)
        return hashes


@cache
def _ascii_kinds() -> bytes:
    return bytes(_kinds(7)).ljust(256, b"\0")


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


def _hashes(characters: bytes, size: int, starts: Places, ends: Places) -> Hashes:
    """The hash of each run of characters of so many bytes; different runs of up to eight bytes have different ones."""
    eights = np.frombuffer(characters.ljust(len(characters) + 16 - len(characters) % 8, b"\0"), "<u8")
    at, left = starts * size, (ends - starts) * size
    hashes = _eight(eights, at, left)
    more, done = np.flatnonzero((left > 8) & (left <= _LONGEST)), 8
    while len(more):
        hashes[more] = hashes[more] * _BASE + _eight(eights, at[more] + done, left[more] - done)
        done += 8
        more = more[left[more] > done]
    for place in np.flatnonzero(left > _LONGEST).tolist():
        whole = hashlib.blake2b(characters[at[place] : at[place] + left[place]], digest_size=8).digest()
        hashes[place] = int.from_bytes(whole)
    # The highest bits, which tell most words apart, depend on all others.
    hashes *= _BASE
    return hashes


def _eight(eights: Hashes, at: Places, left: Places) -> Hashes:
    """The eight bytes at each place as a number, or as many as are left there.

    Args:
        eights: the bytes, eight to a number, with eight more at the end.
        at: the places.
        left: how many bytes count there, at least one.
    """
    number, shift = at >> 3, ((at & 7) << 3).astype(np.uint64)
    low, high = eights[number] >> shift, eights[number + 1] << (np.uint64(63) - shift) << np.uint64(1)
    found: Hashes = (low | high) & _FIRST_BYTES[np.minimum(left, 8)]
    return found


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
