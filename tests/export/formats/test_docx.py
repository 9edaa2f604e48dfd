"""Word, read back by python-docx."""

import io
import re

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from review.export import TABLES, Column, ExportTable, Kind
from review.export.formats.docx import render
from review.export.formats.layout import BREAKS, LONGEST_WORD, width_of
from review.export.formats.text import legible
from review.export.table import DOT, Printed
from tests.export.formats.test_layout import numbers_and_texts
from tests.export.hostile import TEXT, table_of
from tests.export.reviews import SMALL
from tests.export.word_schema import misplaced


def read(table: ExportTable) -> Document:
    return docx.Document(io.BytesIO(render(table)[""]))


def texts_of(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def test_table_one_is_a_real_table_with_a_numbered_title_and_a_note():
    table = TABLES["source-types"].build(SMALL)
    document = read(table)
    title, note = document.paragraphs
    assert (title.text, title.style.name) == (
        "Table 1. Source types of the included documents (N = 2)",
        "Caption",
    )
    assert (note.text, note.style.name) == (f"Note. {table.printed().note}", "Review Table Note")
    assert document.tables[0].style.name == "Review Table"
    assert texts_of(document) == [
        ["Source type", "n", "% of N"],
        ["Empirical study journal article", "1", "50.0"],
        ["Policy analysis journal article or report", "0", "0.0"],
        ["Statutory-sector report", "0", "0.0"],
        ["Voluntary-sector report", "1", "50.0"],
        ["Total", "2", "100"],
    ]


def test_the_number_is_a_field_that_word_can_list():
    def fields(name):
        instructions = read(TABLES[name].build(SMALL)).paragraphs[0]._p.xpath(".//w:instrText")
        return [one.text for one in instructions]

    assert fields("source-types") == [r" SEQ Table \* ARABIC \r 1 "]
    assert fields("evidence") == []


def test_every_paragraph_has_a_style_that_a_person_can_change():
    document = read(TABLES["source-types"].build(SMALL))
    rows = document.tables[0].rows
    styles = [{paragraph.style.name for cell in row.cells for paragraph in cell.paragraphs} for row in rows]
    assert styles == [{"Review Table Heading"}, *[{"Review Table Text"}] * 4, {"Review Table Total"}]
    assert not document.element.body.xpath(".//w:rFonts | .//w:sz | .//w:color")
    assert document.styles["Normal"].font.name == "Arial"


def test_the_header_is_repeated_numbers_stand_right_and_rows_stay_whole():
    rows = read(TABLES["source-types"].build(SMALL)).tables[0].rows
    marks = [[mark.tag for mark in row._tr.trPr] for row in rows]
    assert marks == [[qn("w:cantSplit"), qn("w:tblHeader")]] + [[qn("w:cantSplit")]] * (len(rows) - 1)
    assert [cell.paragraphs[0].alignment for cell in rows[1].cells] == [
        None,
        WD_ALIGN_PARAGRAPH.RIGHT,
        WD_ALIGN_PARAGRAPH.RIGHT,
    ]


def test_pages_are_a4_and_every_table_fits_between_the_margins():
    for export in TABLES.values():
        document = read(export.build(SMALL))
        section = document.sections[0]
        sides = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        assert sides == [210, 297]
        assert (section.orientation is WD_ORIENT.LANDSCAPE) == (section.page_width > section.page_height)
        widths = sum(column.width for column in document.tables[0].columns)
        assert widths <= section.page_width - section.left_margin - section.right_margin


@pytest.mark.parametrize("name", TABLES)
def test_no_word_is_wider_than_its_column(name):
    document = read(TABLES[name].build(SMALL))
    size = document.styles["Review Table Text"].font.size.pt
    for row in document.tables[0].rows:
        turned = bool(row._tr.xpath(".//w:textDirection"))
        for cell in () if turned else row.cells:
            for word in BREAKS.split(cell.text):
                bold = cell.paragraphs[0].style.font.bold
                assert width_of(word, bold=bold) * size < min(cell.width.pt, LONGEST_WORD), word


def test_the_headings_of_a_wide_matrix_are_turned_and_its_marks_are_dots():
    codes = tuple(f"T{number}.sub" for number in range(24))
    columns = (Column("source", "Document"), *(Column(code, code, Kind.MARK) for code in codes))
    marks = Printed(columns, (("Rahman, 2016", *[DOT] * 24),))
    document = read(ExportTable("m", "M", "", (), (), printed_as=marks))
    head, row = document.tables[0].rows
    turned = head._tr.xpath(".//w:textDirection")
    assert [one.get(qn("w:val")) for one in turned] == ["btLr"] * 24
    assert head.height.pt > width_of("T10.sub", bold=True) * 9
    assert {cell.text for cell in row.cells[1:]} == {DOT}


@settings(max_examples=40)
@given(st.lists(TEXT, max_size=10))
def test_any_text_comes_back_as_it_is_legible(texts):
    found = texts_of(read(table_of(*texts, "text")))[1:]
    assert [row[1] for row in found] == [
        re.sub("[\u2028\u2029]", "\n", legible(text)) for text in (*texts, "text")
    ]


def test_turned_headings_of_numbers_read_upward_above_right_aligned_numbers():
    table = ExportTable("wide", "Wide", "", (), (), printed_as=_wide())
    heading, row = read(table).tables[0].rows
    turned = [bool(cell._tc.xpath(".//w:textDirection[@w:val='btLr']")) for cell in heading.cells]
    assert turned == [False, *[True] * 13, False, False, False]
    assert heading.cells[9].text == "Policy analysis\njournal article or report"
    assert {cell.paragraphs[0].alignment for cell in row.cells[1:14]} == {WD_ALIGN_PARAGRAPH.RIGHT}


def _wide() -> Printed:
    wide = numbers_and_texts(13)
    return Printed(wide.columns, wide.rows)


@pytest.mark.parametrize("name", TABLES)
def test_word_accepts_the_order_of_everything(name):
    assert misplaced(render(TABLES[name].build(SMALL))[""]) == []
