"""Reads tables of references: delimited text with any usual separator, and XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from review.domain.reference import Item, Notice, Reference, Refusal
from review.domain.wording.counted import are, counted
from review.references.columns import guessed_mapping, has_glued_names, is_header, reference_of_row
from review.references.decisions import UnknownDecisions
from review.references.source import LONGEST_RECORD, Source
from review.references.text import one_line

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

Rows = Iterator[tuple[int, Sequence[str] | Refusal]]
"""Rows with their number in the file, each as its cells or as a refusal."""

HEADER_ROWS = 10
"""How many rows are searched for the header; rows above it are a caption."""

LARGEST_WORKBOOK = 200_000_000
"""The largest workbook in bytes, unpacked; its strings are held in memory."""

_ENCLOSED = re.compile(r'"(?:[^"]|"")*"\r?')

_MOST_MISTAKES = 1_000
"""How many lines of a file may have quotation marks that enclose no cell; each costs reading its row again."""

MOST_CELLS = 20_000_000
"""The most cells, including empty ones, that are read from a sheet."""


class ReferenceTable:
    """A table whose header was found; `mapping` has the fields of its columns, empty without a header.

    `first` is the first row that is not empty. `chosen` are the fields given by a person, by column name.
    """

    def __init__(self, rows: Rows, source_format: str, chosen: Mapping[str, str]) -> None:
        self.mapping: Mapping[str, str] = {}
        self.is_empty = True
        self.first: Sequence[str] = ()
        self._header: list[str] = []
        self._rows = rows
        self._format = source_format
        self._above: list[Notice] = []
        for _ in range(HEADER_ROWS):
            line, cells = next(rows, (0, None))
            if isinstance(cells, Refusal) or cells is None:
                break
            self.is_empty &= not any(cells)
            self.first = self.first or (cells if any(map(str.strip, cells)) else ())
            if is_header(cells, chosen):
                self.mapping = guessed_mapping(cells, chosen)
                self._header = [one_line(cell) for cell in cells]
                break
            if any(map(str.strip, cells)):
                self._above.append(Notice(line, f"a row above the header was passed over: “{_shown(cells)}”"))

    def items(self) -> Iterator[Item]:
        """A reference or a refusal for each row below the header that is not empty, and notices of other rows."""
        yield from self._above
        columns = list(self.mapping)
        glued = has_glued_names(columns)
        unknown = UnknownDecisions(self.mapping)
        blank: list[int] = []
        passed_over: list[int] = []
        for line, cells in self._rows:
            if cells and not isinstance(cells, Refusal) and self._is_header(cells):
                yield Notice(line, "the header again: a second file seems to begin here")
                continue
            if isinstance(cells, Refusal):
                yield cells
            elif any(cell.strip() for cell in cells):
                passed_over += blank
                blank.clear()
                unknown.look_at(cells)
                row = reference_of_row(cells, self.mapping, columns, self._format, line, glued=glued)
                yield row
                if isinstance(row, Reference) and row.year is None:
                    yield from self._without_year(line, cells)
            elif cells:
                blank.append(line)
        yield from unknown.notices()
        if passed_over:
            rows = f"{counted(len(passed_over), 'row')} between the others {are(len(passed_over))} empty"
            yield Notice(passed_over[0], f"{rows}; passed over")

    def _without_year(self, line: int, cells: Sequence[str]) -> Iterator[Notice]:
        """A notice of a number in a column of years that is not the year of a work."""
        for field, cell in zip(self.mapping.values(), cells, strict=False):
            if field == "year" and any(map(str.isdigit, cell)):
                yield Notice(
                    line, f"“{_shown([cell])}” is not a year from 1400 to 2099; imported without a year"
                )

    def _is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row is the header again; looked at by its first cell, which shows nearly always that it is not."""
        first, *_ = self._header
        return one_line(cells[0]) == first and [one_line(cell) for cell in cells] == self._header


def _shown(cells: Sequence[str]) -> str:
    return one_line(" ".join(cells))[:60]


class _TooLongError(Exception):
    """The lines of one row are longer than a record may be: most likely a quotation mark is never closed."""


class _CsvLines:
    """The lines of a file for `csv.reader`; those of the row in progress can be given back.

    In a line that has as many tabs as the header (`tabs`, -1 for other separators) quotation marks that enclose no cell are
    text.
    """

    def __init__(self, source: Source, tabs: int) -> None:
        self.taken: list[str] = []
        self.line = 0
        self.too_long = False
        self._size = 0
        self._back: deque[str] = deque()
        self._lines = source.lines()
        self._tabs = tabs
        self._within = False
        self._ahead = next(self._lines, (0, None))[1]

    def __iter__(self) -> _CsvLines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._next_line()
        self.line += 1
        self._size += len(line)
        if self._size > LONGEST_RECORD and self.taken:
            self._back.appendleft(line)
            self.line -= 1
            raise _TooLongError
        self.too_long |= len(line) > LONGEST_RECORD
        self.taken.append(line)
        return line + "\n"

    def begin_row(self) -> None:
        """The lines taken so far are done with."""
        self.taken.clear()
        self.too_long = False
        self._size = 0

    def give_back(self) -> str:
        """The first line of the row in progress; the others are read again."""
        first, *others = self.taken
        self._back.extendleft(reversed(others))
        self.line -= len(others)
        self._within = False
        self.begin_row()
        return first

    def _next_line(self) -> str:
        line, self._ahead = self._ahead, next(self._lines, (0, None))[1]
        if line is None:
            raise StopIteration
        return self._with_enclosed_cells(line) if self._tabs > 0 and '"' in line else line

    def _with_enclosed_cells(self, line: str) -> str:
        *cells, last = line.split("\t")
        if self._within or len(cells) != self._tabs:
            self._within ^= line.count('"') % 2 == 1
            return line
        goes_on = (self._ahead or "").count("\t") != self._tabs and self._ahead is not None
        if last.startswith('"') and not _ENCLOSED.fullmatch(last) and goes_on:
            self._within = True
        else:
            last = _quoted(last)
        return "\t".join([*map(_quoted, cells), last])


