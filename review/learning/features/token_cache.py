"""What was read, kept in a file from one start of the program to the next.

The file holds nothing that cannot be read again. It is: a checksum of all that follows, keyed by the version of the
reading; how many texts, word numbers and bytes of words there are; the texts' hashes, their lengths in words, their
word numbers; and the words, one a line. Whatever else is found in its place is passed over.
"""

from __future__ import annotations

import hashlib
import unicodedata
from contextlib import suppress
from pathlib import Path

import numpy as np

from review.learning.features.readings import KEY_BYTES, Numbers, Readings
from review.sandbox.temporary import beside

LEAST_WORDS = 100_000
"""Fewer new words are read in a blink, and not worth a file."""

LEAST_SHARE = 0.1
"""The file is written anew once so much more has been read than it holds."""

_VERSION = f"review words 1, Unicode {unicodedata.unidata_version}".encode()
"""Grows when the same text is read as other words; what letters are is the business of Python's Unicode tables."""

_MOST_BYTES = 1 << 31
_MOST_BYTES_OF_WORDS = 1 << 26
_CHECKSUM_BYTES = 32
_NUMBER, _COUNT = np.dtype("<i4"), np.dtype("<i8")


class KeptReadings:
    """Readings that begin with what a file holds.

    Args:
        file: where they are kept; none to keep nothing. A file that is not there, cannot be read, is damaged or was
            written by another version costs the reading of the texts, and nothing else.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.readings = _restored(file) if file else Readings()
        self._kept = sum(map(len, self.readings.texts.values()))

    def keep(self) -> None:
        """Write the file if enough has been read since; where that cannot be done, everything stays as it is."""
        read = self.readings.words_read
        if self._file is None or read < max(LEAST_WORDS, LEAST_SHARE * self._kept):
            return
        self._kept += read
        self.readings.words_read = 0
        _write(self.readings, self._file)


def _checksum(*parts: bytes | memoryview) -> bytes:
    digest = hashlib.blake2b(key=_VERSION, digest_size=_CHECKSUM_BYTES)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _write(readings: Readings, file: Path) -> None:
    words = "\n".join(readings.words).encode()
    numbers = np.concatenate([*readings.texts.values(), np.empty(0, np.int32)])
    lengths = np.fromiter(map(len, readings.texts.values()), _NUMBER, len(readings.texts))
    counts = np.array([len(lengths), len(numbers), len(words)], _COUNT)
    if len(words) > _MOST_BYTES_OF_WORDS:
        return
    parts: list[bytes] = [
        counts.tobytes(),
        b"".join(readings.texts),
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


def _restored(file: Path) -> Readings:
    try:
        if file.is_file() and file.stat().st_size <= _MOST_BYTES:
            return _readings(file.read_bytes())
    except (OSError, ValueError):
        pass
    return Readings()


def _readings(content: bytes) -> Readings:
    """What a file with this content holds. Nothing is made that is larger than the content itself says it is.

    Raises:
        ValueError: it holds something else.
    """
    if content[:_CHECKSUM_BYTES] != _checksum(memoryview(content)[_CHECKSUM_BYTES:]):
        raise ValueError("damaged, or of another version")
    texts, numbers, of_words = map(int, np.frombuffer(content, _COUNT, 3, _CHECKSUM_BYTES))
    keys_at = _CHECKSUM_BYTES + 3 * _COUNT.itemsize
    lengths_at = keys_at + KEY_BYTES * texts
    numbers_at = lengths_at + _NUMBER.itemsize * texts
    words_at = numbers_at + _NUMBER.itemsize * numbers
    if min(texts, numbers, of_words) < 0 or words_at + of_words != len(content):
        raise ValueError("of another size than it says")
    if of_words > _MOST_BYTES_OF_WORDS:
        raise ValueError("too many words")
    readings = _with_words(content[words_at:].decode())
    keys = [content[at : at + KEY_BYTES] for at in range(keys_at, lengths_at, KEY_BYTES)]
    lengths = np.frombuffer(content, _NUMBER, texts, lengths_at)
    flat: Numbers = np.frombuffer(content, _NUMBER, numbers, numbers_at).astype(np.int32, copy=False)
    if (lengths < 0).any() or lengths.sum(dtype=np.int64) != numbers:
        raise ValueError("texts of other lengths than their words")
    if numbers and not 0 <= flat.min() <= flat.max() < len(readings.words):
        raise ValueError("numbers without words")
    ends = np.cumsum(lengths, dtype=np.int64)
    spans = zip((ends - lengths).tolist(), ends.tolist(), strict=True)
    readings.texts = {key: flat[start:end] for key, (start, end) in zip(keys, spans, strict=True)}
    return readings


def _with_words(lines: str) -> Readings:
    """Readings that have met these words, one a line, and no text."""
    readings = Readings()
    (numbers,) = readings.numbered([lines])
    if readings.words != lines.split("\n") or not np.array_equal(numbers, np.arange(len(numbers))):
        raise ValueError("not words")
    return readings
