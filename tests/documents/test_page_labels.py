"""Page labels of real PDFs: where numbers stand, turned pages, sheets with two printed pages, labels in the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4, landscape

from review.documents import read_file
from review.domain import LabelSource
from tests.documents.papers import HEIGHT, SENTENCES, WIDTH, Paper, wrapped

Draw = Callable[[Paper, int], None]


def pdf(path: Path, pages: int, draw: Draw) -> Path:
    """A PDF whose pages have text of their own, and what is drawn on each besides."""
    paper = Paper(path)
    for page in range(1, pages + 1):
        paper.write(wrapped(" ".join(SENTENCES[page % 6 :] + SENTENCES[: page % 6]), 90))
        draw(paper, page)
        paper.next_page()
    return paper.save()


def labels(path: Path) -> list[str]:
    return [label for label, _ in labelled(path)]


def labelled(path: Path) -> list[tuple[str, LabelSource]]:
    document = read_file(path).document
    assert document
    return [(page.label, page.label_source) for page in document.pages]


def at_outer_side(paper: Paper, text: str, page: int, y: float = 30) -> None:
    """A text at the outer side of a left or right page."""
    paper.canvas.setFont("Helvetica", 9)
    if page % 2:
        paper.canvas.drawRightString(WIDTH - 60, y, text)
    else:
        paper.canvas.drawString(60, y, text)


def test_numbers_at_the_outer_sides(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", 6, lambda paper, page: at_outer_side(paper, str(210 + page), page))
    assert labelled(path) == [(str(n), LabelSource.PRINTED) for n in range(211, 217)]


def test_page_numbers_beside_footnotes_years_and_volumes(tmp_path: Path) -> None:
    def draw(paper: Paper, page: int) -> None:
        paper.margins(head="Care Markets 12(3), 2016")
        paper.write([f"{3 * page} See the council's report of 2014, paragraph {page}."], y=60, size=8)
        at_outer_side(paper, str(44 + page), page)

    assert labels(pdf(tmp_path / "a.pdf", 5, draw)) == ["45", "46", "47", "48", "49"]


def test_a_footnote_on_every_page_is_no_page_number(tmp_path: Path) -> None:
    def draw(paper: Paper, page: int) -> None:
        paper.write([f"{40 + page} See the council's report, paragraph {page}."], y=40, size=8)

    assert set(labelled(pdf(tmp_path / "a.pdf", 9, draw))) == {("", LabelSource.PDF)}


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages(tmp_path: Path, rotation: int) -> None:
    """Pages 2 and 3 are stored on their side, and turned upright by the file."""
    paper = Paper(tmp_path / "a.pdf")
    for page in range(1, 6):
        canvas = paper.canvas
        if page in (2, 3):
            canvas.setPageSize((WIDTH, HEIGHT) if rotation == 180 else (HEIGHT, WIDTH))
            canvas.setPageRotation(rotation)
            canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[rotation])
            canvas.rotate(rotation)
        else:
            canvas.setPageSize(A4)
            canvas.setPageRotation(0)
        paper.write(wrapped(" ".join(SENTENCES), 90))
        paper.margins(foot=str(70 + page))
        paper.next_page()
    assert labels(paper.save()) == ["71", "72", "73", "74", "75"]


def test_a_table_on_its_side_has_its_number_turned_or_upright(tmp_path: Path) -> None:
    def draw(paper: Paper, page: int) -> None:
        if page in (3, 4):
            paper.canvas.saveState()
            paper.canvas.translate(WIDTH, 0)
            paper.canvas.rotate(90)
            paper.canvas.setFont("Helvetica", 8)
            paper.canvas.drawCentredString(HEIGHT / 2, 30, str(20 + page))
            paper.canvas.restoreState()
        else:
            paper.margins(foot=str(20 + page))

    assert labels(pdf(tmp_path / "a.pdf", 6, draw)) == ["21", "22", "23", "24", "25", "26"]


def two_up(path: Path, sheets: int, draw: Callable[[Paper, int, float, int], None]) -> Path:
    """Landscape pages with the text of two printed pages; `draw` gets the printed page, its middle and the sheet."""
    paper = Paper(path)
    paper.canvas.setPageSize(landscape(A4))
    for sheet in range(sheets):
        for half in (0, 1):
            paper.write(wrapped(" ".join(SENTENCES), 60), x=50 + half * HEIGHT / 2, y=WIDTH - 80)
            draw(paper, 10 + 2 * sheet + half, HEIGHT / 4 + half * HEIGHT / 2, sheet)
        paper.next_page()
    return paper.save()


def test_two_printed_pages_on_a_sheet(tmp_path: Path) -> None:
    def draw(paper: Paper, number: int, middle: float, sheet: int) -> None:
        paper.canvas.setFont("Helvetica", 9)
        paper.canvas.drawCentredString(middle, 30, str(number))

    assert labels(two_up(tmp_path / "a.pdf", 3, draw)) == ["10–11", "12–13", "14–15"]


def test_two_printed_pages_with_heads_at_the_outer_corners(tmp_path: Path) -> None:
    def draw(paper: Paper, number: int, middle: float, sheet: int) -> None:
        paper.canvas.setFont("Helvetica", 9)
        if number % 2:
            paper.canvas.drawRightString(HEIGHT - 50, WIDTH - 40, f"Care as a market   {number}")
        else:
            paper.canvas.drawString(50, WIDTH - 40, f"{number}   Rahman and others")

    assert labels(two_up(tmp_path / "a.pdf", 4, draw)) == ["10–11", "12–13", "14–15", "16–17"]


def test_a_cropped_page_is_measured_by_what_is_shown(tmp_path: Path) -> None:
    whole = pdf(tmp_path / "a.pdf", 5, lambda paper, page: paper.margins(foot=str(page + 8)))
    with pikepdf.open(whole, allow_overwriting_input=True) as file:
        for page in file.pages:
            page.MediaBox = [-200, -300, WIDTH + 200, HEIGHT + 300]
            page.CropBox = [20, 10, WIDTH - 20, HEIGHT - 10]
        file.save(whole)
    assert labels(whole) == ["9", "10", "11", "12", "13"]


def test_a_number_that_is_painted_over_is_no_label(tmp_path: Path) -> None:
    """The first page is a picture over the number that its template has."""

    def draw(paper: Paper, page: int) -> None:
        if page > 1:
            paper.write(wrapped(" ".join(SENTENCES), 90))
        paper.margins(foot=str(page))
        if page == 1:
            paper.canvas.setFillGray(0.4)
            paper.canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
            paper.canvas.setFillGray(1)
            paper.write(["A cover"], y=500, size=30)

    path = tmp_path / "a.pdf"
    paper = Paper(path)
    for page in range(1, 6):
        draw(paper, page)
        paper.next_page()
    assert labels(paper.save()) == ["", "2", "3", "4", "5"]


def test_a_number_on_a_coloured_band_is_seen(tmp_path: Path) -> None:
    def draw(paper: Paper, page: int) -> None:
        paper.canvas.setFillGray(0.2)
        paper.canvas.rect(0, 0, WIDTH, 60, stroke=0, fill=1)
        paper.canvas.setFillGray(1)
        paper.margins(foot=str(page + 6))
        paper.canvas.setFillGray(0)

    paper = Paper(tmp_path / "a.pdf")
    for page in range(1, 6):
        draw(paper, page)
        paper.next_page()
    assert labels(paper.save()) == ["7", "8", "9", "10", "11"]


def test_a_scan_is_never_quite_straight(tmp_path: Path) -> None:
    """Text recognition places and sizes numbers a little differently on each page, and misses some."""
    random = Random(7)

    def draw(paper: Paper, page: int) -> None:
        paper.canvas.setFont("Helvetica", random.uniform(8, 10))
        number = {9: "l29", 13: "183"}.get(page, str(120 + page))
        if page not in (5, 17):
            paper.canvas.drawString(WIDTH / 2 + random.uniform(-9, 9), 40 + random.uniform(-8, 8), number)

    assert labels(pdf(tmp_path / "a.pdf", 20, draw)) == [str(n) for n in range(121, 141)]


def test_several_papers_in_one_file(tmp_path: Path) -> None:
    numbers = [*range(345, 350), *range(88, 92), *range(12, 16)]
    path = pdf(
        tmp_path / "a.pdf", len(numbers), lambda paper, page: paper.margins(foot=str(numbers[page - 1]))
    )
    assert labels(path) == [str(n) for n in numbers]


def test_the_files_own_labels(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", 4, lambda paper, page: None)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        file.Root.PageLabels = pikepdf.Dictionary(
            Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r), 2, pikepdf.Dictionary(S=pikepdf.Name.D, St=7)]
        )
        file.save(path)
    assert labelled(path) == [(label, LabelSource.FILE) for label in ("i", "ii", "7", "8")]


def test_labels_do_not_change_the_text(tmp_path: Path) -> None:
    """The frozen text holds what is printed, whatever the file says about its pages."""
    path = pdf(tmp_path / "a.pdf", 4, lambda paper, page: paper.margins(foot=str(page + 8)))
    before = read_file(path).document
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        file.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r)])
        file.save(path)
    after = read_file(path).document
    assert before
    assert after
    assert before.text_sha256 == after.text_sha256
    assert [page.label for page in after.pages] == ["9", "10", "11", "12"]
