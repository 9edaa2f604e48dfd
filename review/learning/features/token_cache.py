"""A cache file of the words of texts, kept between starts of the program.

The file has nothing that cannot be recomputed. It consists of a checksum of the rest, keyed by the version of the
tokeniser; the numbers of texts, word numbers and bytes of words; the texts' hashes, their lengths in words, their word
numbers; and the words, one per line. Any other content is ignored.
"""

from __future__ import annotations

import hashlib
import unicodedata
from contextlib import suppress
from pathlib import Path

import numpy as np

from review.learning.features.tokens import KEY_BYTES, Numbers, TokenStore
from review.sandbox.temporary import beside

LEAST_WORDS = 100_000
"""The least new words that are worth writing a file."""

LEAST_SHARE = 0.1
"""The growth after which the file is written again."""

_VERSION = f"review words 2, Unicode {unicodedata.unidata_version}".encode()
"""Must change when the same text gives other words; letters are defined by Python's Unicode tables."""

_MOST_BYTES = 1 << 31
_MOST_BYTES_OF_WORDS = 1 << 26
_CHECKSUM_BYTES = 32
_NUMBER, _COUNT = np.dtype("<i4"), np.dtype("<i8")


class TokenCache:
    """Words of texts, starting with the content of a cache file.

    Args:
        file: the cache file; None for no cache. If the file is missing, unreadable, damaged or from another version, the
            texts are read again.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.tokens = _restored(file) if file else TokenStore()
        self._kept = sum(map(len, self.tokens.texts.values()))

    def keep(self) -> None:
        """Write the file if enough is new; errors are ignored."""
        read = self.tokens.words_read
        if self._file is None or read < max(LEAST_WORDS, LEAST_SHARE * self._kept):
            return
        self._kept += read
        self.tokens.words_read = 0
        _write(self.tokens, self._file)


def _checksum(*parts: bytes | memoryview) -> bytes:
    digest = hashlib.blake2b(key=_VERSION, digest_size=_CHECKSUM_BYTES)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _write(tokens: TokenStore, file: Path) -> None:
    words = "\n".join(tokens.words).encode()
    numbers = np.concatenate([*tokens.texts.values(), np.empty(0, np.int32)])
    lengths = np.fromiter(map(len, tokens.texts.values()), _NUMBER, len(tokens.texts))
    counts = np.array([len(lengths), len(numbers), len(words)], _COUNT)
    if len(words) > _MOST_BYTES_OF_WORDS:
        return
    parts: list[bytes] = [
        counts.tobytes(),
        b"".join(tokens.texts),
        lengths.tobytes(),
        numbers.astype(_NUMBER, copy=False).tobytes(),
        words,
    ]
    part_file = beside(file)
    with suppress(OSError):
        try:
            with part_file.open("wb") as stream:
                stream.writelines([_checksum(*parts), *parts])
            part_file.replace(file)
        finally:
            part_file.unlink(missing_ok=True)


def _restored(file: Path) -> TokenStore:
    try:
        if file.is_file() and file.stat().st_size <= _MOST_BYTES:
            return _tokens(file.read_bytes())
    except (OSError, ValueError):
        pass
    return TokenStore()


def _tokens(content: bytes) -> TokenStore:
    """The words of texts in a file's content; never allocates more than the content's size.

    Raises:
        ValueError: the content is invalid.
    """
    if content[:_CHECKSUM_BYTES] != _checksum(memoryview(content)[_CHECKSUM_BYTES:]):
        raise ValueError("damaged or from another version")
    texts, numbers, of_words = map(int, np.frombuffer(content, _COUNT, 3, _CHECKSUM_BYTES))
    keys_at = _CHECKSUM_BYTES + 3 * _COUNT.itemsize
    lengths_at = keys_at + KEY_BYTES * texts
    numbers_at = lengths_at + _NUMBER.itemsize * texts
    words_at = numbers_at + _NUMBER.itemsize * numbers
    if min(texts, numbers, of_words) < 0 or words_at + of_words != len(content):
        raise ValueError("the size does not match")
    if of_words > _MOST_BYTES_OF_WORDS:
        raise ValueError("too many words")
    tokens = _with_words(content[words_at:].decode())
    keys = [content[at : at + KEY_BYTES] for at in range(keys_at, lengths_at, KEY_BYTES)]
    lengths = np.frombuffer(content, _NUMBER, texts, lengths_at)
    flat: Numbers = np.frombuffer(content, _NUMBER, numbers, numbers_at).astype(np.int32, copy=False)
    if (lengths < 0).any() or lengths.sum(dtype=np.int64) != numbers:
        raise ValueError("lengths of texts do not match their words")
    if numbers and not 0 <= flat.min() <= flat.max() < len(tokens.words):
        raise ValueError("unknown word numbers")
    ends = np.cumsum(lengths, dtype=np.int64)
    spans = zip((ends - lengths).tolist(), ends.tolist(), strict=True)
    tokens.texts = {key: flat[start:end] for key, (start, end) in zip(keys, spans, strict=True)}
    return tokens


def _with_words(lines: str) -> TokenStore:
    """A store with these words, one per line, and no texts."""
    tokens = TokenStore()
    (numbers,) = tokens.numbered([lines])
    if tokens.words != lines.split("\n") or not np.array_equal(numbers, np.arange(len(numbers))):
        raise ValueError("not words")
    return tokens
