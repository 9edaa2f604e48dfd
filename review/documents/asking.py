"""Questions about one file that a child answers at once: its raw text, rectangles of a span, tables of a page."""

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
    return [
        RawPage(page.number, clean_text(page.label, longest=40), _visible(page.text))
        for page in _answers(ReadRaw(path=_place(path)), RawText, limits)
    ]


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
    wanted = [(run.page, run.first, run.length) for run in runs]
    request = FindRectangles(path=_place(path), runs=wanted)
    return [Rectangle(*box) for said in _answers(request, Rectangles, limits) for box in said.boxes]


def find_tables(
    path: Path, document: Document, pages: Sequence[int] = (), limits: Limits | None = None
) -> Iterator[tuple[int, tuple[PageTable, ...] | None]]:
    """The tables on pages (from 1; default: all), page by page as they are found; None where a page cannot be looked at.

    The cells are views over the document's text, as far as its glyphs lead there.

    Raises:
        ReadingError: the file cannot be read.
    """
    runs = _runs_by_page(document, pages or [page.number for page in document.pages])
    request = FindTables(path=_place(path), pages=list(runs.items()))
    for said in _answers(request, PageTables, limits):
        try:
            found = page_tables(said.tables, said.number, document)
        except ProtocolError as error:
            raise _error(path, "crash") from error
        if said.number not in runs:
            raise _error(path, "crash")
        yield said.number, found


def _runs_by_page(document: Document, pages: Sequence[int]) -> dict[int, list[tuple[int, int, int]]]:
    """The runs (start, first, length) of the glyphs of pages; none where no map leads back to the file."""
    found: dict[int, list[tuple[int, int, int]]] = {page: [] for page in pages}
    with suppress(ValueError):
        for run in unpack_runs(document.glyphs):
            if run.page in found:
                found[run.page].append((run.start, run.first, run.length))
    return found


def scanned_pages(path: Path, limits: Limits | None = None) -> list[int]:
    """The numbers of the pages that are images of text: hardly a letter, but ink.

    Raises:
        ReadingError: the file cannot be read.
    """
    pages = _answers(FindScans(path=_place(path)), ScannedPage, limits)
    return [page.number for page in pages if page.is_scanned]


def page_image(path: Path, page: int, limits: Limits | None = None) -> tuple[bytes, float]:
    """The image of a page (from 1), a PNG, and its dots to an inch.

    Raises:
        ReadingError: the page cannot be drawn.
    """
    drawings = list(_answers(Draw(path=_place(path), page=page), Drawing, limits))
    if len(drawings) != 1:
        raise _error(path, "crash")
    return drawings[0].png, drawings[0].resolution


def _answers(request: Request, kind: type[Said], limits: Limits | None) -> Iterator[Said]:
    """The messages, all of one kind, with which a new child answers a request.

    Raises:
        ReadingError: the child says that it cannot, or fails, or says what it cannot mean.
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
    """The text without control characters other than line breaks, and without halves of characters."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("".join(c for c in line if c.isprintable() or c == "\u00a0") for line in lines)
