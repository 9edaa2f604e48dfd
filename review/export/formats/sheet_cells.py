"""Cells of a spreadsheet: text stored as text, whatever it begins with, numbers and dates as such; and A4 pages."""

from __future__ import annotations

from datetime import date

from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from review.domain.wording.formulas import begins_like_formula
from review.export.formats.layout import MARGIN, POINTS_PER_INCH
from review.export.formats.text import legible
from review.export.table import Cell

LONGEST_TEXT = 32_767
"""Excel's limit on the text of a cell, in UTF-16 units."""

WRAPPED = Alignment(vertical="top", wrap_text=True)
TOP = Alignment(vertical="top")


def cell_of(
    sheet: Worksheet,
    value: Cell,
    *,
    font: Font | None = None,
    alignment: Alignment = TOP,
    border: Border | None = None,
) -> SheetCell:
    """A cell of a sheet, not yet placed there."""
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
    if border:
        cell.border = border
    return cell


def set_page(sheet: Worksheet, *, landscape: bool) -> None:
    """Print a sheet on A4 pages, as wide as what is on it."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(*[MARGIN / POINTS_PER_INCH] * 4)


def _fitting(text: str) -> str:
    """`text`, shortened with a visible mark to Excel's limit."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * LONGEST_TEXT:
        return text
    return encoded[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"
