"""Files that are made to hurt, or that went wrong on their way: one line each, and nothing else happens."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from review.domain.reference import Refusal
from review.errors import ReviewError
from review.references.accounting import MOST_REFUSALS
from review.references.formats import tables_reader as tables
from review.references.formats.tables_reader import LARGEST_WORKBOOK
from review.references.parsing import parse_stream
from review.references.source import LARGEST_FILE, LONGEST_RECORD
from tests.references.conftest import Read
from tests.references.whole_file import whole_file

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<xml><records><record><titles><title>&c;</title></titles></record></records></xml>
"""
EXTERNAL = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>
<xml><records><record><titles><title>&file;</title></titles></record></records></xml>
"""


@pytest.mark.parametrize("content", [BOMB, EXTERNAL, BOMB.encode("utf-16")])
def test_entities_in_xml_are_refused_before_they_are_read(read: Read, content: str | bytes) -> None:
    file = read(content)
    assert file.references == ()
    [refusal] = file.refusals
    assert "document type declaration" in refusal.message
    assert refusal.line == 2


def test_a_file_over_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "large.ris"
    with path.open("wb") as file:
        file.write(b"TY  - JOUR\nTI  - One\nER  - \n")
        file.truncate(LARGEST_FILE + 1)  # a hole: it takes no room on the disk
    assert whole_file(path).refusals == (Refusal(0, "larger than 1,000 MB: split it"),)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="file not found"):
        whole_file(tmp_path / "none.ris")
    with pytest.raises(ReviewError, match="cannot be read"):
        whole_file(tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "an empty file"),
        (b" \n\n", "an empty file"),
        (b"%PDF-1.7", "a PDF: 'review ingest' reads it"),
        (b"\xd0\xcf\x11\xe0", "an old Excel or Word file: save it as XLSX or CSV"),
        (b"PK\x03\x04rubbish", "a damaged ZIP archive or workbook"),
        (b"\x1f\x8b\x08", "a compressed file: unpack it first"),
        (bytes(1000), "not a text file"),
        (
            b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="x">',
            "a coded project: import it with",
        ),
        (b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">', "a coded project: import it with"),
        (b"Dear colleague,\nplease find attached", "unknown format of references"),
        (b"<html><body>Sign in</body></html>", "a web page"),
        (b"Dear Ann, dear Bob,\nwe met, talked, ate\nand left", "unknown format of references"),
        (
            b"name,year\nx,2014\n",
            "a CSV without a column that is called title, DOI or PMID; its columns are: name, year",
        ),
    ],
)
def test_what_is_not_a_file_of_references(read: Read, content: bytes, reason: str) -> None:
    file = read(content)
    assert (file.format, file.references) == ("", ())
    [refusal] = file.refusals
    assert refusal.line == 0
    assert refusal.message.startswith(reason)


LONG = "x" * (LONGEST_RECORD + 10)


@pytest.mark.parametrize(
    "content",
    [
        f"TY  - JOUR\nTI  - {LONG}\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n",
        "TY  - JOUR\nTI  - One\n"
        + f"AB  - {'x' * 100}\n" * (LONGEST_RECORD // 90)
        + "ER  - \nTY  - JOUR\nTI  - Two\nER  - \n",
        f"PMID- 1\nTI  - {LONG}\n\nPMID- 2\nTI  - Two\n",
        f"@article{{a, title={{{LONG}}}}}\n@article{{b, title={{Two}}}}\n",
        f'[{{"title": "{LONG}"}}, {{"title": "Two"}}]',
        (
            f"<xml><records><record><titles><title>{LONG}</title></titles></record>"
            "<record><titles><title>Two</title></titles></record></records></xml>"
        ),
        f"title,abstract\n{'x,' * LONGEST_RECORD}\nTwo,x\n",
    ],
    ids=["ris", "ris-lines", "nbib", "bibtex", "csl-json", "endnote", "csv"],
)
def test_a_record_that_is_too_long_costs_itself_only(read: Read, content: str) -> None:
    file = read(content)
    assert [reference.title for reference in file.references] == ["Two"]
    [refusal] = file.refusals
    assert "longer than 1,000,000 characters" in refusal.message
    assert len(refusal.message) < 200


def test_a_cell_that_is_too_long_costs_its_own_row(read: Read) -> None:
    file = read(f'title,year\nOne,2016\n"{LONG}",2016\nThree,2016\n')
    assert [reference.title for reference in file.references] == ["One", "Three"]
    assert [refusal.line for refusal in file.refusals] == [3]


def test_deep_nesting(read: Read) -> None:
    assert "nested" in read("[" + '{"title":' * 100_000).refusals[0].message
    for before in ("<xml><records>", "<xml><records><record>", "<xml><records><record><titles><title>"):
        assert "nested too deeply" in read(before + "<a>" * 1000).refusals[0].message
    assert read("@article{a, title={" + "{" * 100_000 + "}").refusals[0].line == 1


@pytest.mark.parametrize(
    "content",
    [
        "TY  - JOUR\nTI  - One\nN1  - x" + " " * 900_000 + "y\nER  - \n",
        'TY  - JOUR\nTI  - One\nN1  - RAYYAN-INCLUSION: {"' + '" "' * 300_000 + "\nER  - \n",
        "TY  - JOUR\nTI  - One\nSP  - " + "1 - " * 200_000 + "\nER  - \n",
        "@article{a, title={One}, author={x" + " " * 900_000 + "y}}",
        "@article{a, title={One}, author={{" + "\\{a\\}" * 100_000 + "{x}y}z}}",
        "@article{a, title={One" + "$ \\' " * 150_000 + "}}",
        "title,authors\nOne," + "A. " * 300_000 + "x\n",
        'title,authors\nOne,"' + "A. B, " * 100_000 + 'x"\n',
        "x" + "\n" * 60_000 + "@article{a, title={One}}",
    ],
    ids=range(9),
)
def test_no_text_takes_more_than_its_share_of_time(read: Read, content: str) -> None:
    [reference] = read(content).references
    assert reference.title.startswith("One")


@pytest.mark.parametrize("opened", ["<record ", "<record><a b='", "<record><", "<!--"])
def test_a_tag_without_end_is_refused_where_it_grows_too_long(read: Read, opened: str) -> None:
    one = "<record><titles><title>One</title></titles></record>"
    file = read(f"<xml><records>{one}{opened}{'a' * 3 * LONGEST_RECORD}")
    assert [reference.title for reference in file.references] == ["One"]
    [refusal] = file.refusals
    assert "a tag or comment is longer than 1,000,000 characters" in refusal.message


@pytest.mark.parametrize(
    "content",
    [f"TY  - JOUR\nTI  - One\nER  - \n{'x' * 3 * LONGEST_RECORD}\nTY  - JOUR\nTI  - Two\nER  - \n", "title\n" + "\n" * 500_000 + "Two\n"],
)  # fmt: skip
def test_what_is_between_records_is_passed_over(read: Read, content: str) -> None:
    assert read(content).references[-1].title == "Two"


def test_nul_characters_in_csv(read: Read) -> None:
    file = read("title,year\nO\0ne,2016\n\0\0,\0\nTwo,2017\n")
    assert [reference.title for reference in file.references] == ["O ne", "Two"]


def test_rubbish_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "rubbish.ris"
    path.write_text("TY  - JOUR\n" * (MOST_REFUSALS * 3))
    file = whole_file(path)
    assert len(file.refusals) == MOST_REFUSALS + 1
    assert file.refusals[-1].message.endswith("the rest was not read")


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "many.ris"
    path.write_text("TY  - JOUR\nTI  - One\nAB  - " + "x" * 1000 + "\nER  - \n\n")
    few = _peak(path)
    path.write_text(path.read_text() * 2000)
    assert _peak(path) < few + 1_000_000


def _peak(path: Path) -> int:
    tracemalloc.start()
    for _ in parse_stream(path).items:
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def workbook_with(path: Path, name: str, content: bytes) -> Path:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append(["title"])
    workbook.save(path)
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(path.with_suffix(".new"), "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    path.with_suffix(".new").replace(path)
    return path


@pytest.mark.parametrize(
    "rows", ['<row r="99999999999"><c t="n"><v>1</v></c></row>', '<row><c r="XFD3"><v>1</v></c></row>' * 1500]
)
def test_a_workbook_that_says_that_it_is_immense(
    tmp_path: Path, rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS", 100_000)
    begin = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    header = '<c t="inlineStr"><is><t>title</t></is></c></row>'
    sheet = f"{begin}{header}{rows}</sheetData></worksheet>"
    path = workbook_with(tmp_path / "immense.xlsx", "xl/worksheets/sheet1.xml", sheet.encode())
    assert whole_file(path).refusals[-1].message == "more than 100,000 cells; the rest was not read"


def test_workbooks_that_hurt(tmp_path: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    bomb = workbook_with(tmp_path / "bomb.xlsx", "xl/media/image1.bin", bytes(LARGEST_WORKBOOK + 1))
    entities = workbook_with(tmp_path / "entities.xlsx", sheet, BOMB.encode())
    broken = workbook_with(
        tmp_path / "broken.xlsx", sheet, b"<worksheet><sheetData><row><c t='s'><v>9</v></c>"
    )
    no_workbook = tmp_path / "other.zip"
    with zipfile.ZipFile(no_workbook, "w") as archive:
        archive.writestr("references.ris", "TY  - JOUR")
    word = tmp_path / "word.ris"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    messages = [whole_file(path).refusals[0].message for path in (bomb, entities, no_workbook, word)]
    assert messages[0] == "larger than 200 MB when unpacked"
    assert messages[1] == "a document type declaration, which could hide entities, is not allowed"
    assert messages[2] == "a ZIP archive that is not a workbook: unpack it first"
    assert messages[3] == "a Word document: export the references as RIS or BibTeX, and import that file"
    assert len(whole_file(broken).refusals) == 1
