"""Highlights in copies of real PDFs: where they are, what is said in them, and that all else stays as it was."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from review.documents import raw_pages, read_file, rectangles, rectangles_of, spans_in
from review.documents.positions.places import Rectangle
from review.errors import ReadingError
from review.exchange.annotated.messages import Band, Highlight
from review.exchange.annotated.writing import write_annotated
from tests.documents.odd_pdfs import two_columns
from tests.documents.papers import SENTENCES, Paper, wrapped


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A two-column article that has a link already."""
    path = two_columns(tmp_path_factory.mktemp("annotated") / "article.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Contents="a link")
        pdf.pages[0].obj.Annots = pdf.make_indirect(Array([link]))
        pdf.save()
    return path


def highlight(boxes: list[Rectangle], **more: object) -> Highlight:
    values: dict[str, object] = {
        "page": boxes[0].page,
        "bands": tuple(Band(*box[1:]) for box in boxes),
        "colour": "#ffcc22",
        "name": "c1-T1",
        "author": "Ann Ünal",
        "time": "2026-11-29T06:15:01+00:00",
        "subject": "T1 Market logic",
        "text": "T1 Market logic: supports\nMemo: “grown” – 市場",
    }
    return Highlight(**values | more)  # type: ignore[arg-type]


def annotated(path: Path, *highlights: Highlight) -> bytes:
    target = BytesIO()
    write_annotated(path, highlights, target)
    return target.getvalue()


def of_sentence(path: Path, sentence: str) -> list[Rectangle]:
    document = read_file(path).document
    assert document is not None
    start = document.text.index(sentence)
    return rectangles(path, document, start, start + len(sentence))


@pytest.fixture(scope="module")
def copy(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article with one of its sentences highlighted."""
    path = tmp_path_factory.mktemp("copies") / "copy.pdf"
    path.write_bytes(annotated(article, highlight(of_sentence(article, SENTENCES[3]))))
    return path


def test_a_note_says_who_coded_what_and_when(copy: Path) -> None:
    with pikepdf.open(copy) as pdf:
        link, note = pdf.pages[0].Annots
        assert str(link.Contents) == "a link"
        assert note.Subtype == Name.Highlight
        assert str(note.Contents) == "T1 Market logic: supports\nMemo: “grown” – 市場"
        assert (str(note["/T"]), str(note.Subj), str(note.NM)) == ("Ann Ünal", "T1 Market logic", "c1-T1")
        assert (str(note.M), str(note.CreationDate)) == ("D:20261129061501Z", "D:20261129061501Z")
        assert [round(float(one), 2) for one in note.C] == [1, 0.8, 0.13]
        assert Name.Multiply == note.AP.N.Resources.ExtGState.G.BM
        assert b"1 0.8 0.133 rg" in note.AP.N.read_bytes()


def test_a_highlight_covers_its_words_and_no_others(article: Path, copy: Path) -> None:
    document = read_file(article).document
    assert document is not None
    with pikepdf.open(copy) as pdf:
        corners = [float(one) for one in pdf.pages[0].Annots[1].QuadPoints]
    quads = [corners[place : place + 8] for place in range(0, len(corners), 8)]
    areas = [Rectangle(1, left, bottom, right, top) for left, top, right, _, _, bottom, _, _ in quads]
    spans = [span for span in spans_in(article, document, areas) if span]
    covered = " ".join(document.text[slice(*span)] for span in spans)
    assert covered == SENTENCES[3]


def test_pages_and_their_text_stay_as_they_were(article: Path, copy: Path) -> None:
    assert raw_pages(copy) == raw_pages(article)
    with pikepdf.open(article) as before, pikepdf.open(copy) as after:
        for one, other in zip(before.pages, after.pages, strict=True):
            assert one.Contents.read_bytes() == other.Contents.read_bytes()


@pytest.mark.usefixtures("started_alone")
def test_a_copy_is_sound_and_the_same_each_time(article: Path, copy: Path) -> None:
    with pikepdf.open(copy) as pdf:
        assert pdf.check_pdf_syntax() == []
    assert annotated(article, highlight(of_sentence(article, SENTENCES[3]))) == copy.read_bytes()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_highlight_is_where_the_page_counts_from(tmp_path: Path, turn: int) -> None:
    """Whatever is turned or cropped, and wherever the MediaBox begins, annotations count as the page's contents do."""
    paper = Paper(tmp_path / "plain.pdf")
    paper.write(SENTENCES[:3], y=700)
    with pikepdf.open(paper.save()) as pdf:
        page = pdf.pages[0].obj
        page.Rotate, page.MediaBox, page.CropBox = turn, [-100, -50, 700, 900], [40, 100, 590, 800]
        pdf.save(tmp_path / "turned.pdf")
    made = annotated(tmp_path / "turned.pdf", highlight(of_sentence(tmp_path / "turned.pdf", SENTENCES[1])))
    with pikepdf.open(BytesIO(made)) as pdf:
        left, bottom, _, top = map(float, pdf.pages[0].Annots[0].Rect)
    assert round(left) == 60
    assert bottom < 688 < top


def test_two_highlights_of_one_passage_share_its_lines(article: Path) -> None:
    boxes = of_sentence(article, SENTENCES[3])
    both = [tuple(Band(*box[1:], number, 2) for box in boxes) for number in (0, 1)]
    made = annotated(
        article,
        highlight(boxes, bands=both[0], name="a"),
        highlight(boxes, bands=both[1], name="b", colour="#6699ff"),
    )
    with pikepdf.open(BytesIO(made)) as pdf:
        _, first, second = pdf.pages[0].Annots
        assert list(first.QuadPoints) == list(second.QuadPoints)
        assert first.AP.N.read_bytes() != second.AP.N.read_bytes()


def test_many_highlights_add_little_to_a_long_document(tmp_path: Path) -> None:
    """A long report with pictures, for which the space of notes hardly counts."""
    paper = Paper(tmp_path / "report.pdf")
    for _ in range(30):
        paper.write(wrapped(" ".join(SENTENCES * 3), 90))
        paper.next_page()
    path = paper.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.Picture = pdf.make_stream(bytes(range(256)) * 4000, Filter=Name.DCTDecode)
        pdf.save()
    document = read_file(path).document
    assert document is not None
    spans = [(passage.start, passage.start + 100) for passage in document.passages[:30]]
    found = rectangles_of(path, document, spans)
    notes = [highlight(boxes, name=str(number)) for number, boxes in enumerate(found)]
    assert len(annotated(path, *notes)) < 1.1 * path.stat().st_size


def protected(pdf: Pdf, path: Path) -> None:
    pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="owner"))


