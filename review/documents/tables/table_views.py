"""From what a child says about tables to views over the frozen text; nothing of it is believed unchecked."""

from __future__ import annotations

from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.protocol import FoundCell, FoundTable
from review.domain import Document, PageTable, TableCell
from review.sandbox.messages import ProtocolError

MOST_CELLS = 20_000
"""A page with more cells is a drawing."""


def page_tables(
    found: Sequence[FoundTable] | None, number: int, document: Document
) -> tuple[PageTable, ...] | None:
    """The tables that a child found on the page of that number; None where the page could not be looked at.

    Raises:
        ProtocolError: they are no tables of this document.
    """
    if found is None:
        return None
    tables = tuple(
        PageTable(number, tuple(tuple(_cell(cell, document.text) for cell in row) for row in rows), has_head)
        for rows, has_head in found
    )
    if any(len(row) != table.columns for table in tables for row in table.rows):
        raise ProtocolError("the rows of a table differ in length")
    return tables


def _cell(found: FoundCell, frozen: str) -> TableCell:
    """A cell with the frozen text of its spans, or with what was read in its box where it has none."""
    text, spans = found
    if not all(0 <= start < end <= len(frozen) for start, end in spans):
        raise ProtocolError("not a span of the text")
    own = " ".join(frozen[start:end] for start, end in spans)
    return TableCell(" ".join(own.split()) if spans else clean_text(text), tuple(spans))
