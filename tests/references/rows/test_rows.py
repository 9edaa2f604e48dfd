"""Rows of spreadsheets, whatever their columns are called, and files that are made to hurt."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from review.domain.reference import Refusal
from review.errors import ReadingError
from review.references.formats.tables_reader import CODED_PROJECT, LARGEST_WORKBOOK
from review.references.rows import ParsedRow, stream_rows
from review.references.rows.messages import MOST_COLUMNS, checked
from review.references.rows.task import LARGEST_FILE
from review.sandbox.limits import Limits
from review.sandbox.messages import ProtocolError
from tests.references.test_hostile import BOMB


def read(path: Path, limits: Limits | None = None) -> list[ParsedRow | Refusal]:
    with stream_rows(path, limits) if limits else stream_rows(path) as rows:
        return list(rows)


def only_refusal(path: Path) -> str:
    (refusal,) = read(path)
    assert isinstance(refusal, Refusal)
    return refusal.message


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


@pytest.mark.usefixtures("started_alone")
def test_cells_come_as_text_with_their_lines_and_empty_rows_are_left_out(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "a.xlsx", One=[["Citation", "Level"], [None, " "], ["Noor, 2014", 3]], Two=[["x"]]
    )

    assert read(file) == [
        ParsedRow(1, 1, ("Citation", "Level")),
        ParsedRow(1, 3, ("Noor, 2014", "3")),
        ParsedRow(2, 1, ("x",)),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_delimited_files_with_any_usual_separator(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    cells = separator.join(['"Noor, 2014"', '"two\nlines; of it"', "'=1"])
    path.write_text(f"\n{separator.join(('citation', 'context', 'for'))}\n{cells}\n", "utf-8")

    assert read(path) == [
        ParsedRow(1, 2, ("citation", "context", "for")),
        ParsedRow(1, 3, ("Noor, 2014", "two\nlines; of it", "=1")),
    ]


def test_formulas_are_text_and_said_to_be_formulas(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", One=[["a", '=HYPERLINK("http://x")', "b"]])

    assert read(file) == [ParsedRow(1, 1, ("a", '=HYPERLINK("http://x")', "b"), (1,))]


def test_merged_cells_count_for_every_row_with_text_that_they_reach_down_to(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        One=[["Context", "Outcome"], ["Trust", "a"], [None, "b"], [None, None], [None, "c"]],
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A2:A4")
    book.save(path)

    assert read(path) == [
        ParsedRow(1, 1, ("Context", "Outcome")),
        ParsedRow(1, 2, ("Trust", "a")),
        ParsedRow(1, 3, ("Trust", "b"), merged=(0,)),
        ParsedRow(1, 5, ("", "c")),
    ]


def test_files_that_hurt_give_one_line(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", One=[["a"]])

    def with_part(name: str, part: str, content: bytes) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for one in old.infolist():
                if one.filename != part:
                    new.writestr(one, old.read(one))
            new.writestr(part, content)
        return path

    bomb = with_part("bomb.xlsx", "xl/media/image1.bin", bytes(LARGEST_WORKBOOK + 1))
    assert only_refusal(bomb) == "larger than 200 MB when unpacked"
    entities = with_part("entities.xlsx", "xl/worksheets/sheet1.xml", BOMB.encode())
    assert only_refusal(entities) == "a document type declaration, which could hide entities, is not allowed"
    broken = with_part("broken.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c t='s'>")
    assert "damaged" in only_refusal(broken) or "cannot be read" in only_refusal(broken)
    for part, said in (
        ("content.xml", "an OpenDocument file: save it as XLSX"),
        ("word/document.xml", "a Word document: copy its table into a spreadsheet"),
        ("notes.txt", "a ZIP archive that is not a workbook: unpack it first"),
        ("Project.qde", CODED_PROJECT),
        (
            "My Library.enl",
            "an EndNote library: in EndNote choose File, Export, as XML or RIS, and import that file",
        ),
    ):
        with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
            archive.writestr(part, "x")
        assert only_refusal(tmp_path / "other.zip") == said
    for name, content, said in (
        ("a.pdf", b"%PDF-1.4", "a PDF: 'review ingest' reads it"),
        ("old.xls", b"\xd0\xcf\x11\xe0rest", "an old Excel or Word file: save it as XLSX or CSV"),
        ("empty.csv", b" \n", "an empty file: export it again"),
        ("noise.csv", bytes(range(256)) * 40, "not a text file: save it as XLSX or as CSV in UTF-8"),
    ):
        (tmp_path / name).write_bytes(content)
        assert only_refusal(tmp_path / name) == said


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n")
        file.truncate(LARGEST_FILE + 1)  # a hole: it takes no room on the disk
    assert only_refusal(path) == "larger than 50 MB: split it"


def test_what_is_not_there_or_no_file_is_said_at_once(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ReadingError):
            read(path)


def test_a_reader_that_takes_too_long_is_ended_with_a_line(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", One=[["a"]])
    with pytest.raises(
        ReadingError, match=r"^reading it took too much time; copy the table into a new file$"
    ):
        read(file, Limits(timeout=1e-9))  # no process starts as fast


@pytest.mark.parametrize(
    "sent",
    [
        ParsedRow(0, 1, ("a",)),
        ParsedRow(1, 0, ("a",)),
        ParsedRow(1, 1, ("a",) * (MOST_COLUMNS + 1)),
        ParsedRow(1, 1, ("a\x1b[2Jb",)),
    ],
)
def test_the_parent_trusts_no_row(sent: ParsedRow) -> None:
    with pytest.raises(ProtocolError):
        checked(sent)