def locked(pdf: Pdf, path: Path) -> None:
    pdf.save(path, encryption=pikepdf.Encryption(user="", owner="owner"))


def signed(pdf: Pdf, path: Path) -> None:
    field = Dictionary(Kids=[pdf.make_indirect(Dictionary(FT=Name.Sig, V=Dictionary(Type=Name.Sig)))])
    pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(field)], SigFlags=3)
    pdf.save(path)


def signed_below(pdf: Pdf, path: Path) -> None:
    """A field that has its kind from the one above."""
    field = Dictionary(FT=Name.Sig, Kids=[pdf.make_indirect(Dictionary(V=Dictionary(Type=Name.Sig)))])
    pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(field)])
    pdf.save(path)


def certified(pdf: Pdf, path: Path) -> None:
    pdf.Root.Perms = Dictionary(DocMDP=Dictionary(Type=Name.Sig))
    pdf.save(path)


def cut(pdf: Pdf, path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\nnothing follows")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (protected, "is locked"),
        (locked, "is locked"),
        (signed, "is signed"),
        (signed_below, "is signed"),
        (certified, "is signed"),
        (cut, "is damaged"),
    ],
)
def test_a_file_that_must_not_or_cannot_be_changed_is_an_error_in_one_line(
    tmp_path: Path, article: Path, make: object, why: str
) -> None:
    with pikepdf.open(article) as pdf:
        make(pdf, tmp_path / "odd.pdf")  # type: ignore[operator]
    with pytest.raises(ReadingError, match=f"the PDF {why}") as raised:
        annotated(tmp_path / "odd.pdf", highlight([Rectangle(1, 60, 600, 90, 610)]))
    assert "\n" not in str(raised.value)


def test_a_form_that_nobody_signed_may_be_annotated(tmp_path: Path, article: Path) -> None:
    with pikepdf.open(article) as pdf:
        pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(Dictionary(FT=Name.Sig))])
        pdf.save(tmp_path / "form.pdf")
    assert annotated(tmp_path / "form.pdf", highlight([Rectangle(1, 60, 600, 90, 610)]))


def test_objects_of_the_wrong_kind_stop_nothing(tmp_path: Path, article: Path) -> None:
    with pikepdf.open(article) as pdf:
        pdf.Root.AcroForm, pdf.pages[0].obj.Annots = Array([1]), 5
        pdf.save(tmp_path / "odd.pdf")
    made = annotated(tmp_path / "odd.pdf", highlight([Rectangle(1, 60, 600, 90, 610)]))
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages[0].Annots) == 1


def test_a_page_that_is_not_there_is_an_error(article: Path) -> None:
    with pytest.raises(ReadingError, match="damaged"):
        annotated(article, highlight([Rectangle(9, 60, 600, 90, 610)]))
