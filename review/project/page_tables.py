"""Tables in documents: found when a page is opened or exported, never at ingest, and kept in memory only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from review.errors import UnknownNameError
from review.journal.queries import files
from review.model import PageTable
from review.project.corpus import looks_like
from review.project.reading import ReadingVerbs


class PageTables(ReadingVerbs):
    """The verbs about tables in documents."""

    _found: tuple[str, dict[int, tuple[PageTable, ...]]] = ("", {})
    """The tables of the document that was looked at last: its text's SHA-256, and the tables by page."""

    def tables_of_page(self, record: str, page: int) -> tuple[PageTable, ...]:
        """The tables on a page (from 1) of a record's document, as views over its text. Takes seconds: not for a key press.

        Raises:
            UnknownNameError: the record has no text, or its document no such page.
            ReadingError: the file cannot be read.
        """
        text = self.record(record).text_sha256
        kept = self._found[1] if self._found[0] == text else {}
        if page not in kept:
            kept = kept | {number: tables or () for number, tables in self.page_tables(record, [page])}
            self._found = (text, kept)
        return kept[page]

    def page_tables(
        self, record: str, pages: Sequence[int] = ()
    ) -> Iterator[tuple[int, tuple[PageTable, ...] | None]]:
        """The tables of pages (default: of all), page by page as they are found; None where a page cannot be looked at.

        A record whose file has gone, or is no longer what was read, has none.

        Raises:
            UnknownNameError: the record has no text, or its document no such page.
            ReadingError: the file cannot be read.
        """
        document, path = self._text_of(record), self.file_of(record)
        if unknown := set(pages) - {page.number for page in document.pages}:
            raise UnknownNameError(
                f"the document has no page {min(unknown)}; its pages are 1 to {len(document.pages)}"
            )
        if path is None or not self._is_as_read(path):
            yield from ((page, None) for page in pages or range(1, len(document.pages) + 1))
            return
        from review.ingest import tables

        yield from tables(path, document, pages)

    def _is_as_read(self, path: Path) -> bool:
        """Whether a file is still what was read, so that the places of its text hold."""
        known = files.seen(self.journal).get(self.relative(path))
        return known is None or looks_like(path, known)
