"""Theories as boxes and lines of the map, and where they stand."""

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from review.theory_map import Code
from review.theory_map.reading import parse_theory_map
from review.tui.places.theory_map.arrangement import OF_RIVALS, in_columns, in_list
from review.tui.places.theory_map.boxes import Box, as_box, as_line
from tests.tui import example

MAP = parse_theory_map(example.MAP.encode())

BOX = Box(
    Code("RA", "Councils cannot shape it", "Councils know too little.", rivals=("T1", "T2"), is_rival=True),
    [Content("partly  5 sources: +5 −2 (9 codings)"), Content("partly  5 sources: +5 −2")],
    "#aabbcc",
)


def test_a_box_has_its_name_and_what_it_rivals_in_its_edges_and_the_longest_counts_that_fit():
    assert [row.plain for row in as_box(BOX, 34, chosen=False)] == [
        "┌─ RA Councils cannot shape it ──┐",
        "▌ Councils know too little.      │",
        "▌ partly  5 sources: +5 −2       │",
        "└──────────────── rivals T1, T2 ─┘",
    ]
    assert "(9 codings)" in as_box(BOX, 60, chosen=False)[2].plain


@given(st.text(max_size=60), st.text(max_size=60), st.integers(12, 90), st.booleans())
def test_all_lines_of_a_box_are_as_wide_as_it_is(name, proposition, width, chosen):
    code = Code("T1", name, proposition, rivals=(name,), is_rival=True)
    rows = as_box(Box(code, [Content("no evidence yet")], "#aabbcc"), width, chosen=chosen)
    assert {row.cell_length for row in rows} == {width}


def test_a_line_has_name_and_counts():
    line = as_line(BOX, 80, chosen=True).plain
    assert line.startswith("▌ RA Councils cannot shape it ")
    assert line.endswith("+5 −2 (9 codings) ")


def test_a_framing_is_below_the_columns_that_it_rivals_and_the_arrows_find_what_is_beside():
    found = in_columns(MAP, 81, lambda code, width: 5 if code.is_rival else 3)
    places = {code.id: (at.x, at.y, at.width, at.height) for code, at in found.boxes}
    assert places == {"T1": (0, 0, 39, 3), "T2": (0, 3, 39, 3), "T3": (40, 0, 40, 3), "RA": (0, 7, 39, 5)}
    assert ([one.text for one in found.headings], found.height) == ([OF_RIVALS], 12)
    assert (found.beside("T2", 1), found.beside("T3", -1), found.beside("T3", 1)) == ("T3", "T1", "")
    assert (found.box_at(45, 2), found.box_at(45, 3)) == ("T3", "")


def test_a_list_knows_the_category_that_its_first_row_is_below():
    found = in_list(MAP, 40)
    assert [(code.id, at.y) for code, at in found.boxes] == [("T1", 0), ("T2", 1), ("T3", 3), ("RA", 5)]
    assert [found.category_at(row) for row in range(4)] == [
        "Care as a market",
        "Care as a market",
        "",
        "The active consumer",
    ]
