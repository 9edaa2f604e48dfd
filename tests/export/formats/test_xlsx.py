"""XLSX, read back by openpyxl."""

import io
import tempfile
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from review.errors import ReviewError
from review.export import TABLES, Column, ExportTable, Kind
from review.export.formats import xlsx
from review.export.formats.layout import BREAKS, width_of
from review.export.formats.printed_sheet import BESIDE, HEADINGS, POINTS_OF_A_CHARACTER, SIZE
from review.export.formats.text import legible
from review.export.table import Printed
from tests.export.formats.test_layout import numbers_and_texts
from tests.export.hostile import HOSTILE, TEXT, table_of
from tests.export.reviews import SMALL

A4 = 9
"""The number of this paper in the format."""


def read(table: ExportTable) -> Workbook:
    return load_workbook(io.BytesIO(xlsx.render(table)[""]))


def test_a_kill_leaves_nothing_in_the_systems_temporary_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none is needed"))
    assert read(table_of("a"))["texts"]["B2"].value == "a"


def test_the_first_sheet_says_what_the_second_holds_which_is_in_front_and_the_third_is_for_print():
    table = TABLES["source-types"].build(SMALL)
    workbook = read(table)
    assert workbook.sheetnames == ["About", "source-types", "Table 1"]
    assert workbook.active.title == "source-types"
    assert [sheet.sheet_view.tabSelected for sheet in workbook] == [False, True, None]
    about = dict(workbook["About"].values)
    assert (about["title"], about["caption"]) == (table.title, table.caption)
    assert (about["theory_version"], about["rows"]) == (3, len(table.rows))


def test_the_rows_of_the_first_sheet_are_as_high_as_their_texts():
    sheet = read(TABLES["synthesis"].build(SMALL))["About"]
    caption, as_of = (sheet.row_dimensions[row].height for row in (2, 3))
    assert len(str(sheet["B2"].value)) > 200
    assert caption > 2 * as_of


def test_the_third_sheet_is_the_table_as_it_is_printed_on_a4():
    table = TABLES["source-types"].build(SMALL)
    sheet = read(table)["Table 1"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[:4] == [
        [table.printed().heading],
        [],
        ["Source type", "n", "% of N"],
        ["Empirical study journal article", 1, 50],
    ]
    assert rows[-3:] == [["Total", 2, 100], [], [f"Note. {table.printed().note}"]]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (A4, "portrait")
    assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (False, "$3:$3")
    assert sheet["B5"].alignment.horizontal == "right"


@pytest.mark.parametrize("name", TABLES)
def test_no_printed_word_is_wider_than_its_column_and_rows_are_high_enough(name):
    table = TABLES[name].build(SMALL)
    sheet = read(table).worksheets[-1]
    for row in sheet.iter_rows(min_row=HEADINGS, max_row=HEADINGS + len(table.printed().rows)):
        for cell in row:
            width = sheet.column_dimensions[cell.column_letter].width * POINTS_OF_A_CHARACTER + BESIDE
            text = "" if cell.value is None else str(cell.value).removesuffix(" 00:00:00")
            if not cell.alignment.text_rotation:
                assert all(width_of(word) * SIZE < width for word in BREAKS.split(text)), text
                lines = max(text.count("\n") + 1, width_of(text) * SIZE / width)
                assert sheet.row_dimensions[cell.row].height >= lines * SIZE


def test_every_sheet_prints_on_a4_with_its_header_on_each_page():
    workbook = read(TABLES["evidence"].build(SMALL))
    assert {sheet.page_setup.paperSize for sheet in workbook} == {A4}
    assert [sheet.print_title_rows for sheet in workbook] == [None, "$1:$1", "$3:$3"]


def test_the_header_is_frozen_and_numbers_and_dates_are_such():
    sheet = read(TABLES["evidence"].build(SMALL))["evidence"]
    assert sheet.freeze_panes == "A2"
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, sheet[3], strict=True))
    assert (row["year"].value, row["page"].value, row["start"].value) == (2016, 3, 10)
    assert row["date"].value == datetime(2026, 11, 3)  # noqa: DTZ001 - spreadsheets know no time zones
    assert row["page_label"].value == "347"
    assert row["quotation"].alignment.wrap_text is None
    assert row["text_sha256"].alignment.wrap_text
    assert sheet.column_dimensions["G"].width > sheet.column_dimensions["E"].width


def test_percentages_are_numbers():
    columns = (Column("per_cent", "%", Kind.NUMBER),)
    sheet = read(ExportTable("t", "T", "", columns, ((Decimal("32.4"),), (None,))))["t"]
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows(min_row=2)] == [
        (32.4, "n"),
        (None, "n"),
    ]


@pytest.mark.parametrize("text", [*HOSTILE, "#N/A", "2016-01-02", "12", "TRUE"])
def test_text_is_text_whatever_it_looks_like(text):
    workbook = read(table_of(text))
    for cell in (workbook["texts"]["B2"], workbook["Print"][f"B{HEADINGS + 1}"]):
        assert (cell.value, cell.data_type) == (legible(text), "s")
        assert cell.quotePrefix == (text in HOSTILE)


@settings(max_examples=40)
@given(st.lists(TEXT, min_size=1, max_size=10))
def test_any_text_comes_back_as_it_is_legible(texts):
    cells = [row[1] for row in read(table_of(*texts))["texts"].iter_rows(min_row=2)]
    assert [cell.value or "" for cell in cells] == [legible(text) for text in texts]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}


def test_text_that_is_too_long_for_a_cell_is_cut_visibly():
    cell = read(table_of("𝄞" * 40_000))["texts"]["B2"].value
    assert cell == "𝄞" * 16_383 + "…"


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(ReviewError, match="3 rows, more than an XLSX sheet can hold; export it as csv"):
        xlsx.render(table_of("a", "b", "c"))


def test_turned_headings_of_numbers_are_high_enough():
    wide = numbers_and_texts(13)
    table = ExportTable("wide", "Wide", "", (), (), printed_as=Printed(wide.columns, wide.rows))
    sheet = read(table).worksheets[-1]
    headings = sheet[HEADINGS]
    assert [cell.alignment.text_rotation for cell in headings] == [0, *[90] * 13, 0, 0, 0]
    longest = max(width_of(line, bold=True) for cell in headings[1:14] for line in cell.value.split("\n"))
    assert sheet.row_dimensions[HEADINGS].height > longest * SIZE


def test_texts_do_not_touch_those_of_the_column_before():
    sheet = read(TABLES["source-types-by-theory"].build(SMALL)).worksheets[-1]
    assert {cell.alignment.indent for cell in sheet[HEADINGS]} == {0}, "a text and numbers"
    sheet = read(TABLES["evidence"].build(SMALL)).worksheets[-1]
    for row in (sheet[HEADINGS], sheet[HEADINGS + 1]):
        first, *others = (cell.alignment.indent for cell in row)
        assert (first, set(others)) == (0, {1})