def _quoted(cell: str) -> str:
    """A cell whose quotation marks enclose it or are doubled, so that `csv.reader` reads what is there."""
    if '"' not in cell or _ENCLOSED.fullmatch(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def csv_rows(source: Source, separator: str) -> Rows:
    """The rows of a delimited file, each with its first line.

    Where a quotation mark encloses no cell, the marks of that line are text; a line that cannot be split even so is refused,
    and reading goes on with the next one.
    """
    # The csv module has one limit per process, which by default is too small for long abstracts.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_RECORD + 2))
    heads = source.head.split("\n", HEADER_ROWS)[:HEADER_ROWS]
    lines = _CsvLines(source, max(head.count("\t") for head in heads) if separator == "\t" else -1)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    columns = mistakes = 0
    while True:
        begin = lines.line + 1
        try:
            lines.begin_row()
            cells: Sequence[str] | None = next(reader, None)
            if cells is None:
                return
            columns = len(cells) or columns
            yield begin, _too_long(begin) if lines.too_long else cells
        except (csv.Error, _TooLongError) as error:
            mistakes += 1
            if mistakes > _MOST_MISTAKES:
                yield begin, Refusal(begin, f"not CSV ({error}); the rest was not read")
                return
            yield begin, _split(lines.give_back(), separator, columns, begin)
            reader = csv.reader(lines, delimiter=separator, strict=True)


def _split(line: str, separator: str, columns: int, number: int) -> Sequence[str] | Refusal:
    """The cells of a line with a quotation mark that encloses no cell, or why they are not known."""
    if len(line) > LONGEST_RECORD:
        return _too_long(number)
    cells = line.split(separator)
    if len(cells) == columns:
        bare = map(str.strip, cells)
        return [cell[1:-1].replace('""', '"') if _ENCLOSED.fullmatch(cell) else cell for cell in bare]
    with suppress(csv.Error):
        if line.count('"') % 2 == 0:
            return next(csv.reader([line], delimiter=separator), [])
    return Refusal(number, "a quotation mark is never closed; double it, or remove it")


def _too_long(number: int) -> Refusal:
    return Refusal(number, f"the record is longer than {LONGEST_RECORD:,} characters")


def workbook_tables(path: Path, chosen: Mapping[str, str]) -> list[ReferenceTable] | Refusal:
    """A table for each sheet of an XLSX file; formulas are text and never calculated."""
    import openpyxl

    if reason := unsafe(path):
        return Refusal(0, reason)
    try:
        # From memory, because rows are read later and openpyxl leaves the file open unless all rows are read.
        workbook = openpyxl.load_workbook(
            io.BytesIO(path.read_bytes()), read_only=True, data_only=False, keep_links=False
        )
        return [ReferenceTable(_sheet_rows(sheet), "xlsx", chosen) for sheet in workbook.worksheets]
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises all kinds of errors on damaged files
        return Refusal(
            0, f"the workbook cannot be read ({one_line(str(error))[:200] or type(error).__name__})"
        )


def _sheet_rows(sheet: Worksheet) -> Rows:
    cast("ReadOnlyWorksheet", sheet).reset_dimensions()  # the size stated in the file is not reliable
    number = cells = 0
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells += len(row) + 1
            if cells > MOST_CELLS:  # a few bytes can put the next cell a million rows or columns away
                yield number, Refusal(number, f"more than {MOST_CELLS:,} cells; the rest was not read")
                return
            yield number, [cell_text(value) for value in row]
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - as above, and sheets are parsed while they are read
        yield (
            number,
            Refusal(number, f"damaged after this row ({one_line(str(error))[:200]}); the rest was not read"),
        )


def cell_text(value: object) -> str:
    """The value of a cell as text; a formula is its text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


CODED_PROJECT = (
    "a coded project: import it with 'review exchange import', or with “Import a coded project” on the screen"
)


def unsafe(path: Path) -> str:
    """Why a workbook must not be opened: too large when unpacked, or entities in its XML; empty if safe."""
    with suppress(zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_WORKBOOK:
                return f"larger than {LARGEST_WORKBOOK // 1_000_000} MB when unpacked"
            if any(part.filename.startswith("word/") for part in parts):
                return "a Word document: export the references as RIS or BibTeX, and import that file"
            if any(part.filename == "content.xml" for part in parts):
                return "an OpenDocument file: save it as XLSX"
            if any(part.filename.lower().endswith(".qde") for part in parts):
                return CODED_PROJECT
            if any(part.filename.lower().endswith(".enl") for part in parts):
                return (
                    "an EndNote library: in EndNote choose File, Export, as XML or RIS, and import that file"
                )
            if not any(part.filename.startswith("xl/") for part in parts):
                return "a ZIP archive that is not a workbook: unpack it first"
            for part in parts:
                with archive.open(part) as file:
                    if b"<!DOCTYPE" in file.read(1000):
                        return "a document type declaration, which could hide entities, is not allowed"
        return ""
    return "a damaged ZIP archive or workbook"
