"""Asks a child process for rectangles that cover spans of a document's text, and for spans that rectangles cover."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from review.documents.asking import asked, place_of, unanswered
from review.documents.protocol import FindRectangles, FindSpans, PageRectangles, PageSpans, Piece
from review.domain import Document
from review.domain.glyphs import GlyphRun, runs_within, unpack_runs
from review.errors import ReadingError
from review.sandbox.limits import Limits


class Rectangle(NamedTuple):
    """A rectangle on a page (from 1), in points from the lower left corner of its MediaBox, before the page is turned.

    This is how REFI-QDA counts. Annotations of a PDF count from the origin of the page, which a MediaBox may lie beside.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


def rectangles(
    path: Path, document: Document, start: int, end: int, limits: Limits | None = None
) -> list[Rectangle]:
    """The rectangles that cover a half-open span of the document's text, line by line, see `rectangles_of`."""
    return rectangles_of(path, document, [(start, end)], limits)[0]


def rectangles_of(
    path: Path, document: Document, spans: Sequence[tuple[int, int]], limits: Limits | None = None
) -> list[list[Rectangle]]:
    """For each half-open span of the document's text, the rectangles that cover it line by line, in reading order.

    A span has none where the text has no map to glyphs: recognised pages, and those that only pdfplumber can read.

    Raises:
        ReadingError: the file cannot be read, or the document has no map to its glyphs.
    """
    runs = _runs(path, document)
    starts = [run.start for run in runs]
    pages: dict[int, list[tuple[int, int, int]]] = {}
    for index, (start, end) in enumerate(spans):
        near = runs[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
        for run in runs_within(near, start, end):
            pages.setdefault(run.page, []).append((index, run.first, run.length))
    found: list[list[Rectangle]] = [[] for _ in spans]
    if not pages:
        return found
    request = FindRectangles(path=place_of(path), pages=sorted(pages.items()))
    for message in asked(request, PageRectangles, limits):
        for index, *sides in message.boxes:
            if not 0 <= index < len(found):
                raise unanswered(path, "crash")
            found[index].append(Rectangle(message.number, *sides))
    return found


def spans_in(
    path: Path, document: Document, areas: Sequence[Rectangle], limits: Limits | None = None
) -> list[tuple[int, int] | None]:
    """For each area, the half-open span of the document's text from its first to its last glyph; None if it has no glyph.

    A glyph is in an area if its centre is. Side texts (running heads, footnotes), which follow the body in the frozen text,
    count only in areas without any of the body.

    Raises:
        ReadingError: the file cannot be read, or the document has no map to its glyphs.
    """
    found: list[tuple[int, int] | None] = [None] * len(areas)
    wanted: dict[int, list[Piece]] = {}
    for index, area in enumerate(areas):
        left, right = sorted((area.left, area.right))
        bottom, top = sorted((area.bottom, area.top))
        wanted.setdefault(area.page, []).append((index, left, bottom, right, top))
    of_page: dict[int, list[tuple[int, int, int]]] = {}
    for run in _runs(path, document):
        if run.page in wanted:
            of_page.setdefault(run.page, []).append((run.start, run.first, run.length))
    if not of_page:
        return found
    pages = [(page, runs, wanted[page]) for page, runs in sorted(of_page.items())]
    request = FindSpans(path=place_of(path), pages=pages, body_end=document.body_end)
    for message in asked(request, PageSpans, limits):
        for index, start, end in message.spans:
            if not (0 <= index < len(found) and 0 <= start < end <= len(document.text)):
                raise unanswered(path, "crash")
            found[index] = start, end
    return found


def _runs(path: Path, document: Document) -> list[GlyphRun]:
    try:
        return unpack_runs(document.glyphs)
    except ValueError as error:
        raise ReadingError(
            f"{path.name}: the positions of its text are not known; run `review reread`"
        ) from error
