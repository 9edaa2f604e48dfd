"""Writes Word: a numbered title, a table with three rules, as in journals, and a note below, on A4 pages."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import cast
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from review.export.formats.layout import MARGIN, MARK_PADDING, PADDING, PAGE, Layout, laid_out
from review.export.formats.text import legible, shown
from review.export.table import NUMBERS, Cell, Column, ExportTable, Kind, PrintedTable

TABLE, TITLE, HEADING, TEXT, TOTAL, NOTE = (
    "Review Table",
    "Caption",
    "Review Table Heading",
    "Review Table Text",
    "Review Table Total",
    "Review Table Note",
)
"""The styles of the table and of its paragraphs: changing one in Word changes all of them."""

FONT = "Arial"
LANGUAGE = "en-GB"

_NAMESPACE = nsdecls("w")
_BOLD = "<w:b/>"
_TABLE_STYLE = f"""
<w:style {_NAMESPACE} w:type="table" w:customStyle="1" w:styleId="ReviewTable">
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


def render(table: ExportTable) -> dict[str, bytes]:
    """The table as it is printed; the row of headings is repeated on every page, and no row is split over pages."""
    printed = table.printed()
    layout = laid_out(printed)
    document = Document()
    document.core_properties.title = legible(printed.heading)
    document.core_properties.author = "realist-review"
    document.core_properties.comments = ""
    _set_page(document, layout)
    _set_styles(document, layout)
    end = document.element.body.sectPr
    end.addprevious(parse_xml(_title(printed)))
    word_table = parse_xml(_frame(printed, layout))
    end.addprevious(word_table)
    headings = [layout.heading(column) for column in printed.columns]
    word_table.append(parse_xml(_row(headings, printed.columns, layout, HEADING)))
    for number, row in enumerate(printed.rows, start=1):
        style = TOTAL if printed.total and number == len(printed.rows) else TEXT
        word_table.append(parse_xml(_row(row, printed.columns, layout, style)))
    end.addprevious(parse_xml(_paragraph(_run("Note. ", "<w:i/>") + _run(printed.note), NOTE)))
    file = io.BytesIO()
    document.save(file)
    return {"": file.getvalue()}


# --- pages and styles --------------------------------------------------------------------------------------------------


def _set_page(document: WordDocument, layout: Layout) -> None:
    section = document.sections[0]
    width, height = reversed(PAGE) if layout.landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if layout.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)


def _set_styles(document: WordDocument, layout: Layout) -> None:
    """Make the styles: one font, which a person can change in the style Normal, and black titles."""
    document.styles.element.append(parse_xml(_TABLE_STYLE))
    normal = _style(document, "Normal", 10)
    character = normal.element.get_or_add_rPr()
    fonts = character.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    character.append(language)
    title = _style(document, TITLE, 10, after=6)
    title.font.bold = False
    title.font.color.rgb = RGBColor(0, 0, 0)
    title.paragraph_format.keep_with_next = True
    _style(document, TEXT, layout.size, before=1.5, after=1.5)
    for bold in (HEADING, TOTAL):
        _style(document, bold, layout.size, before=1.5, after=1.5).font.bold = True
    _style(document, NOTE, 8, before=6)


def _style(
    document: WordDocument, name: str, size: float, *, before: float = 0, after: float = 0
) -> ParagraphStyle:
    """A paragraph style, made if there is none of this name."""
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    style = cast("ParagraphStyle", document.styles[name])
    style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    return style


# --- the text, as WordprocessingML ----------------------------------------------------------------------------------------


def _title(printed: PrintedTable) -> str:
    """The title; its number is a field, so that Word can list the tables that are pasted into a paper."""
    label = ""
    if printed.number:
        instruction = rf" SEQ Table \* ARABIC \r {printed.number} "
        number = "".join(
            f"<w:r><w:rPr>{_BOLD}</w:rPr>{part}</w:r>"
            for part in (
                '<w:fldChar w:fldCharType="begin"/>',
                f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                f"<w:t>{printed.number}</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        label = _run("Table ", _BOLD) + number + _run(". ", _BOLD)
    return _paragraph(label + _run(printed.title), TITLE)


def _paragraph(content: str, style: str, more: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{more}</w:pPr>'
    return f"<w:p {_NAMESPACE}>{properties}{content}</w:p>"


def _run(text: str, properties: str = "") -> str:
    """A text with its line ends and tabs."""
    signs = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    parts = re.split("([\n\t])", legible(text))
    inside = "".join(
        signs.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts if part
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def _frame(printed: PrintedTable, layout: Layout) -> str:
    """The table without rows: its style, which of the style's parts apply, its widths, and the room beside texts."""
    look = f'w:val="{"0660" if printed.total else "0620"}" w:firstRow="1" w:lastRow="{int(printed.total)}" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in layout.widths)
    return f"""
<w:tbl {_NAMESPACE}>
  <w:tblPr>
    <w:tblStyle w:val="ReviewTable"/>
    <w:tblW w:type="dxa" w:w="{sum(map(_twips, layout.widths))}"/>
    <w:tblLayout w:type="fixed"/>
    <w:tblCellMar>{_beside(PADDING)}</w:tblCellMar>
    <w:tblLook {look}/>
  </w:tblPr>
  <w:tblGrid>{grid}</w:tblGrid>
</w:tbl>"""


def _row(cells: Sequence[Cell], columns: Sequence[Column], layout: Layout, style: str) -> str:
    """A row whose paragraphs have a style; that of headings is repeated on every page, and high enough for turned ones."""
    properties = "<w:cantSplit/>"
    if layout.head_height and style == HEADING:
        properties += f'<w:trHeight w:val="{_twips(layout.head_height)}" w:hRule="atLeast"/>'
    if style == HEADING:
        properties += "<w:tblHeader/>"
    boxes = "".join(
        _box(shown(cell), column, width, style, turned=style == HEADING and layout.is_turned(column))
        for cell, column, width in zip(cells, columns, layout.widths, strict=True)
    )
    return f"<w:tr {_NAMESPACE}><w:trPr>{properties}</w:trPr>{boxes}</w:tr>"


def _box(text: str, column: Column, width: float, style: str, *, turned: bool) -> str:
    """A cell: numbers are on the right, marks in the middle, and turned headings, which read upward, above them."""
    is_mark = column.kind is Kind.MARK
    properties = f'<w:tcW w:type="dxa" w:w="{_twips(width)}"/>'
    if is_mark:
        properties += f"<w:tcMar>{_beside(MARK_PADDING)}</w:tcMar>"
    if turned:
        beside = "center" if is_mark else "bottom"
        properties += f'<w:textDirection w:val="btLr"/><w:vAlign w:val="{beside}"/>'
    elif style == HEADING:
        properties += '<w:vAlign w:val="bottom"/>'
    side = "" if turned else "right" if column.kind in NUMBERS else "center" if is_mark else ""
    aligned = f'<w:jc w:val="{side}"/>' if side else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(_run(text), style, aligned)}</w:tc>"


def _beside(both: float) -> str:
    """The room left and right of a cell's text, `both` together."""
    return "".join(f'<w:{side} w:w="{_twips(both / 2)}" w:type="dxa"/>' for side in ("left", "right"))


def _twips(length: float) -> int:
    """A length in twentieths of a point, the unit of WordprocessingML."""
    return int(length * 20)
