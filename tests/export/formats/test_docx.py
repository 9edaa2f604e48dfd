"""Word, read back by python-docx."""

import io

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from review.export import EXPORTS, ExportTable
from review.export.formats.docx import render
from review.export.formats.text import legible
from tests.export.hostile import TEXT, table_of
from tests.export.reviews import SMALL


def read(table: ExportTable) -> Document:
    return docx.Document(io.BytesIO(render(table)[""]))


def texts_of(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def test_table_one_is_a_real_table_with_heading_and_caption():
    table = EXPORTS["source-types"].build(SMALL)
    document = read(table)
    heading, caption = document.paragraphs[:2]
    assert (heading.text, heading.style.name) == ("Source types", "Heading 1")
    assert (caption.text, caption.style.name) == (table.caption, "Caption")
    assert document.tables[0].style.name == "Review Table"
    assert texts_of(document) == [
        ["Source type", "n", "%"],
        ["Empirical study journal article", "1", "50.0"],
        ["Policy analysis journal article or report", "0", "0.0"],
        ["Statutory-sector report", "0", "0.0"],
        ["Voluntary-sector report", "1", "50.0"],
        ["Total", "2", "100"],
    ]


def test_the_header_is_repeated_numbers_stand_right_and_rows_stay_whole():
    rows = read(EXPORTS["source-types"].build(SMALL)).tables[0].rows
    marks = [[mark.tag for mark in row._tr.trPr] for row in rows]
    assert marks == [[qn("w:cantSplit"), qn("w:tblHeader")]] + [[qn("w:cantSplit")]] * (len(rows) - 1)
    assert [cell.paragraphs[0].alignment for cell in rows[1].cells] == [
        None,
        WD_ALIGN_PARAGRAPH.RIGHT,
        WD_ALIGN_PARAGRAPH.RIGHT,
    ]


def test_only_wide_tables_lie_on_landscape_pages_and_all_fit_between_the_margins():
    orientations = {}
    for name, export in EXPORTS.items():
        document = read(export.build(SMALL))
        section = document.sections[0]
        orientations[name] = section.orientation
        widths = sum(column.width for column in document.tables[0].columns)
        assert widths <= section.page_width - section.left_margin - section.right_margin
    assert orientations["source-types"] is WD_ORIENT.PORTRAIT
    assert orientations["evidence"] is WD_ORIENT.LANDSCAPE


@settings(max_examples=40)
@given(st.lists(TEXT, max_size=10))
def test_any_text_comes_back_as_it_is_legible(texts):
    assert [row[1] for row in texts_of(read(table_of(*texts)))[1:]] == [legible(text) for text in texts]
