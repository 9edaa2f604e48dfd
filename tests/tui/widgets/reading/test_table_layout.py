"""Tables on the screen: widths of columns, lines of rows, and the way from a span of the document to a cell's text."""

from hypothesis import given
from hypothesis import strategies as st

from review.domain import PageTable, TableCell
from review.tui.widgets.reading.layout import cells
from review.tui.widgets.reading.table_layout import PADDING, RULE, ShownCell, TableLayout, fitted_widths

TEXT = "Council Northfold wrote a statement\nwith providers 14"


def a_table(*rows: tuple[str, ...]) -> PageTable:
    return PageTable(1, tuple(tuple(TableCell(text) for text in row) for row in rows))


def test_columns_take_what_their_text_takes_where_there_is_room() -> None:
    assert fitted_widths([5, 4], [20, 8], 60) == [20, 8]


def test_where_there_is_none_the_longest_words_stay_whole_and_the_longest_text_gets_most() -> None:
    narrow, wide = fitted_widths([5, 9], [12, 90], 40)
    assert narrow >= 5
    assert wide > 20
    assert narrow + wide <= 40


def test_a_row_of_several_lines_is_divided_from_its_neighbours_and_others_are_not() -> None:
    laid = TableLayout(a_table(("a", "b"), ("c", "d"), ("e", "f"), ("g " * 30, "h")), "", 30)
    rules = [row for row, part in laid.lines if part == RULE]
    assert rules == [0, 1, 3, 4]
    assert laid.lines_of(2) == (4, 4)


def test_a_cell_in_pieces_leads_back_to_the_document() -> None:
    cell = ShownCell.of(TableCell("", ((8, 23), (36, 50))), TEXT)
    assert cell.text == "Northfold wrote with providers"
    (first, second) = cell.within(18, 40)
    assert cell.text[slice(*first)] == "wrote"
    assert cell.text[slice(*second)] == "with"


def test_a_break_inside_a_cell_is_shown_as_a_space() -> None:
    assert ShownCell.of(TableCell("", ((8, 50),)), TEXT).text == TEXT[8:50].replace("\n", " ")


WORDS = st.text(alphabet="ab 漢é", max_size=30)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4), st.integers(5, 90))
def test_every_character_is_drawn_within_its_column(rows: list[tuple[str, ...]], width: int) -> None:
    laid = TableLayout(a_table(*rows), "", width)
    for shown, wrapped in zip(laid.cells, laid.rows, strict=True):
        for cell, lines, room in zip(shown, wrapped, laid.widths, strict=True):
            spans = list(zip(lines.starts, lines.ends, strict=True))
            assert all(cells(cell.text, start, end) <= room for start, end in spans)
            covered = {offset for start, end in spans for offset in range(start, end)}
            assert all(offset in covered or cell.text[offset] == " " for offset in range(len(cell.text)))
    assert laid.width == sum(laid.widths) + 3 * (1 + 2 * PADDING) + 1
    assert sum(part != RULE for _, part in laid.lines) == sum(laid.heights)
