"""The documents of sources: what reading a text gives, and the spans of areas in a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from review.domain import Document, LabelSource, Page
from review.domain.texts.hard_line_ends import without_hard_ends
from review.domain.texts.spans import Span
from review.errors import ReadingError
from review.exchange.refi.values import QdaArea


def as_read(text: str) -> Document:
    """A text as the document that reading it gives, as far as a preview needs it."""
    text = without_hard_ends(text)
    return Document(text, "", len(text), (Page(1, "", 0, len(text), label_source=LabelSource.NONE),), ())


def spans_of(path: Path, document: Document) -> Callable[[Sequence[QdaArea]], Sequence[Span | None]] | None:
    """What finds the spans of areas on the pages of a PDF; a file that cannot be read has none."""
    if path.suffix.casefold() != ".pdf" or not document.glyphs:
        return None

    def found(areas: Sequence[QdaArea]) -> Sequence[Span | None]:
        from review.documents import Rectangle, spans_in

        rectangles = [Rectangle(one.page, one.left, one.bottom, one.right, one.top) for one in areas]
        try:
            return spans_in(path, document, rectangles)
        except ReadingError:
            return [None] * len(areas)

    return found
