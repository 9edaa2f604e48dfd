"""Files through the whole reader: the statuses, the frozen text, side texts, the map to the page."""

import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from review.documents import raw_pages, read_file, read_files, rectangles
from review.domain import PassageKind, ReadingStatus
from review.errors import ReadingError
from review.export.figures.lettering import font_file
from tests.documents.papers import HEIGHT, SENTENCES, Paper, wrapped

COLUMN = 48


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    """A two-column article of two pages, numbered 345 and 346, whose second column breaks off in a sentence."""
    paper = Paper(tmp_path_factory.mktemp("article") / "article.pdf", pageCompression=0)
    text = wrapped(" ".join(SENTENCES[:4]), COLUMN)
    paper.margins("Rahman et al. Care Markets (2016) 12:3", "345")
    paper.write(["How councils shape a market", "for mental-health care"], y=HEIGHT - 80, size=18, leading=21)
    paper.write(["Amina Rahman, Jo Smith and Piet van der Berg"], y=HEIGHT - 130)
    paper.write(["Introduction"], y=HEIGHT - 160, font="Helvetica-Bold", size=12)
    paper.write(text[:8], y=HEIGHT - 180)
    paper.write(text[8:], x=320, y=HEIGHT - 180)
    paper.write(["1 The councils asked not to be named in this paper."], y=70, size=7)
    paper.next_page()
    paper.margins("Rahman et al. Care Markets (2016) 12:3", "346")
    paper.write(["Results"], y=HEIGHT - 100, font="Helvetica-Bold", size=12)
    paper.write(wrapped(" ".join(SENTENCES[2:]), COLUMN), y=HEIGHT - 120)
    paper.next_page()
    paper.margins("Rahman et al. Care Markets (2016) 12:3", "347")
    paper.write(["References"], y=HEIGHT - 100, font="Helvetica-Bold", size=12)
    paper.write(["Smith J (2014) Markets for care. Leeds: Care Press."], y=HEIGHT - 120)
    return paper.save()


@pytest.fixture(scope="module")
def reading(article):
    return read_file(article)


def test_columns_are_read_one_after_the_other_and_paragraphs_run_through_them(reading):
    assert reading.status is ReadingStatus.ADDED
    assert " ".join(SENTENCES[:4]) in reading.document.text[: reading.document.body_end]


def test_heads_footers_and_footnotes_are_separated(reading):
    document = reading.document
    kinds = [(aside.page, aside.kind, document.text[aside.start : aside.end]) for aside in document.asides]
    assert (1, "footnote", "1 The councils asked not to be named in this paper.") in kinds
    assert (2, "running head", "Rahman et al. Care Markets (2016) 12:3") in kinds
    assert (2, "page number", "346") in kinds
    assert "(2016) 12:3" not in document.text[: document.body_end]


def test_printed_page_numbers_become_labels(reading):
    assert [page.label for page in reading.document.pages] == ["345", "346", "347"]


def test_sections_follow_headings(reading):
    document = reading.document
    found = {
        document.text[p.start : p.end].split()[0]: (p.kind, p.section)
        for p in document.passages
        if p.kind is not PassageKind.ASIDE
    }
    assert found["Introduction"] == (PassageKind.HEADING, "introduction")
    assert found["Commissioners"] == (PassageKind.PARAGRAPH, "introduction")
    assert found["Smith"] == (PassageKind.REFERENCE, "references")


def test_metadata_comes_from_the_first_page(reading):
    values = {field: offer.value for field, offer in reading.metadata.items()}
    assert values["title"] == "How councils shape a market for mental-health care"
    assert values["authors"] == "Rahman, Amina; Smith, Jo; van der Berg, Piet"
    assert values["year"] == "2016"
    assert values["container"] == "Care Markets"


def test_a_span_leads_back_to_its_place_on_the_page(article, reading):
    start = reading.document.text.index("Commissioners in the three")
    first = rectangles(article, reading.document, start, start + len("Commissioners"))[0]
    assert (first.page, round(first.left)) == (1, 60)
    assert first.bottom < HEIGHT - 180 < first.top


def test_raw_pages_are_what_pdfium_gives(article):
    pages = raw_pages(article)
    assert [page.number for page in pages] == [1, 2, 3]
    assert "Rahman et al. Care Markets (2016) 12:3" in pages[1].text


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_what_is_not_a_pdf_or_empty_or_missing_is_refused(tmp_path):
    files = [
        _write(tmp_path / "empty.pdf", b""),
        _write(tmp_path / "page.pdf", b"<html><body>Not found</body></html>"),
        _write(tmp_path / "reviews.zip", b"PK\x03\x04rest"),
        tmp_path / "missing.pdf",
    ]
    readings = {reading.path.name: reading for reading in read_files(files, jobs=2)}
    assert {reading.status for reading in readings.values()} == {ReadingStatus.REFUSED}
    assert readings["reviews.zip"].message == "A ZIP archive; unpack it and read the folder with its files."
    assert "empty" in readings["empty.pdf"].message
    assert "Not a PDF" in readings["page.pdf"].message
    assert "cannot be opened" in readings["missing.pdf"].message


