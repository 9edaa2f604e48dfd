"""Questions about one file that a child answers at once: its raw text, rectangles of a span, tables of a page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from review.errors import ReadingError
from review.ingest.cleaning import clean_text
from review.ingest.glyphs import runs_within, unpack_runs
from review.ingest.limits import Limits
from review.ingest.lines import finite
from review.ingest.messages import outcome
from review.ingest.protocol import ProtocolError
from review.ingest.reader_process import NoAnswerError, answers
from review.ingest.table_views import page_tables
from review.model import Document, PageTable


class RawPage(NamedTuple):
    """A page as pdfium gives it: its number from 1, the label that the file gives it, its text with its line breaks."""

    number: int
    label: str
    text: str


class Rectangle(NamedTuple):
    """A rectangle on a page (from 1) in points, from the lower left corner of the page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def raw_pages(path: Path, limits: Limits | None = None) -> list[RawPage]:
    """The pages of a file as pdfium gives them, control characters left out.

    Raises:
        ReadingError: the file cannot be read.
    """
    pages = []
    for kind, values in _answers(path, {"task": "raw"}, limits or Limits()):
        if kind == "page":
            number, label, text = values
            pages.append(RawPage(int(number), clean_text(str(label), longest=40), _visible(str(text))))
    return pages


def rectangles(
    path: Path, document: Document, start: int, end: int, limits: Limits | None = None
) -> list[Rectangle]:
    """The rectangles that cover a half-open span of the document's text, in reading order.

    Raises:
        ReadingError: the file cannot be read, or the document has no map of glyphs.
    """
    try:
        runs = runs_within(unpack_runs(document.glyphs), start, end)
    except ValueError as error:
        raise ReadingError(
            f"{path.name}: the places of its text are not known; run review reread."
        ) from error
    if not runs:
        return []
    found: list[Rectangle] = []
    wanted = [[run.page, run.first, run.length] for run in runs]
    for _, values in _answers(path, {"task": "rectangles", "runs": wanted}, limits or Limits()):
        found += [Rectangle(int(page), *_points(box)) for page, *box in values[0]]
    return found


def tables(
    path: Path, document: Document, pages: Sequence[int] = (), limits: Limits | None = None
) -> Iterator[tuple[int, tuple[PageTable, ...] | None]]:
    """The tables on pages (from 1; default: all), page by page as they are found; None where a page cannot be looked at.

    The cells are views over the document's text, as far as its glyphs lead there.

    Raises:
        ReadingError: the file cannot be read.
    """
    runs = _runs_by_page(document, pages or [page.number for page in document.pages])
    request = {"task": "tables", "pages": list(runs.items())}
    for kind, values in _answers(path, request, limits or Limits()):
        if kind == "page":
            number, found = values
            if number not in runs:
                raise _error(path, "crash")
            yield number, page_tables(found, number, document)


def _runs_by_page(document: Document, pages: Sequence[int]) -> dict[int, list[list[int]]]:
    """The runs (start, first, length) of the glyphs of pages; none where no map leads back to the file."""
    found: dict[int, list[list[int]]] = {page: [] for page in pages}
    with suppress(ValueError):
        for run in unpack_runs(document.glyphs):
            if run.page in found:
                found[run.page].append([run.start, run.first, run.length])
    return found


def scanned_pages(path: Path, limits: Limits | None = None) -> list[int]:
    """The numbers of the pages that are images of text: hardly a letter, but ink.

    Raises:
        ReadingError: the file cannot be read.
    """
    found: list[int] = []
    for kind, values in _answers(path, {"task": "scans"}, limits or Limits()):
        if kind == "page" and values[1] is True:
            found.append(int(values[0]))
    return found


def page_image(path: Path, page: int, limits: Limits | None = None) -> tuple[str, float]:
    """The image of a page (from 1), a PNG in base64, and its dots to an inch.

    Raises:
        ReadingError: the page cannot be drawn.
    """
    found = "", 0.0
    for _, (png, resolution) in _answers(path, {"task": "image", "page": page}, limits or Limits()):
        found = str(png), finite(resolution)
    return found


def _answers(path: Path, request: dict[str, Any], limits: Limits) -> Iterator[tuple[str, list[Any]]]:
    """The messages with which a new child answers a request, the last one of kind ``done``.

    Raises:
        ReadingError: the child says that it cannot, or fails, or says what it cannot mean.
    """
    try:
        yield from answers(path, request, limits)
    except NoAnswerError as error:
        raise _error(path, str(error)) from error


def _error(path: Path, reason: str) -> ReadingError:
    _, message = outcome(reason)
    return ReadingError(f"{clean_text(path.name)}: {message}")


def _points(box: list[Any]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(value) for value in box)
    if not all(math.isfinite(value) for value in (left, bottom, right, top)):
        raise ProtocolError("not a rectangle")
    return left, bottom, right, top


def _visible(text: str) -> str:
    """The text without control characters other than line breaks, and without halves of characters."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("".join(c for c in line if c.isprintable() or c == "\u00a0") for line in lines)
