"""Turns a child's messages about tables into views of the frozen text, after checking them."""

from __future__ import annotations

from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.protocol import FoundCell, FoundTable
from review.domain import Document, PageTable, TableCell
from review.sandbox.messages import ProtocolError

MOST_CELLS = 20_000
"""A page with more cells is taken for a drawing."""


def page_tables(
    found: Sequence[FoundTable] | None, number: int, document: Document
) -> tuple[PageTable, ...] | None:
    """The tables that a child found on the page with this number; None if it could not read the page.

    Raises:
        ProtocolError: they are not tables of this document.
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
    """A cell with the frozen text of its spans, or without spans the text read in its box."""
    text, spans = found
    if not all(0 <= start < end <= len(frozen) for start, end in spans):
        raise ProtocolError("not a span of the text")
    own = " ".join(frozen[start:end] for start, end in spans)
    return TableCell(" ".join(own.split()) if spans else clean_text(text), tuple(spans))
