"""The tables on the pages of documents, as they are found in the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.domain import PageTable
from review.errors import UnknownNameError
from review.project.documents import DocumentService
from review.project.records import RecordService
from review.project.service import Context, Service


class PageTableService(Service):
    """Finds tables; nothing of them is stored, since they are views of the text. Pages are the PDF's, from 1."""

    _found: tuple[str, dict[int, tuple[PageTable, ...]]] = ("", {})
    """The tables of the last document viewed: the SHA-256 of its text, and the tables by page."""

    def __init__(self, context: Context, records: RecordService, documents: DocumentService) -> None:
        super().__init__(context)
        self._records = records
        self._documents = documents

    def of_page(self, record: str, page: int) -> tuple[PageTable, ...]:
        """The tables on a page of a record's document, as views of its text. Takes seconds.

        Raises:
            UnknownNameError: the record has no text, or its document does not have the page.
            ReadingError: the file cannot be read.
        """
        text = self._records.get(record).text_sha256
        kept = self._found[1] if self._found[0] == text else {}
        if page not in kept:
            kept = kept | {number: tables or () for number, tables in self.of_pages(record, [page])}
            self._found = (text, kept)
        return kept[page]

    def of_pages(
        self, record: str, pages: Sequence[int] = ()
    ) -> Iterator[tuple[int, tuple[PageTable, ...] | None]]:
        """The tables of pages (default: all), page by page as they are found; None for an unreadable page.

        A record whose file is gone or has changed since it was read has none, nor has a text file.

        Raises:
            UnknownNameError: the record has no text, or its document does not have the page.
            ReadingError: the file cannot be read.
        """
        document, path = self._documents.text_of(record), self._documents.file_of(record)
        if unknown := set(pages) - {page.number for page in document.pages}:
            raise UnknownNameError(
                f"the document has no page {min(unknown)}; its pages are 1 to {len(document.pages)}"
            )
        if path is None or not self._documents.is_as_read(path):
            yield from ((page, None) for page in pages or range(1, len(document.pages) + 1))
            return
        if document.is_unpaged:
            return
        from review.documents import find_tables

        yield from find_tables(path, document, pages)
