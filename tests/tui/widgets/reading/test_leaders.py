"""Dots of contents pages: as many as there is room for, with every offset as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.tui.widgets.reading import ReadingView
from review.tui.widgets.reading.layout import (
    HIDDEN,
    LEAST_DOTS,
    TextRows,
    blocks_of,
    cells,
    fitted_leaders,
)
from tests.tui.hosts import Host, shown
from tests.tui.widgets.reading.papers import document

ENTRY = f"1.2 The market for care {'.' * 120} 12"
SPACED = f"2 Supply {'. ' * 60}205"


@given(
    st.lists(st.text("ab .·…1\n", max_size=60).map(lambda text: f"{text}{'.' * 9}{text}"), min_size=1),
    st.integers(2, 40),
)
def test_only_dots_are_left_out_and_the_text_stays_as_long(lines: list[str], width: int) -> None:
    text = "\n".join(lines)
    drawn = fitted_leaders(text, list(blocks_of(text, document(lines).passages)), width)
    assert len(drawn) == len(text)
    for before, now in zip(text, drawn, strict=True):
        assert now == before or (now == HIDDEN and before in ".·… ")


@pytest.mark.parametrize("entry", [ENTRY, SPACED, f"3 Demand {'…' * 90} ix", f"4 Quality {'·' * 99} 31"])
@pytest.mark.parametrize("width", [30, 55, 92])
def test_an_entry_fills_one_row(entry: str, width: int) -> None:
    paper = document([entry])
    blocks = list(blocks_of(paper.text, paper.passages))
    drawn = fitted_leaders(paper.text, blocks, width)
    assert len(TextRows(drawn, blocks, width)) == 1
    assert cells(drawn, 0, len(drawn)) == width
    assert fitted_leaders(paper.text, blocks, len(entry)) == paper.text


def test_a_title_of_several_rows_keeps_some_dots() -> None:
    paper = document([f"{'A long title of a chapter ' * 4}{'.' * 100} 7"])
    blocks = list(blocks_of(paper.text, paper.passages))
    drawn = fitted_leaders(paper.text, blocks, 40)
    assert drawn.replace(HIDDEN, "").endswith(f" {'.' * LEAST_DOTS} 7")


async def test_the_caret_is_seen_on_the_last_dot_and_the_entry_is_selected_as_it_is() -> None:
    app = Host(ReadingView(document([ENTRY, "The next passage."])))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(ReadingView)
        view.go_to(ENTRY.index(" 12") - 1)
        await pilot.pause()
        (row,) = (line for line in shown(app).splitlines() if "1.2 The market" in line)
        assert row.split()[-1] == "12"
        assert HIDDEN not in row
        carets = [one.text for one in view.render_line(0) if one.style and one.style.reverse]
        assert carets == ["."]
        await pilot.press("ctrl+home", "v", "end")
        assert view.cursor.selection == (0, len(ENTRY))
        await pilot.press("v", "down")
        assert view.cursor.passage.start > len(ENTRY)
