"""Writes XLSX: about the table on the first sheet, the table on the second, as it is printed on the third."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from review.errors import ReviewError
from review.export.formats.printed_sheet import (
    BOLD,
    PLAIN,
    POINTS_OF_A_CHARACTER,
    fill,
    set_height,
    set_normal_font,
)
from review.export.formats.sheet_cells import TOP, WRAPPED, cell_of, set_page
from review.export.table import Cell, ExportTable

MOST_ROWS = 1_048_576
"""Excel's limit on the rows of a sheet."""

LONGEST_NAME = 31
"""Excel's limit on the name of a sheet."""
PRINT = "Print"
"""The name of the sheet with a table that is printed without a number."""

_ABOUT_WIDTH = 100
"""The width in characters of the column with the caption."""

_BOLD = Font(bold=True)


def render(table: ExportTable) -> dict[str, bytes]:
    """A workbook with all columns under their keys, and the table as it is printed.

    Raises:
        ReviewError: there are more rows than fit on a sheet.
    """
    _check_rows(table)
    workbook = _begun(table)
    _fill(workbook.create_sheet(table.name[:LONGEST_NAME]), table)
    printed = table.printed()
    fill(workbook.create_sheet(printed.label.rstrip(".") or PRINT), printed)
    _open_at(workbook, 1)
    return {"": _saved(workbook)}


def with_sheets(table: ExportTable, sheets: Mapping[str, ExportTable]) -> bytes:
    """A workbook about `table` with these sheets, under names that another program asks for; the first is open.

    Raises:
        ReviewError: there are more rows than fit on a sheet.
    """
    workbook = _begun(table)
    for name, one in sheets.items():
        _check_rows(one)
        _fill(workbook.create_sheet(name), one)
    _open_at(workbook, 1)
    return _saved(workbook)


def _begun(table: ExportTable) -> Workbook:
    """A workbook with its first sheet, which is about a table."""
    workbook = Workbook()
    set_normal_font(workbook)
    workbook.properties.creator = "realist-review"
    workbook.properties.title = table.title
    _describe(workbook.worksheets[0], table)
    return workbook


def _open_at(workbook: Workbook, place: int) -> None:
    """Let a sheet be the one that is open, and only that: with two selected ones, edits would change both."""
    workbook.active = place
    workbook.worksheets[0].sheet_view.tabSelected = False
    workbook.worksheets[place].sheet_view.tabSelected = True


def _check_rows(table: ExportTable) -> None:
    if len(table.rows) >= MOST_ROWS:
        raise ReviewError(
            f"{table.name} has {len(table.rows)} rows, more than an XLSX sheet can hold; export it as csv"
        )


class _InMemory(ExcelWriter):
    """Writes sheets in memory; openpyxl's own writer leaves temporary files behind when the process is killed."""

    def __init__(self, workbook: Workbook, archive: ZipFile) -> None:
        super().__init__(workbook, archive)
        self._parts = archive

    def write_worksheet(self, ws: Worksheet) -> None:
        """Add a sheet, which has no links, charts or pictures, to the archive."""
        sheet = WorksheetWriter(ws, io.BytesIO())
        sheet.write()
        self._parts.writestr(ws.path[1:], sheet.read())
        self.manifest.append(ws)


def _saved(workbook: Workbook) -> bytes:
    """The bytes of a workbook's file."""
    file = io.BytesIO()
    workbook.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    _InMemory(workbook, ZipFile(file, "w", ZIP_DEFLATED)).save()
    return file.getvalue()


def _describe(sheet: Worksheet, table: ExportTable) -> None:
    sheet.title = "About"
    facts: dict[str, Cell] = {"title": table.title, "caption": table.caption, **table.about}
    facts["rows"] = len(table.rows)
    for name, value in facts.items():
        sheet.append([cell_of(sheet, name, font=BOLD), cell_of(sheet, value, font=PLAIN, alignment=WRAPPED)])
        width = _ABOUT_WIDTH * POINTS_OF_A_CHARACTER
        set_height(sheet, sheet.max_row, [str(value)], [width], bold=False)
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = _ABOUT_WIDTH
    set_page(sheet, landscape=False)


def _fill(sheet: Worksheet, table: ExportTable) -> None:
    for place, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width + 2
    sheet.append([cell_of(sheet, column.key, font=_BOLD) for column in table.columns])
    for row in table.rows:
        sheet.append(
            [
                cell_of(sheet, cell, alignment=WRAPPED if column.width < len(str(cell)) else TOP)
                for column, cell in zip(table.columns, row, strict=True)
            ]
        )
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    set_page(sheet, landscape=True)
