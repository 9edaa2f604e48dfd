"""The glyphs of an open document: their boxes, and which of them lie in an area."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter

import pypdfium2.raw as pdfium

from review.documents.layout.boxes import Box, merge_boxes
from review.documents.pages import Handle, opened_page
from review.documents.protocol import FindRectangles, FindSpans, PageRectangles, PageSpans, Piece
from review.sandbox.messages import Done, Say

_SPACES = frozenset(map(ord, " \t\r\n\u00a0"))
_EVERYWHERE = 1e6


def rectangles(document: Handle, request: FindRectangles, say: Say) -> None:
    """Sends, page by page, the rectangles that cover the glyphs of runs; a page that cannot be loaded has none."""
    for number, pieces in request.pages:
        found: list[Piece] = []
        with suppress(ValueError), opened_page(document, number) as (page, text_page):
            x, y = _corner(page)
            for index, runs in groupby(pieces, key=itemgetter(0)):
                for a, b, c, d in _lines(text_page, [(first, length) for _, first, length in runs]):
                    found.append((index, a - x, b - y, c - x, d - y))
        say(PageRectangles(number, found))
    say(Done())


def spans(document: Handle, request: FindSpans, say: Say) -> None:
    """Sends, page by page, the spans of the glyphs in areas; areas without glyphs are left out."""
    for number, runs, areas in request.pages:
        found = []
        with suppress(ValueError), opened_page(document, number) as (page, text_page):
            x, y = _corner(page)
            centres = [
                (offset, (left + right) / 2 - x, (bottom + top) / 2 - y)
                for offset, (left, bottom, right, top) in _placed(text_page, runs)
            ]
            for index, *sides in areas:
                if span := _span_in(centres, sides, request.body_end):
                    found.append((index, *span))
        say(PageSpans(number, found))
    say(Done())


def glyphs_of_runs(
    document: Handle, number: int, runs: Iterable[tuple[int, int, int]]
) -> list[tuple[int, Box]]:
    """Offsets in the frozen text and the boxes of their glyphs, without spaces, for runs of (start, first, length).

    Raises:
        ValueError: pdfium cannot load the page.
    """
    with opened_page(document, number) as (_, text_page):
        return list(_placed(text_page, runs))


def _span_in(
    centres: Sequence[tuple[int, float, float]], sides: Sequence[float], body_end: int
) -> tuple[int, int] | None:
    """From the first to behind the last offset whose centre lies within the sides; of the body, if there is any."""
    left, bottom, right, top = sides
    inside = [offset for offset, x, y in centres if left <= x <= right and bottom <= y <= top]
    inside = [offset for offset in inside if offset < body_end] or inside
    return (min(inside), max(inside) + 1) if inside else None


def _lines(text_page: Handle, runs: Iterable[tuple[int, int]]) -> Iterator[Box]:
    """The lines of the glyphs of runs of (first index, length)."""
    glyphs = ((index, box) for _, index, box in _glyphs(text_page, ((0, *run) for run in runs)))
    turned = ((_is_upward(text_page, index), box) for index, box in glyphs)
    for upward, boxes in groupby(turned, key=itemgetter(0)):
        yield from merge_boxes((box for _, box in boxes), upward=upward)


def _is_upward(text_page: Handle, index: int) -> bool:
    """Whether a glyph is drawn up or down the page as it is before it is turned."""
    return abs(math.sin(pdfium.FPDFText_GetCharAngle(text_page, index))) > math.sqrt(0.5)


def _placed(text_page: Handle, runs: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, Box]]:
    """Offsets in the frozen text, and the boxes of their glyphs, without spaces."""
    return ((offset, box) for offset, _, box in _glyphs(text_page, runs))


def _glyphs(text_page: Handle, runs: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, Box]]:
    """The offset in the frozen text, the index on the page and the box of each glyph, without spaces.

    Boxes are as the page counts; runs are (start, first index, length).
    """
    left, right, bottom, top = sides = [ctypes.c_double() for _ in range(4)]
    count = pdfium.FPDFText_CountChars(text_page)
    for start, first, length in runs:
        for index in range(first, min(first + length, count)):
            if (
                pdfium.FPDFText_GetUnicode(text_page, index) not in _SPACES
                and pdfium.FPDFText_GetCharBox(text_page, index, *sides)
                and math.isfinite(left.value + right.value + bottom.value + top.value)
            ):
                yield start + index - first, index, (left.value, bottom.value, right.value, top.value)


def _corner(page: Handle) -> tuple[float, float]:
    """The lower left corner of a page's MediaBox, as the page counts.

    pdfium gives only boxes that the page does not inherit. The visible part, which it gives always, is the MediaBox once nothing
    crops it; the change is made in memory only.
    """
    bounds = pdfium.FS_RECTF()
    pdfium.FPDFPage_SetCropBox(page, -_EVERYWHERE, -_EVERYWHERE, _EVERYWHERE, _EVERYWHERE)
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    x, y = bounds.left, bounds.bottom
    return (x, y) if math.isfinite(x + y) else (0.0, 0.0)
