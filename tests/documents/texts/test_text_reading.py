"""Text files through the reading child: their frozen text, paragraphs and titles, and what is refused."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents import read_files
from review.documents.messages import outcome
from review.documents.texts.text_document import text_document
from review.documents.texts.text_reading import read_text_file
from review.domain import LabelSource, PassageKind, ReadingStatus
from review.domain.texts.decoding import decoded
from review.domain.texts.normalised import normalised
from review.sandbox.messages import CannotReadError
from tests.manuscripts.word_documents import paragraph, word_document

INTERVIEW = "Interview with a manager\r\n\r\nQ: What did the council do?\r\nA: It listened.\tThen it wrote a plan.\r\n"
HARD = """\
Chair: Thank you. Let us move on to the market position statement of the
council and to what it says about providers.
Manager: Good. While they prepare their presentation, I want to say that
we talked about this last summer: every provider gets a fair chance to
take part."""
"""Lines that some program broke at a width."""

BODY = "Interview with a manager\n\nQ: What did the council do?\nA: It listened. Then it wrote a plan.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Texts in several encodings, Word documents, and files that are no texts."""
    home = tmp_path_factory.mktemp("texts")
    (home / "windows.txt").write_bytes(INTERVIEW.encode("utf-8-sig"))
    (home / "nvivo.txt").write_bytes(INTERVIEW.encode("utf-16"))
    (home / "old.txt").write_bytes("Café “Markt”: a reply\r\n\r\nCouncils act.".encode("cp1252"))
    (home / "notes.md").write_text("Seen in May\n\n# Notes on *care* #\n\nCouncils act.\n", encoding="utf-8")
    (home / "long.TXT").write_text("Councils shape the market. " * 200 + "\n\nIt ends.\n", encoding="utf-8")
    rows = f"<w:tbl><w:tr><w:tc>{paragraph('Site')}</w:tc><w:tc>{paragraph('Leeds')}</w:tc></w:tr></w:tbl>"
    (home / "hard.md").write_text(f"# Interview with a manager\n{HARD}\n", encoding="utf-8")
    word_document(
        home / "hard.docx",
        [paragraph("About the chair", "Berschrift1"), *map(paragraph, HARD.split("\n")), paragraph(""), rows],
    )
    word_document(
        home / "report.docx",
        [paragraph("A report on care", "Berschrift1"), paragraph("Councils act."), paragraph(" "), rows],
    )
    (home / "empty.txt").write_bytes(b"\xef\xbb\xbf\r\n")
    (home / "junk.txt").write_bytes(bytes(range(256)) * 40)
    (home / "paper.txt").write_bytes(b"%PDF-1.7\n")
    (home / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0 an old document")
    (home / "plain.docx").write_text("not even a zip", encoding="utf-8")
    (home / "cut.docx").write_bytes((home / "report.docx").read_bytes()[:300])
    with zipfile.ZipFile(home / "other.docx", "w") as archive:
        archive.writestr("content.xml", "<a/>")
    entities = '<!DOCTYPE a [<!ENTITY a "aaaa">]>'
    word_document(home / "entities.docx", [paragraph("Councils act.")], head=entities)
    return home


@pytest.fixture(scope="module")
def readings(folder):
    found = read_files(sorted(folder.iterdir()), jobs=1)
    return {reading.path.name: reading for reading in found}


def paragraphs(document):
    return [document.text[passage.start : passage.end] for passage in document.passages]


@pytest.mark.parametrize("name", ["windows.txt", "nvivo.txt"])
def test_the_frozen_text_has_no_mark_and_plain_line_ends(readings, folder, name):
    reading = readings[name]
    assert (reading.status, reading.page_count) == (ReadingStatus.ADDED, 1)
    assert reading.document.text == BODY == normalised(decoded((folder / name).read_bytes())).text


def test_a_text_is_one_page_without_a_label_and_cited_by_paragraph(readings):
    document = readings["windows.txt"].document
    [page] = document.pages
    assert (page.number, page.label, page.label_source) == (1, "", LabelSource.NONE)
    assert paragraphs(document) == [line for line in BODY.split("\n") if line]
    start = BODY.index("It listened")
    assert document.cited_pages(start, start + 11) == "para. 3"
    assert document.cited_pages(BODY.index("What"), start + 11) == "paras 2–3"


@pytest.mark.parametrize("name", ["hard.md", "hard.docx"])
def test_lines_that_were_broken_at_a_width_are_one_paragraph(readings, name):
    document = readings[name].document
    heading, chair, manager, *cells = paragraphs(document)
    assert document.passages[0].kind is PassageKind.HEADING
    assert "About the chair" in heading or "# Interview" in heading
    assert chair.endswith("statement of the council and to what it says about providers.")
    assert manager.endswith("gets a fair chance to take part.")
    assert cells == (["Site", "Leeds"] if name == "hard.docx" else [])
    end = len(document.text.rstrip()) if not cells else document.text.index("Site") - 1
    assert document.cited_pages(document.text.index("Chair"), end) == "paras 2–3"


def test_a_long_paragraph_is_several_passages_of_one_number(readings):
    document = readings["long.TXT"].document
    assert len(document.passages) > 3
    assert document.cited_pages(0, 5000) == "para. 1"
    assert document.cited_pages(5000, len(document.text) - 1) == "paras 1–2"


@given(st.text(alphabet="ab .\n\t\r\u2028é", max_size=200))
def test_each_line_that_is_not_blank_is_a_paragraph_with_its_number(raw):
    text = normalised(raw).text
    document = text_document(text, "text")
    lines = [line for line in text.split("\n") if line.strip()]
    assert paragraphs(document) == lines
    for number, start in enumerate(document.paragraph_starts, 1):
        assert document.cited_pages(start, start + len(lines[number - 1])) == f"para. {number}"


def test_old_texts_of_windows_are_read(readings):
    assert readings["old.txt"].document.text.startswith("Café “Markt”")


def test_the_title_is_the_first_heading_a_short_first_line_or_the_name(readings):
    titles = {name: one.metadata["title"].value for name, one in readings.items() if one.document}
    assert titles["windows.txt"] == "Interview with a manager"
    assert titles["notes.md"] == "Notes on care"
    assert titles["report.docx"] == "A report on care"
    assert titles["long.TXT"] == "long"


def test_headings_are_no_paragraphs_to_suggest(readings):
    kinds = [passage.kind for passage in readings["notes.md"].document.passages]
    assert kinds == [PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.PARAGRAPH]


def test_paragraphs_and_cells_of_word_are_lines(readings):
    document = readings["report.docx"].document
    assert document.text == "A report on care\nCouncils act.\nSite\nLeeds"
    assert document.cited_pages(len(document.text) - 2, len(document.text)) == "para. 4"


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("empty.txt", ReadingStatus.REFUSED, "is empty"),
        ("junk.txt", ReadingStatus.REFUSED, "Not a text"),
        ("paper.txt", ReadingStatus.REFUSED, "rename it to .pdf"),
        ("old.docx", ReadingStatus.REFUSED, "save it as .docx"),
        ("plain.docx", ReadingStatus.REFUSED, "Not a Word document"),
        ("cut.docx", ReadingStatus.DAMAGED, "is damaged"),
        ("other.docx", ReadingStatus.DAMAGED, "is damaged"),
        ("entities.docx", ReadingStatus.DAMAGED, "is damaged"),
    ],
)
def test_files_that_are_no_texts_are_refused_with_what_to_do(readings, name, status, words):
    assert readings[name].status is status
    assert words in readings[name].message
    assert readings[name].document is None


def test_what_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("review.manuscripts.word_document._MOST_BYTES", 10_000)
    bomb = word_document(tmp_path / "bomb.docx", [paragraph("Councils act.")] * 1000)
    with pytest.raises(CannotReadError, match="output"):
        read_text_file(bomb)


def test_what_is_said_of_a_text_names_no_page():
    for reason in ("timeout", "memory", "crash", "no-text"):
        _, message = outcome(reason, name="notes.txt")
        assert "PDF" not in message
        assert "Page" not in message
