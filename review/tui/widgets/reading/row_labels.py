"""What stands in the first column beside the rows of a document: pages, recognised text, where tables begin."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain import Document
from review.tui.widgets.reading.layout import TextRows

RECOGNISED = "OCR"
"""Below the label of a page whose text was recognised."""

_LEAST, _MOST = 7, 9
"""Cells of the column: there is room for ``table 1``."""


def label_width(document: Document) -> int:
    """The cells of the column in a document."""
    return min(_MOST, max([_LEAST, *(3 + len(page.label) for page in document.pages)]))


def row_labels(
    rows: TextRows, document: Document, remarks: Mapping[int, str], *, asides_shown: bool
) -> dict[int, str]:
    """The labels by row. `remarks` (by offset) stand below the labels of pages where both begin on one row."""
    pages = [page for page in document.pages if page.start < page.end]
    labels = {rows.row_of(page.start): f"p. {page.label}" for page in pages}
    if asides_shown:
        for aside in reversed(document.asides):
            labels[rows.row_of(aside.start)] = f"p. {document.page_at(aside.start).label}"
    recognised = [(page.start, RECOGNISED) for page in pages if page.recognised]
    for offset, label in (*recognised, *remarks.items()):
        row = rows.row_of(offset)
        while row in labels:
            row += 1
        labels[row] = label
    return labels
