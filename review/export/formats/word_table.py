"""A printed table in a Word file: three rules, as in journals, headings on every page, no row split over pages."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.shared import RGBColor

from review.export.formats.layout import MARK_PADDING, PADDING, Layout
from review.export.formats.text import shown
from review.export.formats.word import (
    BOLD,
    ITALIC,
    element,
    field,
    paragraph,
    paragraph_style,
    run,
    style_id,
    twips,
)
from review.export.table import NUMBERS, Cell, Column, Kind, PrintedTable

TABLE, TITLE, HEADING, TEXT, TOTAL, NOTE = (
    "Review Table",
    "Caption",
    "Review Table Heading",
    "Review Table Text",
    "Review Table Total",
    "Review Table Note",
)
"""The styles of the table and of its paragraphs: changing one in Word changes all of them."""

_TABLE_STYLE = f"""
<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(TABLE)}">
  <w:name w:val="{TABLE}"/>
  <w:basedOn w:val="TableNormal"/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/>
      <w:insideH w:val="single" w:sz="2" w:color="D0D0D0"/>
    </w:tblBorders>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="4"/></w:tcBorders></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders><w:top w:val="single" w:sz="4"/></w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>"""


def set_table_styles(document: WordDocument) -> None:
    """Make the styles that all tables of a file share; titles are black."""
    document.styles.element.append(element(_TABLE_STYLE))
    title = paragraph_style(document, TITLE, 10, after=6)
    title.font.bold = False
    title.font.color.rgb = RGBColor(0, 0, 0)
    title.paragraph_format.keep_with_next = True
    paragraph_style(document, NOTE, 8, before=6)


def set_text_styles(document: WordDocument, size: float, more: str = "") -> None:
    """Make the styles of texts of a size; `more` follows their names."""
    paragraph_style(document, TEXT + more, size, before=1.5, after=1.5)
    for bold in (HEADING, TOTAL):
        paragraph_style(document, bold + more, size, before=1.5, after=1.5).font.bold = True


def title(printed: PrintedTable, instruction: str, bookmark: tuple[str, str] = ("", "")) -> str:
    """The title; its number is a field, so that Word can list the tables that are pasted into a paper.

    `bookmark` is around the label, for references.
    """
    label = ""
    if printed.number:
        start, end = bookmark
        number = field(instruction, str(printed.number), BOLD)
        label = start + run("Table ", BOLD) + number + end + run(". ", BOLD)
    return paragraph(label + run(printed.title), TITLE)


def note(printed: PrintedTable) -> str:
    """The note below."""
    return paragraph(run("Note. ", ITALIC) + run(printed.note), NOTE)


def table_element(printed: PrintedTable, layout: Layout, more: str = "") -> str:
    """The table in its layout; `more` follows the names of its texts' styles."""
    headings = [layout.heading(column) for column in printed.columns]
    rows = [_row(headings, printed.columns, layout, HEADING, more, keeps=True)]
    for number, row in enumerate(printed.rows, start=1):
        style = TOTAL if printed.total and number == len(printed.rows) else TEXT
        rows.append(_row(row, printed.columns, layout, style, more, keeps=number == len(printed.rows)))
    return f"<w:tbl>{_frame(printed, layout)}{''.join(rows)}</w:tbl>"


def _frame(printed: PrintedTable, layout: Layout) -> str:
    """The table without rows: its style, which of the style's parts apply, its widths, and the room beside texts."""
    look = f'w:val="{"0660" if printed.total else "0620"}" w:firstRow="1" w:lastRow="{int(printed.total)}" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in layout.widths)
    return f"""
  <w:tblPr>
    <w:tblStyle w:val="ReviewTable"/>
    <w:tblW w:type="dxa" w:w="{sum(map(twips, layout.widths))}"/>
    <w:tblLayout w:type="fixed"/>
    <w:tblCellMar>{_beside(PADDING)}</w:tblCellMar>
    <w:tblLook {look}/>
  </w:tblPr>
  <w:tblGrid>{grid}</w:tblGrid>"""


def _row(
    cells: Sequence[Cell], columns: Sequence[Column], layout: Layout, style: str, more: str, *, keeps: bool
) -> str:
    """A row whose paragraphs have a style; that of headings is repeated on every page, and high enough for turned ones.

    One that `keeps` is on a page with what follows: headings with a row, the last row with the note.
    """
    kept = "<w:keepNext/>" if keeps else ""
    properties = "<w:cantSplit/>"
    if layout.head_height and style == HEADING:
        properties += f'<w:trHeight w:val="{twips(layout.head_height)}" w:hRule="atLeast"/>'
    if style == HEADING:
        properties += "<w:tblHeader/>"
    boxes = "".join(
        _box(
            shown(cell),
            column,
            width,
            style,
            more,
            kept,
            turned=style == HEADING and layout.is_turned(column),
        )
        for cell, column, width in zip(cells, columns, layout.widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{boxes}</w:tr>"


def _box(text: str, column: Column, width: float, style: str, more: str, kept: str, *, turned: bool) -> str:
    """A cell: numbers are on the right, marks in the middle, and turned headings, which read upward, above them."""
    is_mark = column.kind is Kind.MARK
    properties = f'<w:tcW w:type="dxa" w:w="{twips(width)}"/>'
    if is_mark:
        properties += f"<w:tcMar>{_beside(MARK_PADDING)}</w:tcMar>"
    if turned:
        beside = "center" if is_mark else "bottom"
        properties += f'<w:textDirection w:val="btLr"/><w:vAlign w:val="{beside}"/>'
    elif style == HEADING:
        properties += '<w:vAlign w:val="bottom"/>'
    side = "" if turned else "right" if column.kind in NUMBERS else "center" if is_mark else ""
    aligned = f'<w:jc w:val="{side}"/>' if side else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text), style + more, kept + aligned)}</w:tc>"


def _beside(both: float) -> str:
    """The room left and right of a cell's text, `both` together."""
    return "".join(f'<w:{side} w:w="{twips(both / 2)}" w:type="dxa"/>' for side in ("left", "right"))
