"""The sheet of a workbook with the table as it is printed: title, headings, rows and the note, on A4 pages."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.named_styles import NamedStyleList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from review.export.formats.layout import PADDING, Layout, laid_out, lines_of
from review.export.formats.sheet_cells import WRAPPED, cell_of, set_page
from review.export.formats.text import shown
from review.export.table import NUMBERS, Column, Kind, PrintedTable

FONT, SIZE, NORMAL_SIZE = "Arial", 9, 10
POINTS_OF_A_CHARACTER = 5.25
"""Columns are measured in digits of the workbook's standard font, of `NORMAL_SIZE`."""
BESIDE = 3.75
"""The room that a spreadsheet adds to them, in points."""
INDENTED = 8.0
"""The room that an indented text has before it, in points: spreadsheets give the text beside it hardly any."""
LINE_HEIGHT = 1.2
HEADINGS = 3
"""The row of the headings, which every page repeats."""

_RIGHT = Alignment(vertical="top", horizontal="right", wrap_text=True)
_LEFT, _INDENTED = (
    Alignment(vertical="top", horizontal="left", wrap_text=True, indent=indent) for indent in (0, 1)
)
_CENTRED = Alignment(vertical="top", horizontal="center")
_NUMBERS_HEADING = Alignment(vertical="bottom", horizontal="right", wrap_text=True)
_HEADING, _INDENTED_HEADING = (
    Alignment(vertical="bottom", horizontal="left", wrap_text=True, indent=indent) for indent in (0, 1)
)
_TURNED = Alignment(vertical="bottom", horizontal="center", text_rotation=90)
_TURNED_NUMBERS = Alignment(vertical="bottom", horizontal="right", text_rotation=90, wrap_text=True)
BOLD, PLAIN = Font(name=FONT, size=SIZE, bold=True), Font(name=FONT, size=SIZE)
"""The fonts of headings and of all else."""
_UNDER_HEADINGS = Border(top=Side("medium"), bottom=Side("thin"))
_BETWEEN = Border(bottom=Side("hair", color="D0D0D0"))
_OVER_TOTAL, _LAST = Border(bottom=Side("thin")), Border(bottom=Side("medium"))


def set_normal_font(workbook: Workbook) -> None:
    """Let columns be measured in a font that every system has, or one as wide; openpyxl has no public way to set it."""
    styles: NamedStyleList = vars(workbook)["_named_styles"]
    styles["Normal"].font = Font(name=FONT, size=NORMAL_SIZE)


def fill(sheet: Worksheet, table: PrintedTable) -> None:
    """Write the table. Rows get heights, because not every program gives them to rows with broken lines."""
    layout = laid_out(table)
    widths = [width / layout.size * SIZE for width in layout.widths]
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        whole = width + (INDENTED if _is_indented(place, column) else 0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = (whole - BESIDE) / POINTS_OF_A_CHARACTER
    _write_across(sheet, 1, table.heading, BOLD, widths)
    sheet.append([])
    _write_headings(sheet, table, layout, widths)
    for number, row in enumerate(table.rows, start=1):
        below = len(table.rows) - number
        is_total = table.total and not below
        border = _LAST if not below else _OVER_TOTAL if table.total and below == 1 else _BETWEEN
        cells = [
            cell_of(
                sheet,
                cell,
                font=BOLD if is_total else PLAIN,
                alignment=_place(place, column),
                border=border,
            )
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
        ]
        for column, cell in zip(table.columns, cells, strict=True):
            if column.kind is Kind.NUMBER:
                cell.number_format = "0.0"
        sheet.append(cells)
        set_height(sheet, HEADINGS + number, map(shown, row), widths, bold=is_total)
    sheet.append([])
    _write_across(sheet, HEADINGS + len(table.rows) + 2, f"Note. {table.note}", PLAIN, widths)
    sheet.print_title_rows = f"{HEADINGS}:{HEADINGS}"
    sheet.sheet_view.showGridLines = False
    set_page(sheet, landscape=layout.landscape)


def _write_headings(sheet: Worksheet, table: PrintedTable, layout: Layout, widths: list[float]) -> None:
    sheet.append(
        [
            cell_of(
                sheet,
                layout.heading(column),
                font=BOLD,
                alignment=_place_of_heading(place, column, turned=layout.is_turned(column)),
                border=_UNDER_HEADINGS,
            )
            for place, column in enumerate(table.columns)
        ]
    )
    set_height(sheet, HEADINGS, (column.heading for column in table.columns), widths, bold=True)
    if layout.head_height:
        sheet.row_dimensions[HEADINGS].height = layout.head_height / layout.size * SIZE


def _write_across(sheet: Worksheet, row: int, text: str, font: Font, widths: list[float]) -> None:
    """Write a text over the whole width of the table."""
    sheet.append([cell_of(sheet, text, font=font, alignment=WRAPPED)])
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
    set_height(sheet, row, [text], [sum(widths)], bold=font is BOLD)


def set_height(sheet: Worksheet, row: int, texts: Iterable[str], widths: list[float], *, bold: bool) -> None:
    """Make a row as high as its highest cell."""
    lines = max(
        (
            lines_of(text, (width - PADDING) / SIZE, bold=bold)
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )
    sheet.row_dimensions[row].height = min(lines * SIZE * LINE_HEIGHT + 3, 409)


def _is_indented(place: int, column: Column) -> bool:
    """Whether the texts of a column are indented, so that they do not touch those of the column before."""
    return place > 0 and column.kind is not Kind.MARK and column.kind not in NUMBERS


def _place_of_heading(place: int, column: Column, *, turned: bool) -> Alignment:
    if turned:
        return _TURNED if column.kind is Kind.MARK else _TURNED_NUMBERS
    if column.kind is Kind.MARK:
        return _CENTRED
    if column.kind in NUMBERS:
        return _NUMBERS_HEADING
    return _INDENTED_HEADING if _is_indented(place, column) else _HEADING


def _place(place: int, column: Column) -> Alignment:
    """Where a text is in its cell."""
    if column.kind is Kind.MARK:
        return _CENTRED
    if column.kind in NUMBERS:
        return _RIGHT
    return _INDENTED if _is_indented(place, column) else _LEFT
