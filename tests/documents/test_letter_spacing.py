"""Titles and headings with a space between all their letters."""

import pytest

from review.documents import read_file, rectangles
from tests.documents.papers import HEIGHT, SENTENCES, Paper, wrapped


def _spaced(path, drawn, *, size=20, char_space=0):
    paper = Paper(path)
    text = paper.canvas.beginText(60, HEIGHT - 80)
    text.setFont("Helvetica-Bold", size)
    text.setCharSpace(char_space)
    text.textLine(drawn)
    paper.canvas.drawText(text)
    paper.canvas.setFont("Helvetica", 10)
    paper.write(["Ada Okonjo and Bo Vendel"], y=HEIGHT - 110, size=11)
    paper.write(wrapped(" ".join(SENTENCES), 90), y=HEIGHT - 150)
    return paper.save()


@pytest.mark.parametrize(
    ("drawn", "space", "title"),
    [
        ("C A R I N G   I N   P A I R S", 0, "CARING IN PAIRS"),
        ("C a r i n g   i n   p a i r s", 0, "Caring in pairs"),
        ("CARING IN PAIRS", 7, "CARING IN PAIRS"),
        ("C A R I N G  I N  P A I R S", 3, "CARING IN PAIRS"),
    ],
)
def test_the_letters_of_a_spaced_title_are_joined_into_words(tmp_path, drawn, space, title):
    path = _spaced(tmp_path / "a.pdf", drawn, char_space=space)
    reading = read_file(path)
    assert reading.metadata["title"].value == title
    assert reading.metadata["authors"].value == "Okonjo, Ada; Vendel, Bo"
    start = reading.document.text.index(title)
    (box,) = rectangles(path, reading.document, start, start + len(title))
    assert box.left == pytest.approx(60, abs=3)
    assert box.right > 200


@pytest.mark.parametrize("drawn", ["A B C D E F G", "1 2 3 4 5 6", "n n n n n n", "x  =  a  +  b  -  c"])
def test_the_alphabet_rows_of_cells_and_formulas_stay_apart(tmp_path, drawn):
    paper = Paper(tmp_path / "a.pdf")
    paper.write(["Caring in pairs"], y=HEIGHT - 60, size=20)
    paper.write([drawn], y=HEIGHT - 200)
    paper.write(wrapped(" ".join(SENTENCES), 90), y=HEIGHT - 250)
    assert " ".join(drawn.split()) in read_file(paper.save()).document.text
