"""Rows of text: every character is on one row, no row is too wide, offsets are kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from review.tui.widgets.reading.layout import (
    _NARROW,
    TextRows,
    blocks_of,
    cells,
    cluster_end,
    cluster_start,
    displayed,
    offset_at,
)
from tests.tui.widgets.reading.papers import ASIDE, HEADING, PAPER, document

SCRIPTS = st.text(
    st.sampled_from("ab cde fgh.\u0301漢字한글 שלום مرحبا 👩\u200d👧🏽☺\ufe0f\u200f\u202e\x1b\x9b\t\ud800–’")
    | st.characters()
)


@given(st.lists(SCRIPTS.map(lambda text: text.replace("\n", " ")), min_size=1), st.integers(2, 30))
def test_rows_hold_every_character_once_and_fit_the_width(paragraphs: list[str], width: int) -> None:
    paper = document(paragraphs)
    text = displayed(paper.text)
    rows = TextRows(text, list(blocks_of(text, paper.passages)), width)
    place = 0
    for row in range(len(rows)):
        start, end = rows.starts[row], rows.ends[row]
        assert text[place:start].strip(" \n") == ""
        assert cells(text, start, end) <= width
        place = max(place, end)
    assert text[place:].strip(" \n") == ""


@given(SCRIPTS)
def test_what_is_displayed_is_as_long_and_its_width_is_the_sum_of_its_characters(text: str) -> None:
    shown = displayed(text)
    assert len(shown) == len(text)
    shown.encode()
    for line in shown.split("\n"):
        assert cells(line, 0, len(line)) == cell_len(line) == sum(map(get_character_cell_size, line))


def test_runs_that_are_not_measured_are_of_narrow_characters_only() -> None:
    narrow = [chr(code) for code in range(0x3000) if _NARROW.fullmatch(chr(code))]
    assert len(narrow) > 1500
    assert {get_character_cell_size(character) for character in narrow} == {1}
    assert "".join(narrow) == displayed("".join(narrow))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("one two three", ["one two", "three"]),
        ("one-two-three-four", ["one-two-t", "hree-four"]),
        ("exactly 9 and on", ["exactly 9", "and on"]),
        ("about 42 .9 per", ["about", "42 .9 per"]),
        ("about 1 ,900 é", ["about", "1 ,900 é"]),
        ("(n=12345.67)", ["(n=", "12345.67)"]),
        ("in 2015, 17 of", ["in 2015,", "17 of"]),
        ("1.1.1.1.1.1", ["1.1.1.1.1", ".1"]),
        ("漢字漢字漢字", ["漢字漢字", "漢字"]),
        ("naïf: e\u0301te\u0301s", ["naïf:", "e\u0301te\u0301s"]),
        ("שלום עולם טוב", ["שלום עולם", "טוב"]),
    ],
)
def test_rows_break_at_spaces_and_between_wide_characters(text: str, rows: list[str]) -> None:
    paper = document([text])
    wrapped = TextRows(text, list(blocks_of(text, paper.passages)), 9)
    assert [text[a:b] for a, b in zip(wrapped.starts, wrapped.ends, strict=True)] == rows


def test_empty_rows_keep_paragraphs_apart_but_not_headings_from_their_text_nor_asides_from_each_other() -> (
    None
):
    paper = document([(HEADING, "Head"), "One.", "Two."], asides=[(1, "footer", "a"), (1, "footer", "b")])
    rows = TextRows(paper.text, list(blocks_of(paper.text, paper.passages)), 20)
    shown = [paper.text[a:b] for a, b in zip(rows.starts, rows.ends, strict=True)]
    assert shown == ["Head", "One.", "", "Two.", "", "a", "b"]
    assert paper.passages[-1].kind is ASIDE


def test_every_offset_of_a_passage_is_found_on_the_row_that_shows_it() -> None:
    rows = TextRows(PAPER.text, list(blocks_of(PAPER.text, PAPER.passages)), 30)
    for match in re.finditer(r"\S", PAPER.text):
        row = rows.row_of(match.start())
        assert rows.starts[row] <= match.start() < rows.ends[row]


def test_cells_and_offsets_of_wide_and_combined_characters() -> None:
    text = "e\u0301漢x"
    assert [offset_at(text, 0, len(text), x) for x in range(5)] == [0, 2, 2, 3, 3]
    assert (cluster_start(text, 1), cluster_end(text, 0)) == (0, 2)
