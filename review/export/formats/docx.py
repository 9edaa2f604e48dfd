"""Writes Word: a heading, the caption and a table with three rules, as in journals."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, Twips

from review.export.formats.text import legible, shown
from review.export.table import Column, ExportTable, Kind

MOST_UPRIGHT_CHARACTERS = 100
"""Tables wider than this are put on landscape pages."""

STYLE = "Review Table"
"""The name of the style of every table: changing it in Word changes the tables."""

_STYLE_XML = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReviewTable">
  <w:name w:val="{STYLE}"/>
  <w:basedOn w:val="TableNormal"/>
  <w:pPr><w:spacing w:before="20" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
  <w:tblPr>
    <w:tblBorders><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/></w:tblBorders>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="4"/></w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def render(table: ExportTable) -> dict[str, bytes]:
    """The printed columns under their headings; the header row is repeated on every page."""
    table = table.printed()
    document = Document()
    document.core_properties.title = legible(table.title)
    document.core_properties.author = "realist-review"
    document.core_properties.comments = ""
    if sum(column.width for column in table.columns) > MOST_UPRIGHT_CHARACTERS:
        _turn(document)
    document.add_heading(legible(table.title), level=1)
    document.add_paragraph(legible(table.caption), style="Caption").paragraph_format.keep_with_next = True
    _add(document, table)
    file = io.BytesIO()
    document.save(file)
    return {"": file.getvalue()}


def _turn(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Inches(0.8)


def _add(document: WordDocument, table: ExportTable) -> None:
    document.styles.element.append(parse_xml(_STYLE_XML))
    word_table = document.add_table(rows=0, cols=len(table.columns), style=STYLE)
    word_table.autofit = False
    for place, width in enumerate(_widths(document, table.columns)):
        word_table.columns[place].width = width
    for cells in ([column.heading for column in table.columns], *table.rows):
        for column, cell, box in zip(table.columns, cells, word_table.add_row().cells, strict=True):
            paragraph = box.paragraphs[0]
            paragraph.add_run(shown(cell))
            if column.kind in {Kind.INTEGER, Kind.NUMBER}:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    rows = document.element.body.xpath("./w:tbl/w:tr")
    for place, row in enumerate(rows):
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _widths(document: WordDocument, columns: tuple[Column, ...]) -> list[Twips]:
    """The columns' shares of the width between the margins."""
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    characters = sum(column.width for column in columns)
    return [Twips(room * column.width // (characters * Twips(1))) for column in columns]
