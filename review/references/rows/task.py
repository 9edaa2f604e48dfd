"""The task of a child process that reads the rows of a spreadsheet, whatever its columns are called."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from review.domain.reference import Refusal
from review.domain.wording.formulas import unguarded
from review.errors import ReadingError
from review.references.detection import no_text_reason, separator_of
from review.references.formats.tables_reader import MOST_CELLS, cell_text, csv_rows, unsafe
from review.references.messages import ParsedRefusal
from review.references.rows.merged import FilledDown, Merged, merged_cells
from review.references.rows.messages import MOST_COLUMNS, MOST_ROWS, ParsedRow, ReadRows
from review.references.source import UnknownEncodingError, head_of, text_source
from review.references.text import one_line, paragraphs
from review.sandbox.messages import CannotReadError, Decoder, Done, Request, Say

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST_FILE = 50_000_000
"""The largest file in bytes; a larger one is refused as a whole."""

MOST_SECONDS = 120.0
"""Processor time in seconds for one file, however many rows it has."""

_HEAD_LINES = 10
_MARKDOWN_RULE = re.compile(
    r"^ {0,3}\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*$", re.MULTILINE
)
"""The line between the heading and the rows of a table in Markdown."""
_WORD = "a Word document"

read_request: Decoder[Request] = Decoder(ReadRows)
"""Decodes a request."""

Found = Iterator[ParsedRow | Refusal]


def do(request: Request, say: Say) -> None:
    """Sends each row that is not empty, and what cannot be read.

    Raises:
        CannotReadError: the file is gone, or takes too much time.
    """
    try:
        for count, one in enumerate(_rows(Path(request.path))):
            if count >= MOST_ROWS:
                say(ParsedRefusal(Refusal(one.line, f"more than {MOST_ROWS:,} rows; the rest was not read")))
                break
            say(ParsedRefusal(one) if isinstance(one, Refusal) else one)
            if time.process_time() > MOST_SECONDS:
                raise CannotReadError("timeout")
    except ReadingError as error:
        raise CannotReadError("missing") from error
    say(Done())


def _rows(path: Path) -> Found:
    head, size = head_of(path)
    if size > LARGEST_FILE:
        yield Refusal(0, f"larger than {LARGEST_FILE // 1_000_000:,} MB: split it")
    elif not head.strip():
        yield Refusal(0, "an empty file: export it again")
    elif head.startswith(b"PK\x03\x04"):
        yield from _workbook(path)
    elif reason := no_text_reason(head):
        yield Refusal(0, reason)
    else:
        yield from _delimited(path, head)


def _delimited(path: Path, head: bytes) -> Found:
    try:
        source = text_source(path, head)
    except UnknownEncodingError:
        source = None
    if source is None:
        yield Refusal(0, "not a text file: save it as XLSX or as CSV in UTF-8")
        return
    if _MARKDOWN_RULE.search(source.head):
        yield Refusal(0, "a Markdown table: use the export as XLSX or CSV")
        return
    lines = source.head.split("\n")[:_HEAD_LINES]
    header = next((line for line in lines if separator_of(line) in line), "")
    for line, cells in csv_rows(source, separator_of(header)):
        if isinstance(cells, Refusal):
            yield cells
        elif any(map(str.strip, cells)):
            formulas = tuple(at for at, cell in enumerate(cells[:MOST_COLUMNS]) if cell.startswith("="))
            yield _row(1, line, [unguarded(cell) for cell in cells], formulas)


def _workbook(path: Path) -> Found:
    import openpyxl

    if reason := unsafe(path):
        is_text = reason.startswith(_WORD)
        yield Refusal(0, f"{_WORD}: copy its table into a spreadsheet" if is_text else reason)
        return
    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(path.read_bytes()), read_only=True, data_only=False, keep_links=False
        )
        sheets = list(workbook.worksheets)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises all kinds of errors on damaged files
        yield Refusal(0, f"the workbook cannot be read ({_said(error)})")
        return
    for place, sheet in enumerate(sheets, 1):
        yield from _sheet(place, sheet, FilledDown(_merged(path, sheet)))


def _merged(path: Path, sheet: Worksheet) -> Merged:
    try:
        return merged_cells(path, str(vars(sheet)["_worksheet_path"]))  # which has no public name
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged sheet is said where its rows are read
        return {}


def _sheet(place: int, sheet: Worksheet, merged: FilledDown) -> Found:
    cast("ReadOnlyWorksheet", sheet).reset_dimensions()  # the size stated in the file is not reliable
    number = count = 0
    try:
        for number, row in enumerate(sheet.iter_rows(), 1):
            count += len(row) + 1
            if count > MOST_CELLS:
                yield Refusal(number, f"more than {MOST_CELLS:,} cells; the rest was not read")
                return
            cells = list(islice(row, MOST_COLUMNS))
            texts = [cell_text(cell.value) for cell in cells]
            if any(map(str.strip, texts)):
                formulas = [at for at, cell in enumerate(cells) if cell.data_type == "f"]
                filled = merged.fill(number, texts, formulas)
                merged.begin(number, texts, formulas)
                yield _row(place, number, texts, tuple(formulas), filled)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - as above, and sheets are parsed while they are read
        yield Refusal(
            number, f"sheet {place} is damaged after this row ({_said(error)}); the rest was not read"
        )


def _row(
    sheet: int, line: int, cells: Sequence[str], formulas: tuple[int, ...] = (), merged: tuple[int, ...] = ()
) -> ParsedRow:
    return ParsedRow(sheet, line, tuple(map(paragraphs, cells[:MOST_COLUMNS])), formulas, merged)


def _said(error: Exception) -> str:
    return one_line(str(error))[:200] or type(error).__name__
