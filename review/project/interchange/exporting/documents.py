"""The documents of a review as they go into a file: their texts, and their files where these are as they were read."""

from __future__ import annotations

from pathlib import Path

from review.documents import Rectangle, rectangles_of
from review.domain import Document, LabelSource, Record
from review.domain.texts.endings import is_text_name
from review.errors import ReadingError
from review.exchange.refi.values import QdaSelection
from review.journal.queries import files
from review.project.documents import DocumentService
from review.project.runs.corpus import still_holds
from review.project.service import Context


class Documents:
    """What is read of documents; it is read when it is asked for, because a review may have many."""

    def __init__(self, context: Context, documents: DocumentService) -> None:
        self._documents = documents
        self._context = context
        self._seen = files.seen(context.journal)

    def text_of(self, record: Record) -> Document | None:
        """A record's frozen text, or None without one."""
        return self._documents.get(record.id) if record.text_sha256 else None

    def file_of(self, record: Record) -> Path | None:
        """A record's file, if it is there and has the bytes that were read."""
        known = self._seen.get(record.path)
        if known is None or known.file_sha256 != record.file_sha256:
            return None
        path = self._context.folder / record.path
        return path if still_holds(path, known) else None


def is_a_text(record: Record, document: Document | None) -> bool:
    """Whether a document is a text file, which has no pages that could be shown."""
    if is_text_name(record.path):
        return True
    return bool(document and document.pages and document.pages[0].label_source is LabelSource.NONE)


def rectangles(
    path: Path, document: Document, selections: tuple[QdaSelection, ...]
) -> list[list[Rectangle]] | None:
    """The rectangles of each selection, asked for in one go; None if the file does not tell them."""
    try:
        return rectangles_of(path, document, [(one.start, one.end) for one in selections])
    except ReadingError:
        return None
