"""Going through a document's tables, without a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain import Document, PageTable, TableCell
from review.tui.places.reader.page_tables import NO_TEXT, NONE_HERE, SEARCHING, PageTables, obstacle
from tests.tui.widgets.reading.papers import document

PAPER = document(
    ["Need Share", "Rent 12", "Food 9 and so on", "The end."], page_starts=(0, 19), labels=("iv", "v")
)


def cell(text: str) -> TableCell:
    start = PAPER.text.find(text) if text else -1
    return TableCell(text, ((start, start + len(text)),) if start >= 0 else ())


FIRST = PageTable(1, ((cell("Need"), cell("Share")), (cell("Rent"), cell("12"))))
SECOND = PageTable(2, ((cell("Food"), cell("9")),))
ON_FIRST, ON_SECOND = 0, PAPER.text.index("Food")


def searched() -> PageTables:
    """A document whose two pages were searched."""
    known = PageTables(PAPER)
    known.came(1, [FIRST])
    known.came(2, [SECOND])
    return known


def test_one_page_is_searched_at_a_time_and_each_only_once():
    tables = PageTables(PAPER)
    assert tables.next_search(ON_FIRST) == 1
    assert tables.next_search(ON_SECOND) is None
    tables.came(1, [])
    assert tables.next_search(ON_FIRST) is None
    assert tables.next_search(ON_SECOND) == 2


def test_a_table_asked_for_too_early_is_shown_when_it_has_come():
    tables = PageTables(PAPER)
    tables.next_search(ON_FIRST)
    assert tables.step(1, ON_FIRST) == SEARCHING
    assert not tables.wants(ON_FIRST)
    tables.came(1, [FIRST])
    assert tables.wants(ON_FIRST)
    assert not tables.wants(ON_FIRST)


def test_a_table_asked_for_too_early_does_not_open_on_another_page():
    tables = PageTables(PAPER)
    tables.step(1, ON_FIRST)
    tables.came(1, [FIRST])
    assert not tables.wants(ON_SECOND)
    assert not tables.wants(ON_FIRST)


def test_a_table_asked_for_on_a_page_that_waits_for_its_turn_is_not_forgotten():
    tables = PageTables(PAPER)
    tables.next_search(ON_FIRST)
    tables.step(1, ON_SECOND)
    tables.came(1, [])
    assert not tables.wants(ON_SECOND)
    tables.came(2, [SECOND])
    assert tables.wants(ON_SECOND)


@pytest.mark.parametrize("asked", [True, False])
def test_after_a_fault_the_page_is_searched_again(asked: bool):
    tables = PageTables(PAPER)
    tables.next_search(ON_FIRST)
    if asked:
        tables.step(1, ON_FIRST)
    assert tables.failed() is asked
    assert tables.next_search(ON_FIRST) == 1


def test_steps_lead_through_the_tables_of_a_page_and_back_to_the_text():
    tables = PageTables(PAPER)
    other = PageTable(1, FIRST.rows[1:])
    tables.came(1, [FIRST, other])
    assert tables.step(1, ON_FIRST) == ""
    assert tables.shown.table is FIRST
    assert tables.heading(1) == "Table 1 of 2 on p. iv · row 2 of 2"
    tables.step(1, ON_SECOND)  # the cursor's page does not matter while a table is shown
    assert tables.shown.table is other
    tables.step(-1, ON_FIRST)
    assert tables.shown.table is FIRST
    tables.step(-1, ON_FIRST)
    assert tables.shown is None
    assert not tables.close()


@given(st.lists(st.sampled_from([1, -1]), max_size=12))
def test_whatever_the_steps_a_shown_table_is_one_of_its_page(steps: list[int]):
    tables = searched()
    for step in steps:
        tables.step(step, ON_SECOND)
        assert tables.shown is None or (tables.shown.table, tables.shown.page) == (SECOND, 2)
        assert bool(tables.heading(0)) is (tables.shown is not None)


def test_a_page_without_tables_and_a_document_without_text_say_so():
    tables = PageTables(PAPER)
    tables.came(1, [])
    assert tables.step(1, ON_FIRST) == NONE_HERE
    nothing = PageTables(Document("", "", 0, (), ()))
    assert nothing.next_search(0) is None
    assert nothing.step(1, 0) == NO_TEXT


def test_remarks_stand_where_tables_begin_within_the_text_that_is_shown():
    tables = searched()
    assert tables.remarks(len(PAPER.text)) == {0: "table 1", ON_SECOND: "table 1"}
    assert tables.remarks(ON_SECOND) == {0: "table 1"}


def test_the_cursor_in_a_table_is_noticed_while_the_text_is_shown():
    tables = searched()
    assert tables.is_in_table(ON_SECOND)
    assert not tables.is_in_table(PAPER.text.index("end"))
    tables.step(1, ON_SECOND)
    assert not tables.is_in_table(ON_SECOND)


def test_what_keeps_cells_from_being_coded_is_said():
    drawn = TableCell("a picture's words")
    table = PageTable(1, ((TableCell(), drawn, cell("Rent")), (cell("Need"), TableCell(), cell("Food"))))
    assert obstacle(table, [(0, 0)]) == "empty"
    assert obstacle(table, [(0, 1)]).startswith("not in the document's text")
    assert obstacle(table, [(1, 0), (1, 2)]).startswith("split up in the text")
    assert obstacle(table, [(0, 2)]) == ""
