"""The map from characters of the frozen text to glyphs of the file, as compact runs.

In a run, `length` characters of the frozen text from `start` are the characters of a page from `first`, in pdfium's
numbering. Characters in no run (spaces between lines, added hyphens) have no glyph.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MOST_BYTES = 64 * 1024 * 1024


class GlyphRun(NamedTuple):
    """`length` characters of the frozen text from `start` are those of `page` from pdfium's index `first`."""

    start: int
    length: int
    page: int
    first: int


class RunPacker:
    """Packs runs in order of `start`: differences as variable-length integers, compressed at the end."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._end = self._page = self._next_first = 0
        self._last: GlyphRun | None = None

    def add(self, run: GlyphRun) -> None:
        """Adds a run."""
        self._write_last()
        self._last = run

    def shorten_last(self) -> None:
        """Removes the last character of the last run."""
        assert self._last is not None
        self._last = self._last._replace(length=self._last.length - 1)

    def packed(self) -> bytes:
        """The map of all runs."""
        self._write_last()
        self._last = None
        return zlib.compress(bytes(self._packed), 6)

    def _write_last(self) -> None:
        run = self._last
        if run is None:
            return
        start, length, page, first = run
        _write(
            self._packed,
            (start - self._end, length, _unsigned(page - self._page), _unsigned(first - self._next_first)),
        )
        self._end, self._page = start + length, page
        self._next_first = first + length


def unpack_runs(packed: bytes) -> list[GlyphRun]:
    """The runs in a map packed by `RunPacker`.

    Raises:
        ValueError: the bytes are not a packed map.
    """
    try:
        decompressor = zlib.decompressobj()
        data = decompressor.decompress(packed, _MOST_BYTES)
        if decompressor.unconsumed_tail or not decompressor.eof:
            raise ValueError("not a glyph map")
    except zlib.error as error:
        raise ValueError("not a glyph map") from error
    runs: list[GlyphRun] = []
    numbers = _read(data)
    end, page, next_first = 0, 0, 0
    for gap in numbers:
        try:
            length, page_step, first_step = next(numbers), next(numbers), next(numbers)
        except StopIteration as error:
            raise ValueError("not a glyph map") from error
        page += _signed(page_step)
        run = GlyphRun(end + gap, length, page, next_first + _signed(first_step))
        end, next_first = run.start + length, run.first + length
        runs.append(run)
    return runs


def runs_within(runs: Iterable[GlyphRun], start: int, end: int) -> list[GlyphRun]:
    """The parts of runs within the span of the frozen text."""
    found = []
    for run in runs:
        low, high = max(start, run.start), min(end, run.start + run.length)
        if low < high:
            found.append(GlyphRun(low, high - low, run.page, run.first + low - run.start))
    return found


def _write(packed: bytearray, numbers: Iterable[int]) -> None:
    for number in numbers:
        rest = number
        while rest >= 0x80:
            packed.append(rest & 0x7F | 0x80)
            rest >>= 7
        packed.append(rest)


def _unsigned(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _signed(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2


def _read(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0
    if shift:
        raise ValueError("not a glyph map")
