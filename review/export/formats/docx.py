"""Writes Word: a numbered title, a table with three rules, as in journals, and a note below, on A4 pages."""

from __future__ import annotations

from docx import Document

from review.export.formats.layout import laid_out
from review.export.formats.word import describe, saved, set_font, set_page
from review.export.formats.word_table import note, set_table_styles, set_text_styles, table_element, title
from review.export.table import ExportTable

_SIZE = 10
"""The size of the type beside tables, in points."""


def render(table: ExportTable) -> dict[str, bytes]:
    """The table as it is printed; the row of headings is repeated on every page, and no row is split over pages."""
    printed = table.printed()
    layout = laid_out(printed)
    document = Document()
    describe(document, printed.heading)
    set_page(document, landscape=layout.landscape)
    set_font(document, _SIZE)
    set_table_styles(document)
    set_text_styles(document, layout.size)
    numbered = title(printed, rf"SEQ Table \* ARABIC \r {printed.number}")
    return {"": saved(document, numbered + table_element(printed, layout) + note(printed))}
