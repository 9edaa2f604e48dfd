"""The map from characters of the frozen text to glyphs of the file, as runs, packed small.

A run says that `length` characters of the frozen text from `start` are the characters of a page from `first` on, as
pdfium counts them. Characters in no run (spaces between lines, hyphens that were added) have no glyph.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_MOST_BYTES = 64 * 1024 * 1024


class GlyphRun(NamedTuple):
    """`length` characters of the frozen text from `start` are those of `page` from pdfium's index `first` on."""

    start: int
    length: int
    page: int
    first: int


def pack_runs(runs: Iterable[GlyphRun]) -> bytes:
    """Runs in order of `start`, as differences in variable-length integers, compressed."""
    packed = bytearray()
    end, page, next_first = 0, 0, 0
    for run in runs:
        _write(packed, run.start - end)
        _write(packed, run.length)
        _write_signed(packed, run.page - page)
        _write_signed(packed, run.first - next_first)
        end, page, next_first = run.start + run.length, run.page, run.first + run.length
    return zlib.compress(bytes(packed), 6)


def unpack_runs(packed: bytes) -> list[GlyphRun]:
    """The runs that `pack_runs` packed.

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
    """The parts of runs that lie in the span of the frozen text."""
    found = []
    for run in runs:
        low, high = max(start, run.start), min(end, run.start + run.length)
        if low < high:
            found.append(GlyphRun(low, high - low, run.page, run.first + low - run.start))
    return found


def _write(packed: bytearray, number: int) -> None:
    while number >= 0x80:
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    packed.append(number)


def _write_signed(packed: bytearray, number: int) -> None:
    _write(packed, number * 2 if number >= 0 else -number * 2 - 1)


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
