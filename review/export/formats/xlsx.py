"""Writes XLSX: information about the table on the first sheet, the table itself on the second."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from review.domain.wording.formulas import begins_like_formula
from review.errors import ReviewError
from review.export.formats.text import legible
from review.export.table import Cell, ExportTable

LONGEST_TEXT = 32_767
"""Excel's limit on the text of a cell, in UTF-16 units."""
MOST_ROWS = 1_048_576
"""Excel's limit on the rows of a sheet."""

_BOLD = Font(bold=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")


def render(table: ExportTable) -> dict[str, bytes]:
    """A workbook with all columns under their keys.

    Raises:
        ReviewError: there are more rows than fit on a sheet.
    """
    if len(table.rows) >= MOST_ROWS:
        raise ReviewError(
            f"{table.name} has {len(table.rows)} rows, more than an XLSX sheet can hold; export it as csv"
        )
    workbook = Workbook()
    workbook.properties.creator = "realist-review"
    workbook.properties.title = table.title
    about = workbook.worksheets[0]
    _describe(about, table)
    sheet = workbook.create_sheet(table.name[:31])
    _fill(sheet, table)
    workbook.active = sheet
    sheet.sheet_view.tabSelected = True
    about.sheet_view.tabSelected = False  # with two selected sheets, edits would change both
    return {"": _saved(workbook)}


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
        sheet.append([_cell(sheet, name, font=_BOLD), _cell(sheet, value, alignment=_WRAPPED)])
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 100


def _fill(sheet: Worksheet, table: ExportTable) -> None:
    for place, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width + 2
    sheet.append([_cell(sheet, column.key, font=_BOLD) for column in table.columns])
    for row in table.rows:
        sheet.append(
            [
                _cell(sheet, cell, alignment=_WRAPPED if column.width < len(str(cell)) else _TOP)
                for column, cell in zip(table.columns, row, strict=True)
            ]
        )
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _cell(
    sheet: Worksheet, value: Cell, *, font: Font | None = None, alignment: Alignment = _TOP
) -> SheetCell:
    """A cell with text stored as text, whatever it begins with, and numbers and dates as such."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        text = _fitting(legible(value))
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = begins_like_formula(text)  # so that it is still text after somebody edits the cell
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    cell.alignment = alignment
    if font:
        cell.font = font
    return cell


def _fitting(text: str) -> str:
    """`text`, shortened with a visible mark to Excel's limit."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * LONGEST_TEXT:
        return text
    return encoded[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"
