"""From what a child says about tables to views over the frozen text; nothing of it is believed unchecked."""

from __future__ import annotations

from review.ingest.cleaning import clean_text
from review.ingest.protocol import Json, ProtocolError
from review.model import Document, PageTable, TableCell

MOST_CELLS = 20_000
"""A page with more cells is a drawing."""


def page_tables(plain: Json, number: int, document: Document) -> tuple[PageTable, ...] | None:
    """The tables that plain values describe, on the page of that number; None where the page could not be looked at.

    Raises:
        ProtocolError: they describe no tables of this document.
    """
    if plain is None:
        return None
    try:
        tables = tuple(
            PageTable(
                number,
                tuple(tuple(_cell(text, spans, document.text) for text, spans in row) for row in rows),
                bool(has_head),
            )
            for rows, has_head in plain
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise ProtocolError("not tables") from error
    if any(len(row) != table.columns for table in tables for row in table.rows):
        raise ProtocolError("the rows of a table differ in length")
    return tables


def _cell(text: Json, spans: Json, frozen: str) -> TableCell:
    """A cell with the frozen text of its spans, or with what was read in its box where it has none."""
    if not isinstance(text, str):
        raise TypeError("no text")
    checked = tuple(_span(start, end, len(frozen)) for start, end in spans)
    own = " ".join(frozen[start:end] for start, end in checked)
    return TableCell(" ".join(own.split()) if checked else clean_text(text), checked)


def _span(start: Json, end: Json, length: int) -> tuple[int, int]:
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
        raise ProtocolError("not a span of the text")
    return start, end
