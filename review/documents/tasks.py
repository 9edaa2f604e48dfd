"""The tasks of a reading child: whole readings, raw texts, rectangles, tables, scans and page images."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pypdfium2.raw as pdfium
from msgspec.structs import replace
from pypdfium2.version import PDFIUM_INFO

from review.documents.containers import why_not_read
from review.documents.fallback_reader import FallbackReader, is_garbled, version
from review.documents.layout.assemble import assemble
from review.documents.layout.cover_sheets import MOST_COVERS
from review.documents.layout.lines import NO_GLYPHS, PageLines
from review.documents.metadata.file_metadata import info_entries, xmp_packet
from review.documents.metadata.found_values import COVER_PAGES, found_values
from review.documents.metadata.xmp import parse_xmp
from review.documents.misnamed_ligatures import mended
from review.documents.pages import Handle, PageReader, raw_text
from review.documents.positions import glyphs
from review.documents.protocol import (
    MOST_PAGES,
    MOST_WORDS,
    Assembled,
    Assembling,
    Draw,
    Drawing,
    FileFacts,
    FindRectangles,
    FindScans,
    FindSpans,
    FindTables,
    PageRead,
    PageTables,
    RawText,
    Read,
    ReadRaw,
    ScannedPage,
    read_request,
)
from review.documents.scans import LEAST_INK, ink, may_be_scanned
from review.documents.scans import image as image_of
from review.domain import Document
from review.domain.texts.endings import is_text_name
from review.sandbox.messages import CannotReadError, Done, Request, Say
from review.sandbox.regular_file import LARGEST_DOCUMENT, open_regular

__all__ = ["do", "read_request"]

READER = f"pdfium {PDFIUM_INFO.build} layout 3"
_HEADER_WITHIN = 1024
_REASONS = {pdfium.FPDF_ERR_PASSWORD: "password", pdfium.FPDF_ERR_SECURITY: "password"}

pdfium.FPDF_InitLibrary()


def do(request: Request, say: Say) -> None:
    """Carries out a request.

    Raises:
        CannotReadError: the file cannot be read.
    """
    match request:
        case Read():
            read(request, say)
        case ReadRaw():
            raw(request, say)
        case FindRectangles():
            with _opened(Path(request.path)) as document:
                glyphs.rectangles(document, request, say)
        case FindSpans():
            with _opened(Path(request.path)) as document:
                glyphs.spans(document, request, say)
        case FindTables():
            tables(request, say)
        case FindScans():
            scans(request, say)
        case Draw():
            image(request, say)


def read(request: Read, say: Say) -> None:
    """Reads a whole file.

    Sends facts about the file, each page as it is finished, a notice when the text is being assembled, then the document
    and its metadata.

    Raises:
        CannotReadError: the file cannot be read.
    """
    path = Path(request.path)
    digest, header = _digest(path)
    say(FileFacts(digest, 0))
    if is_text_name(path.name):
        _read_text(path, digest, say)
        return
    _check_header(header)
    with _opened(path) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count <= 0:
            raise CannotReadError("no-pages")
        if count > MOST_PAGES:
            raise CannotReadError("too-many-pages")
        if reason := why_not_read(document, path):
            raise CannotReadError(reason)
        say(FileFacts(digest, count))
        second = FallbackReader(path)
        recognised = {number: Path(page) for number, page in request.recognised.items()}
        reader = PageReader(document)
        pages, skipped = _read_pages(reader, count, second, recognised, say)
        if len(skipped) == count:
            raise CannotReadError("damaged")
        info = info_entries(document)
    say(Assembling())
    named = mended(pages)
    pages = [*named.pages]
    found = assemble(pages, f"{READER}; pages by {version()}: {second.pages}" if second.pages else READER)
    found = _marked(found, recognised)
    back = pages[MOST_COVERS + COVER_PAGES :][-1:]
    del pages[MOST_COVERS + COVER_PAGES :]
    metadata = found_values(path.name, pages, found, info, parse_xmp(xmp_packet(path)), back)
    examples = [*named.words.items()][:MOST_WORDS], [*named.unknown[:MOST_WORDS]]
    say(Assembled(found, metadata, skipped, reader.cropped, *examples))


def _read_text(path: Path, digest: str, say: Say) -> None:
    """Sends the document in a text file."""
    from review.documents.texts.text_reading import read_text_file

    say(FileFacts(digest, 1))
    try:
        document, metadata = read_text_file(path)
    except OSError as error:
        raise CannotReadError("output" if error.errno == errno.EFBIG else "missing") from error
    say(Assembled(document, metadata, []))


def raw(request: ReadRaw, say: Say) -> None:
    """Sends the text of each page as pdfium extracts it.

    Raises:
        CannotReadError: the file cannot be read.
    """
    path = Path(request.path)
    with open_regular(path) as file:
        _check_header(file.read(_HEADER_WITHIN))
    with _opened(path) as document:
        reader = PageReader(document)
        for number in range(1, pdfium.FPDF_GetPageCount(document) + 1):
            say(RawText(number, reader.page_label(number), raw_text(document, number)))
    say(Done())


def tables(request: FindTables, say: Say) -> None:
    """Sends the tables of each page.

    A page on which pdfplumber fails has None instead of tables.

    Raises:
        CannotReadError: the file cannot be read.
    """
    from review.documents.tables.table_reading import tables_of_page

    path = Path(request.path)
    with _opened(path) as document:
        for number, runs in request.pages:
            try:
                boxes = glyphs.glyphs_of_runs(document, number, runs)
                say(PageTables(number, tables_of_page(path, number, boxes)))
            except MemoryError:
                raise
            except Exception:  # noqa: BLE001 - pdfminer raises all kinds of errors on damaged pages
                say(PageTables(number, None))
    say(Done())


def scans(request: FindScans, say: Say) -> None:
    """Sends, for each page, whether it is an image of text.

    Raises:
        CannotReadError: the file cannot be read.
    """
    with _opened(Path(request.path)) as document:
        for number in range(1, min(pdfium.FPDF_GetPageCount(document), MOST_PAGES) + 1):
            try:
                few = may_be_scanned(raw_text(document, number))
                say(ScannedPage(number, few and ink(document, number) > LEAST_INK))
            except ValueError:
                say(ScannedPage(number, is_scanned=False))
    say(Done())


def image(request: Draw, say: Say) -> None:
    """Sends the image of a page and its dots per inch.

    Raises:
        CannotReadError: the page cannot be drawn.
    """
    with _opened(Path(request.path)) as document:
        try:
            say(Drawing(*image_of(document, request.page)))
        except ValueError as error:
            raise CannotReadError("damaged") from error
    say(Done())


def _read_pages(
    reader: PageReader, count: int, second: FallbackReader, recognised: Mapping[int, Path], say: Say
) -> tuple[list[PageLines], list[int]]:
    """All pages, with empty ones for unreadable pages, and the numbers of the unreadable ones."""
    pages, skipped = [], []
    for number in range(1, count + 1):
        try:
            page = reader.read(number)
        except ValueError:
            found = second.read(number)
            page = found or PageLines(number, 0.0, 0.0, "", ())
            if not found:
                skipped.append(number)
        else:
            if is_garbled(page, reader.unmapped):
                page = second.read(number, page.label) or page
        if number in recognised:
            page = _recognised_page(recognised[number], page)
        say(PageRead(page))
        pages.append(page)
    return pages, skipped


def _recognised_page(written: Path, page: PageLines) -> PageLines:
    """A scanned page with the recognised lines, which have no map to glyphs of the file."""
    with _opened(written) as document:
        found = PageReader(document).read(1)
    lines = tuple(line._replace(first=NO_GLYPHS) for line in found.lines)
    return page._replace(lines=lines, rotation=found.rotation, origin=found.origin, covered=())


def _marked(document: Document, recognised: Mapping[int, Path]) -> Document:
    """The document with its recognised pages marked as such."""
    if not recognised:
        return document
    pages = tuple(replace(page, recognised=page.number in recognised) for page in document.pages)
    return replace(document, pages=pages)


def _digest(path: Path) -> tuple[str, bytes]:
    """The SHA-256 of a file and its first bytes."""
    try:
        with open_regular(path, LARGEST_DOCUMENT) as file:
            header = file.read(_HEADER_WITHIN)
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest(), header
    except OSError as error:
        raise CannotReadError("too-large" if error.errno == errno.EFBIG else "missing") from error


def _check_header(header: bytes) -> None:
    if not header:
        raise CannotReadError("empty")
    if b"%PDF-" not in header:
        raise CannotReadError("zip" if header.startswith(b"PK\x03\x04") else "not-pdf")


@contextmanager
def _opened(path: Path) -> Iterator[Handle]:
    """An open document, closed at the end."""
    document = pdfium.FPDF_LoadDocument(os.fsencode(path) + b"\x00", None)
    if not document:
        raise CannotReadError(_REASONS.get(pdfium.FPDF_GetLastError(), "damaged"))
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)
