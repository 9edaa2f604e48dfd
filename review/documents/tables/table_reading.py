"""Reads the tables of a page through pdfplumber; slow, so only for pages that someone views or exports.

pdfplumber finds the rules and so the cells; pdfium's glyphs, which the frozen text maps to, show which characters of the
text are in a cell. So a cell is a view of the frozen text and not another reading.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pdfplumber
from pdfplumber.page import Page

from review.documents.layout.boxes import Box
from review.documents.layout.cleaning import clean_text
from review.documents.protocol import FoundTable
from review.documents.tables.captioned_tables import captioned_grids
from review.documents.tables.table_finding import SPACE, Grid, Word, inside, lines_of, ruled_grids
from review.documents.tables.table_views import MOST_CELLS

Glyph = tuple[int, Box]
"""An offset in the frozen text and the box of its glyph, in points from the lower left corner of the unrotated page."""

_LINE = 6.0
"""The least distance of lines in a cell, in points."""

_WIDEST_GAP = 2
"""How many characters without a glyph (an added space or line break) a span may contain."""


def tables_of_page(path: Path, number: int, glyphs: Iterable[Glyph]) -> list[FoundTable]:
    """The tables on the page with this number, from 1; its glyphs are given in the order of the frozen text.

    Raises:
        Exception: pdfminer raises all kinds of errors on damaged pages.
    """
    with pdfplumber.open(path, pages=[number]) as file:
        page = file.pages[0]
        words = page.extract_words(x_tolerance_ratio=SPACE)
        ruled = ruled_grids(page, words)
        captioned = captioned_grids(page, words, [grid.box for grid in ruled])
        grids = sorted([*ruled, *captioned], key=lambda grid: grid.box[1])
        if not grids or sum(len(row) for grid in grids for row in grid.rows) > MOST_CELLS:
            return []
        placed = [(offset, *_placed(page, box)) for offset, box in glyphs]
        return [_table(words, grid, placed) for grid in grids]


def _placed(page: Page, box: Box) -> tuple[float, float]:
    """The centre of a box in pdfplumber's coordinates: from the upper left corner of the page as shown."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    left, bottom, right, top = page.page_obj.mediabox
    turned = {
        0: (x - left, y - bottom),
        90: (y - bottom, right - x),
        180: (right - x, top - y),
        270: (top - y, x - left),
    }[page.page_obj.rotate % 360]
    found: tuple[float, float] = page.point2coord(turned)
    return found


def _table(words: Sequence[Word], grid: Grid, placed: Sequence[tuple[int, float, float]]) -> FoundTable:
    spans = _spans(grid, placed)
    rows = [
        [(_text(words, box) if box else "", spans.get((place, column), [])) for column, box in enumerate(row)]
        for place, row in enumerate(grid.rows)
    ]
    return rows, grid.has_head


def _spans(
    grid: Grid, placed: Sequence[tuple[int, float, float]]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The spans of each cell in the order of its lines; a glyph outside of the cell ends a span."""
    found: dict[tuple[int, int], list[_Stretch]] = {}
    finder = _CellFinder(grid)
    before: tuple[int, int] | None = None
    last = 0
    for offset, x, y in placed:
        cell = finder.cell_at(x, y)
        if cell is not None:
            stretches = found.setdefault(cell, [])
            if cell == before and offset - last <= _WIDEST_GAP:
                stretches[-1] = stretches[-1]._replace(end=offset + 1)
            else:
                stretches.append(_Stretch(round(y / _LINE), x, offset, offset + 1))
        before, last = cell, offset + 1
    return {cell: [(s.start, s.end) for s in sorted(stretches)] for cell, stretches in found.items()}


class _Stretch(NamedTuple):
    """A span of a cell, sortable by its start: line and position."""

    line: int
    x: float
    start: int
    end: int


class _CellFinder:
    """Finds the cell of a grid that contains a point."""

    def __init__(self, grid: Grid) -> None:
        boxes = [
            (box, (row, column))
            for row, cells in enumerate(grid.rows)
            for column, box in enumerate(cells)
            if box
        ]
        edges = sorted({edge for box, _ in boxes for edge in (box[1], box[3])})
        self._tops = edges
        self._bands = [
            [(box, place) for box, place in boxes if box[1] < bottom and box[3] > top]
            for top, bottom in pairwise(edges)
        ]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the cell at a point."""
        band = bisect_right(self._tops, y) - 1
        if not 0 <= band < len(self._bands):
            return None
        return next((place for box, place in self._bands[band] if box[0] <= x < box[2]), None)


def _text(words: Sequence[Word], box: Box) -> str:
    """The text that pdfplumber reads in a box."""
    lines = lines_of(inside(words, box))
    return clean_text(" ".join(word["text"] for line in lines for word in line))
