"""Requests about one file that a child process answers directly: raw text, tables, scans, images."""

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
    FindScans,
    FindTables,
    PageTables,
    RawText,
    ReadRaw,
    ScannedPage,
)
from review.documents.tables.table_views import page_tables
from review.domain import Document, PageTable
from review.domain.glyphs import unpack_runs
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


def raw_pages(path: Path) -> list[RawPage]:
    """The pages of a file as pdfium extracts them, without control characters.

    Raises:
        ReadingError: the file cannot be read.
    """
    return [
        RawPage(page.number, clean_text(page.label, longest=40), _visible(page.text))
        for page in asked(ReadRaw(path=place_of(path)), RawText)
    ]


def find_tables(
    path: Path, document: Document, pages: Sequence[int] = (), limits: Limits | None = None
) -> Iterator[tuple[int, tuple[PageTable, ...] | None]]:
    """The tables on pages (from 1; default: all), page by page as they are found; None for an unreadable page.

    The cells are views of the document's text, as far as its glyphs can be mapped.

    Raises:
        ReadingError: the file cannot be read.
    """
    runs = _runs_by_page(document, pages or [page.number for page in document.pages])
    request = FindTables(path=place_of(path), pages=list(runs.items()))
    for message in asked(request, PageTables, limits):
        try:
            found = page_tables(message.tables, message.number, document)
        except ProtocolError as error:
            raise unanswered(path, "crash") from error
        if message.number not in runs:
            raise unanswered(path, "crash")
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
    pages = asked(FindScans(path=place_of(path)), ScannedPage, limits)
    return [page.number for page in pages if page.is_scanned]


def page_image(path: Path, page: int, limits: Limits | None = None) -> tuple[bytes, float]:
    """The image of a page (from 1) as PNG, and its resolution in dots per inch.

    Raises:
        ReadingError: the page cannot be drawn.
    """
    drawings = list(asked(Draw(path=place_of(path), page=page), Drawing, limits))
    if len(drawings) != 1:
        raise unanswered(path, "crash")
    return drawings[0].png, drawings[0].resolution


def asked(request: Request, kind: type[Said], limits: Limits | None = None) -> Iterator[Said]:
    """The messages, all of one kind, with which a new child process answers a request.

    Raises:
        ReadingError: the child reports a failure, crashes, or breaks the protocol.
    """
    try:
        yield from answers(TASKS, request, (kind,), limits or Limits())
    except NoAnswerError as error:
        raise unanswered(Path(request.path), str(error)) from error


def place_of(path: Path) -> str:
    """The file as a request names it."""
    return str(path.absolute())


def unanswered(path: Path, reason: str) -> ReadingError:
    """The error for a file about which a child did not answer, by reason."""
    _, message = outcome(reason, name=path.name)
    return ReadingError(f"{clean_text(path.name)}: {message}")


def _visible(text: str) -> str:
    """The text without surrogates and without control characters except line breaks."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("".join(c for c in line if c.isprintable() or c == "\u00a0") for line in lines)
