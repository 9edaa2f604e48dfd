"""Pages that pdfium refuses or garbles are read a second time, where that helps."""

from pathlib import Path

import pikepdf
import pytest

from review.documents import read_file, rectangles
from review.documents.fallback_reader import FallbackReader, garbled_share
from review.domain import ReadingStatus
from tests.documents.odd_pdfs import unmapped_font
from tests.documents.papers import SENTENCES, Paper, wrapped

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "pdfs"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The market grew.", 0.0),
        ("", 0.0),
        ("\ufffd\ufffd \ufffda", 0.75),
        ("(cid:12)(cid:7) (cid:130)", 1.0),
        ("\ue001\ue002\x01b", 0.75),
        ("\uf0b7 The market grew.", 0.0),
    ],
)
def test_signs_without_a_meaning_are_counted(text: str, share: float) -> None:
    assert garbled_share([text]) == share


def test_a_page_of_prose_is_read_with_its_places_by_the_second_reader_too(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper.pdf")
    paper.write(wrapped(SENTENCES[0], 60), y=700)
    page = FallbackReader(paper.save()).read(1, "345")
    assert page is not None
    assert " ".join(line.text for line in page.lines) == SENTENCES[0]
    assert (page.label, round(page.lines[0].left), round(page.lines[0].size)) == ("345", 60, 10)


def test_a_page_that_no_reader_understands_is_given_up_after_a_few(tmp_path: Path) -> None:
    empty = Paper(tmp_path / "empty.pdf")
    for _ in range(5):
        empty.next_page()
    second = FallbackReader(empty.save())
    assert [second.read(number) for number in range(1, 6)] == [None] * 5
    assert second.pages == 0
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.4 nothing more")
    assert FallbackReader(tmp_path / "damaged.pdf").read(1) is None


@pytest.fixture
def unexplained(tmp_path: Path) -> Path:
    """A page of prose, and one whose font is said to be encoded in no known way: pdfium finds no letters there."""
    paper = Paper(tmp_path / "paper.pdf")
    paper.write(wrapped(SENTENCES[0], 60), y=700)
    paper.next_page()
    paper.write(wrapped(SENTENCES[1], 60), y=700, font="Courier")
    paper.save()
    with pikepdf.open(tmp_path / "paper.pdf", allow_overwriting_input=True) as file:
        for font in file.pages[1].Resources.Font.values():
            if font.BaseFont == pikepdf.Name.Courier:
                font.ToUnicode = file.make_stream(private_characters())
        file.save()
    return tmp_path / "paper.pdf"


def private_characters() -> bytes:
    """A mapping of every byte to a private character, as some programs write."""
    pairs = "\n".join(f"<{code:02X}> <{0xE000 + code:04X}>" for code in range(32, 127))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"95 beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()


def test_a_page_that_stays_garbled_keeps_its_first_reading(unexplained: Path) -> None:
    reading = read_file(unexplained)
    assert reading.status is ReadingStatus.ADDED
    assert reading.document is not None
    assert SENTENCES[0] in reading.document.text
    assert "pdfplumber" not in reading.document.reader


def test_letters_that_only_the_font_itself_knows_are_read_by_pdfplumber(tmp_path: Path) -> None:
    path = unmapped_font(tmp_path / "unmapped.pdf", SENTENCES[2])
    reading = read_file(path)
    assert reading.document is not None
    assert reading.document.text == SENTENCES[2]
    assert "pages by pdfplumber" in reading.document.reader
    assert rectangles(path, reading.document, 0, 5) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared files are not here")
def test_a_page_with_a_map_that_pdfium_does_not_know_is_read_by_pdfplumber() -> None:
    path = SHARED / "weird_fonts" / "issue-791-non-unicode-cmap.pdf"
    reading = read_file(path)
    assert reading.document is not None
    assert reading.document.text == "Peněžní prostředky na účtech"
    assert "pages by pdfplumber" in reading.document.reader
    assert rectangles(path, reading.document, 0, 5) == []
