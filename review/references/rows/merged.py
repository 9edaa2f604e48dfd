"""Merged cells of a workbook's sheet: their text counts for every row that they reach down to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from review.references.rows.messages import MOST_COLUMNS

MOST_MERGED = 100_000
"""How many merged cells of a sheet are read; those after them count for their first row only."""

_CHUNK = 1 << 20
_LONGEST = 200
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]{0,100}?ref=["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']"""
)

Merged = Mapping[int, Sequence[tuple[int, int]]]
"""By the line where it begins, the place of a merged cell's column from 0, and its last line."""


class _Open(NamedTuple):
    last: int
    text: str
    is_formula: bool


def merged_cells(path: Path, part: str) -> Merged:
    """The merged cells of a sheet that reach over several rows; `part` is the sheet's file in the workbook."""
    found: dict[int, list[tuple[int, int]]] = {}
    for column, first, last in _ranges(path, part):
        if last > first and column < MOST_COLUMNS:
            found.setdefault(first, []).append((column, last))
    return found


class FilledDown:
    """Fills the rows of a sheet, one after the other, with the texts of merged cells that began above."""

    def __init__(self, merged: Merged) -> None:
        self._merged = merged
        self._open: dict[int, _Open] = {}

    def fill(self, line: int, texts: list[str], formulas: list[int]) -> tuple[int, ...]:
        """Fill a row's texts and places of formulas, and return the places that were filled."""
        filled = []
        for place, above in self._open.items():
            if line > above.last or not above.text:
                continue
            texts += [""] * (place + 1 - len(texts))
            if not texts[place].strip():
                texts[place] = above.text
                filled.append(place)
                if above.is_formula:
                    formulas.append(place)
        return tuple(filled)

    def begin(self, line: int, texts: Sequence[str], formulas: Sequence[int]) -> None:
        """Keep the texts of merged cells that begin in a row."""
        for place, last in self._merged.get(line, ()):
            if place < len(texts):
                self._open[place] = _Open(last, texts[place], place in formulas)


def _ranges(path: Path, part: str) -> Iterator[tuple[int, int, int]]:
    count = 0
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        before = b""
        while chunk := file.read(_CHUNK):
            text = before + chunk
            end = 0
            for match in _MERGED.finditer(text):
                end = match.end()
                count += 1
                if count > MOST_MERGED:
                    return
                yield _place(match[1]), int(match[2]), int(match[3])
            before = text[max(end, len(text) - _LONGEST) :]


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
