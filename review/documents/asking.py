"""Requests about one file that a child process answers directly: raw text, rectangles, tables, scans, images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from review.documents.layout.cleaning import clean_text
from review.documents.messages import outcome
from review.documents.protocol import (
    TASKS,
    Draw,
    Drawing,
    FindRectangles,
    FindScans,
    FindTables,
    PageTables,
    RawText,
    ReadRaw,
    Rectangles,
    ScannedPage,
)
from review.documents.tables.table_views import page_tables
from review.domain import Document, PageTable
from review.domain.glyphs import runs_within, unpack_runs
from review.errors import ReadingError
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.messages import Message, ProtocolError, Request

Said = TypeVar("Said", bound=Message)


class RawPage(NamedTuple):
    """A page as pdfium extracts it: its number from 1, its label in the file, its text with line breaks."""

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
    """The pages of a file as pdfium extracts them, without control characters.

    Raises:
        ReadingError: the file cannot be read.
    """
    return [
        RawPage(page.number, clean_text(page.label, longest=40), _visible(page.text))
        for page in _answers(ReadRaw(path=_place(path)), RawText, limits)
    ]


def rectangles(
    path: Path, document: Document, start: int, end: int, limits: Limits | None = None
) -> list[Rectangle]:
    """The rectangles that cover a half-open span of the document's text, in reading order.

    Raises:
        ReadingError: the file cannot be read, or the document has no map to its glyphs.
    """
    try:
        runs = runs_within(unpack_runs(document.glyphs), start, end)
    except ValueError as error:
        raise ReadingError(
            f"{path.name}: the positions of its text are not known; run `review reread`"
        ) from error
    if not runs:
        return []
    wanted = [(run.page, run.first, run.length) for run in runs]
    request = FindRectangles(path=_place(path), runs=wanted)
    return [Rectangle(*box) for message in _answers(request, Rectangles, limits) for box in message.boxes]


def find_tables(
    path: Path, document: Document, pages: Sequence[int] = (), limits: Limits | None = None
) -> Iterator[tuple[int, tuple[PageTable, ...] | None]]:
    """The tables on pages (from 1; default: all), page by page as they are found; None for an unreadable page.

    The cells are views of the document's text, as far as its glyphs can be mapped.

    Raises:
        ReadingError: the file cannot be read.
    """
    runs = _runs_by_page(document, pages or [page.number for page in document.pages])
    request = FindTables(path=_place(path), pages=list(runs.items()))
    for message in _answers(request, PageTables, limits):
        try:
            found = page_tables(message.tables, message.number, document)
        except ProtocolError as error:
            raise _error(path, "crash") from error
        if message.number not in runs:
            raise _error(path, "crash")
        yield message.number, found


def _runs_by_page(document: Document, pages: Sequence[int]) -> dict[int, list[tuple[int, int, int]]]:
    """The runs (start, first, length) of the glyphs of pages; none without a map to the file."""
    found: dict[int, list[tuple[int, int, int]]] = {page: [] for page in pages}
    with suppress(ValueError):
        for run in unpack_runs(document.glyphs):
            if run.page in found:
                found[run.page].append((run.start, run.first, run.length))
    return found


def scanned_pages(path: Path, limits: Limits | None = None) -> list[int]:
    """The numbers of the pages that are images of text: hardly any letters, but ink.

    Raises:
        ReadingError: the file cannot be read.
    """
    pages = _answers(FindScans(path=_place(path)), ScannedPage, limits)
    return [page.number for page in pages if page.is_scanned]


def page_image(path: Path, page: int, limits: Limits | None = None) -> tuple[bytes, float]:
    """The image of a page (from 1) as PNG, and its resolution in dots per inch.

    Raises:
        ReadingError: the page cannot be drawn.
    """
    drawings = list(_answers(Draw(path=_place(path), page=page), Drawing, limits))
    if len(drawings) != 1:
        raise _error(path, "crash")
    return drawings[0].png, drawings[0].resolution


def _answers(request: Request, kind: type[Said], limits: Limits | None) -> Iterator[Said]:
    """The messages, all of one kind, with which a new child process answers a request.

    Raises:
        ReadingError: the child reports a failure, crashes, or breaks the protocol.
    """
    try:
        yield from answers(TASKS, request, (kind,), limits or Limits())
    except NoAnswerError as error:
        raise _error(Path(request.path), str(error)) from error


def _place(path: Path) -> str:
    return str(path.absolute())


def _error(path: Path, reason: str) -> ReadingError:
    _, message = outcome(reason)
    return ReadingError(f"{clean_text(path.name)}: {message}")


def _visible(text: str) -> str:
    """The text without surrogates and without control characters except line breaks."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("".join(c for c in line if c.isprintable() or c == "\u00a0") for line in lines)
