"""Paragraphs across columns and pages."""

import pytest

from review.documents.layout.blocks import blocks_of
from review.documents.layout.paragraphs import Hyphens, paragraphs_of
from tests.documents.layouts import lines

OPEN = [
    "The councils that met their providers every month knew of",
    "closures long before they happened and could then move",
]
REST = ["people in good time, as they told us in each of the three", "towns that we went to see."]
CAPTION = ["Figure 1 Closures by month"]


def _blocks(number, *groups):
    return [block for group in groups for block in blocks_of(number, group, 10)]


def _texts(blocks):
    return [" ".join(line.text for _, line in paragraph.lines) for paragraph in paragraphs_of(blocks)]


WHOLE = " ".join(OPEN + REST)


def test_a_paragraph_continues_in_the_next_column():
    assert _texts(_blocks(1, lines(OPEN, top=100), lines(REST, left=320, top=700))) == [WHOLE]


def test_a_figure_at_the_foot_of_the_page_comes_before_the_paragraph_that_it_interrupts():
    blocks = _blocks(1, lines(OPEN, top=200), lines(CAPTION, size=8, top=100)) + _blocks(2, lines(REST))
    assert _texts(blocks) == [CAPTION[0], WHOLE]


def test_a_figure_at_the_top_of_the_next_page_comes_after_it():
    blocks = _blocks(1, lines(OPEN, top=100)) + _blocks(2, lines(CAPTION, size=8), lines(REST, top=500))
    assert _texts(blocks) == [WHOLE, CAPTION[0]]


def test_the_pages_of_a_text_stay_in_order():
    blocks = _blocks(1, lines(OPEN, top=100)) + _blocks(
        2, lines(OPEN, top=700), lines(CAPTION, size=8, top=100)
    )
    blocks += _blocks(3, lines(REST))
    pages = [page for paragraph in paragraphs_of(blocks) for page, _ in paragraph.lines]
    assert pages == sorted(pages)


def test_nothing_continues_after_a_heading_or_a_finished_sentence():
    assert len(_texts(_blocks(1, lines(["Results"], font="Serif-Bold"), lines(["of care."], top=600)))) == 2
    assert len(_texts(_blocks(1, lines(REST, top=100), lines(["Others stayed."], left=320)))) == 2


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ("We looked at imple", "mentation", False),
        ("They had to be self", "employed", True),
        ("a person", "centred service", True),
        ("the market", "shaping duty", True),
        ("in North", "Yorkshire", True),
        ("there", "fore", False),
        ("Thirty", "nine people", True),
    ],
)
def test_hyphens_stay_where_the_document_writes_them(before, after, stays):
    document = lines(["A person-centred market needs shaping, and there is more."])
    assert Hyphens(document).stays(before, after) is stays


def test_what_is_under_a_heading_does_not_continue_the_paragraph_before():
    heading = lines(["Arguments"], top=500, font="Serif-Bold")
    blocks = _blocks(1, lines(OPEN, top=600), heading, lines(["x is a numeric vector."], top=485))
    assert _texts(blocks) == [" ".join(OPEN), "Arguments", "x is a numeric vector."]


def test_a_line_of_a_contents_page_is_complete():
    contents = lines(["Executive summary . . . . . . . . . . . . . . iii"], top=200)
    assert len(_texts(_blocks(1, contents) + _blocks(2, lines(OPEN)))) == 2