def test_a_file_without_structure_is_damaged_and_the_next_one_is_read(tmp_path, article):
    broken = _write(tmp_path / "broken.pdf", b"%PDF-1.7\nnothing follows")
    statuses = {r.path: r.status for r in read_files([broken, article], jobs=1)}
    assert statuses == {broken: ReadingStatus.DAMAGED, article: ReadingStatus.ADDED}


def test_a_password_makes_a_record_without_a_document(tmp_path, article):
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(article) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    reading = read_file(locked)
    assert (reading.status, reading.document) == (ReadingStatus.ENCRYPTED, None)
    assert reading.metadata["title"].value == "locked"
    assert len(reading.file_sha256) == 64


def test_a_scan_has_pages_but_no_text(tmp_path):
    paper = Paper(tmp_path / "scan.pdf")
    paper.canvas.rect(100, 100, 300, 500, fill=1)
    reading = read_file(paper.save())
    assert (reading.status, reading.page_count) == (ReadingStatus.NO_TEXT, 1)
    assert reading.document.pages[0].end == 0


def test_metadata_cannot_carry_control_characters(tmp_path):
    paper = Paper(tmp_path / "hostile.pdf")
    paper.canvas.setTitle("Evil \x07[31m[bold]title[/] \u202e of care")
    paper.write(wrapped(" ".join(SENTENCES), 90))
    title = read_file(paper.save()).metadata["title"].value
    assert title == "Evil [31m[bold]title[/] of care"


def test_what_was_read_before_memory_ran_out_is_kept(tmp_path):
    path = tmp_path / "bomb.pdf"
    paper = Paper(path)
    paper.write(wrapped(" ".join(SENTENCES), 90))
    paper.next_page()
    paper.write(["The second page is a bomb."])
    paper.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        bomb = pdf.make_stream(b"0 0 1 1 re " * 30_000_000)
        pdf.pages[1].Contents = bomb
        pdf.save(path, compress_streams=True)
    reading = read_file(path, memory_mb=512)
    assert reading.status is ReadingStatus.PARTIAL
    assert "page 1 of 2" in reading.message
    assert SENTENCES[0] in reading.document.text


def test_ligatures_that_a_font_names_as_capitals_are_read_as_shown_and_reported(tmp_path):
    paper = Paper(tmp_path / "old.pdf")
    paper.write(["A signiWcant diVerence was found, an eVect of eYcient oYces.", *wrapped(SENTENCES[0], 90)])
    reading = read_file(paper.save())
    shown = "A significant difference was found, an effect of efficient offices."
    assert shown in reading.document.text
    assert reading.status is ReadingStatus.ADDED
    assert "mended as the page shows them: diVerence → difference, eVect → effect" in reading.message
    start = reading.document.text.index("difference")
    spans = [(start, start + 4), (start + 2, start + 3), (start + 3, start + 4)]
    whole, *letters = (rectangles(reading.path, reading.document, *span) for span in spans)
    assert letters[0] == letters[1]
    assert whole[0].right == letters[0][0].right


def test_reading_stops_when_asked(article):
    stop = threading.Event()
    readings = read_files([article] * 50, jobs=1, stop=stop)
    next(readings)
    stop.set()
    assert len(list(readings)) < 49


def test_a_question_about_a_broken_file_is_answered_with_a_reason(tmp_path):
    broken = _write(tmp_path / "broken.pdf", b"%PDF-1.7\nnothing follows")
    with pytest.raises(ReadingError, match=r"broken\.pdf: The PDF is damaged"):
        raw_pages(broken)


def test_importing_the_package_loads_no_pdf_library():
    code = "import review.documents, sys; print({'pypdfium2', 'pdfplumber', 'pdfminer', 'psutil'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_text_that_runs_leftward_is_paragraphs_like_any_other(tmp_path):
    """Hebrew, drawn as it is seen: the letters of each line from its end, and each line from the right edge."""
    pdfmetrics.registerFont(TTFont("DejaVu", str(font_file())))
    first, second = (f"{'הרשויות קונות שירותים מן ' * 8}{last}." for last in ("העמותות", "הספקים"))
    paper = Paper(tmp_path / "hebrew.pdf")
    paper.write(["Abstract"], font="Helvetica-Bold", size=12)
    paper.canvas.setFont("DejaVu", 10)
    y = HEIGHT - 120
    for paragraph in (first, second):
        for line in wrapped(paragraph, COLUMN):
            paper.canvas.drawRightString(400, y, line[::-1])
            y -= 13
    paper.write(wrapped(" ".join(SENTENCES[:3]), COLUMN), y=y - 30)
    document = read_file(paper.save()).document
    found = [(p.kind, p.section, document.text[p.start : p.end]) for p in document.passages]
    assert found[1:3] == [(PassageKind.PARAGRAPH, "abstract", text) for text in (first, second)]
