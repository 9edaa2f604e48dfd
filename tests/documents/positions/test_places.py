"""From the frozen text to the page and back: columns, side texts, turned and cropped pages."""

from pathlib import Path

import pikepdf
import pytest

from review.documents import Rectangle, read_file, rectangles, rectangles_of, spans_in
from review.domain import Document
from review.errors import ReadingError
from tests.documents.odd_pdfs import two_columns
from tests.documents.papers import HEIGHT, SENTENCES, WIDTH, Paper

COLUMN = 300.0
"""Between the two columns of the article."""

WHOLE = Rectangle(1, 0, 0, WIDTH, HEIGHT)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    return read(two_columns(tmp_path_factory.mktemp("places") / "article.pdf"))


def read(path: Path) -> tuple[Path, Document]:
    document = read_file(path).document
    assert document is not None
    return path, document


def span_of(document: Document, text: str) -> tuple[int, int]:
    start = document.text.index(text)
    return start, start + len(text)


def test_each_column_is_one_area_and_both_together_take_both(article: tuple[Path, Document]) -> None:
    path, document = article
    left = Rectangle(1, 50, 60, COLUMN, HEIGHT - 165)
    right = Rectangle(1, COLUMN, 60, WIDTH, HEIGHT - 165)
    both = Rectangle(1, 50, 60, WIDTH, HEIGHT - 165)
    first, second, whole = spans_in(path, document, [left, right, both])
    assert first
    assert second
    assert whole == (first[0], second[1])
    assert document.text[slice(*first)].startswith(SENTENCES[0][:20])
    assert document.text[slice(*second)].endswith(SENTENCES[-1][-20:])
    assert first[1] < second[0] <= first[1] + 2


def test_rectangles_lead_back_to_their_spans_line_by_line(article: tuple[Path, Document]) -> None:
    path, document = article
    spans = [span_of(document, sentence) for sentence in SENTENCES]
    found = rectangles_of(path, document, spans)
    for span, of_span in zip(spans, found, strict=True):
        assert len(of_span) > 1
        assert of_span == rectangles(path, document, *span)
        lines = spans_in(path, document, of_span)
        assert (lines[0][0], lines[-1][1]) == span  # type: ignore[index]


def test_side_texts_count_only_where_there_is_no_body(article: tuple[Path, Document]) -> None:
    path, document = article
    head = Rectangle(1, 0, HEIGHT - 50, WIDTH, HEIGHT)
    of_head, of_page, of_nothing, of_no_page = spans_in(
        path, document, [head, WHOLE, Rectangle(1, 0, 40, 5, 50), WHOLE._replace(page=9)]
    )
    assert of_head
    assert document.text[slice(*of_head)] == "Rahman et al. Care Markets (2016) 12:3"
    assert of_page
    assert of_page[1] <= document.body_end
    assert (of_nothing, of_no_page) == (None, None)


def test_corners_may_come_in_any_order(article: tuple[Path, Document]) -> None:
    path, document = article
    turned = Rectangle(1, WIDTH, HEIGHT, 0, 0)
    assert spans_in(path, document, [turned]) == spans_in(path, document, [WHOLE])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_counted_as_it_is_before_it_is_turned(tmp_path: Path, turn: int) -> None:
    paper = Paper(tmp_path / "upright.pdf")
    paper.write(SENTENCES[:3], y=700)
    with pikepdf.open(paper.save()) as pdf:
        pdf.pages[0].obj.Rotate = turn
        pdf.save(tmp_path / "turned.pdf")
    path, document = read(tmp_path / "turned.pdf")
    span = span_of(document, SENTENCES[1])
    (line,) = rectangles(path, document, *span)
    assert (round(line.left), line.bottom < 688 < line.top) == (60, True)
    assert spans_in(path, document, [line]) == [span]


@pytest.mark.parametrize("inherited", [False, True], ids=["of the page", "inherited"])
def test_the_corner_of_the_media_box_counts_whatever_is_cropped(tmp_path: Path, inherited: bool) -> None:
    paper = Paper(tmp_path / "plain.pdf")
    paper.write(SENTENCES[:3], y=700)
    with pikepdf.open(paper.save()) as pdf:
        page = pdf.pages[0].obj
        page.CropBox = [40, 100, 590, 800]
        (pdf.Root.Pages if inherited else page).MediaBox = [-100, -50, 700, 900]
        if inherited:
            del page.MediaBox
        pdf.save(tmp_path / "cropped.pdf")
    path, document = read(tmp_path / "cropped.pdf")
    span = span_of(document, SENTENCES[1])
    (line,) = rectangles(path, document, *span)
    assert (round(line.left), line.bottom < 738 < line.top) == (160, True)
    assert spans_in(path, document, [line]) == [span]


def test_no_area_and_no_span_ask_nothing(tmp_path: Path, article: tuple[Path, Document]) -> None:
    _, document = article
    missing = tmp_path / "missing.pdf"
    assert spans_in(missing, document, []) == []
    assert rectangles_of(missing, document, [(3, 3)]) == [[]]


def test_a_file_that_cannot_be_read_is_an_error_in_one_line(
    tmp_path: Path, article: tuple[Path, Document]
) -> None:
    _, document = article
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing follows")
    with pytest.raises(ReadingError, match=r"broken\.pdf: The PDF is damaged"):
        spans_in(broken, document, [WHOLE])
    with pytest.raises(ReadingError, match=r"broken\.pdf: The PDF is damaged"):
        rectangles_of(broken, document, [(0, 9)])
