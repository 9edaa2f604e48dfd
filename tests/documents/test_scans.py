"""Which pages are images of text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from review.documents.asking import page_image, scanned_pages
from review.documents.scans import may_be_scanned
from review.errors import ReadingError
from tests.documents.papers import HEIGHT, SENTENCES, WIDTH, Paper, wrapped


def draw_scan(paper: Paper, lines: list[str]) -> None:
    """Fill the page with an image of lines, as a scanner does."""
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((150, 200 + 60 * number), line, fill=0, font_size=34)
    written = BytesIO()
    image.save(written, "PNG")
    paper.canvas.drawImage(ImageReader(written), 0, 0, WIDTH, HEIGHT)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A page of text, a scanned one, an empty one, and one with a page number only."""
    paper = Paper(tmp_path / "mixed.pdf")
    paper.write(wrapped(SENTENCES[0], 60), y=700)
    paper.next_page()
    draw_scan(paper, wrapped(" ".join(SENTENCES[1:3]), 60))
    paper.next_page()
    paper.next_page()
    paper.margins(foot="348")
    return paper.save()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", True), ("– 12 –\n§§§§", True), ("a" * 24, True), ("a" * 25, False), ("12 345 " * 5, False)],
)
def test_a_page_with_fewer_than_25_letters_and_digits_may_be_a_scan(text: str, expected: bool) -> None:
    assert may_be_scanned(text) is expected


def test_of_those_the_ones_with_ink_are(mixed: Path) -> None:
    assert scanned_pages(mixed) == [2]


def test_the_image_of_a_page_has_its_proportions(mixed: Path) -> None:
    png, resolution = page_image(mixed, 2)
    assert png.startswith(b"\x89PNG")
    assert resolution == pytest.approx(300, abs=1)


def test_a_page_that_is_not_there_has_no_image(mixed: Path) -> None:
    with pytest.raises(ReadingError, match=r"mixed\.pdf: "):
        page_image(mixed, 9)
