"""Tables as text: aligned columns that fit where they are shown."""

import pytest

from review.tui.widgets.table_preview import MOST, TablePreview, describe_table
from tests.tui.hosts import Host, settled

HEADINGS, RIGHT = ["code", "labels", "reason"], [False, True, False]
ROWS = [("T1", 12, "a reason of " + "many words " * 2), ("T2.long-one", None, "short")]


@pytest.mark.parametrize("fit", [30, 40, 76])
def test_no_line_is_wider_than_there_is_room(fit: int):
    lines = describe_table(HEADINGS, ROWS, RIGHT, fit).plain.splitlines()
    assert max(map(len, lines)) <= fit
    assert lines[1] == "─" * len(lines[1])
    assert lines[2].startswith("T1               12  a reason")
    assert ("…" in lines[2]) is (fit < 76)


def test_without_a_limit_only_columns_have_one():
    lines = describe_table(["a"], [("x" * (MOST + 1),)], [False]).plain.splitlines()
    assert lines[2] == "x" * (MOST - 1) + "…"


async def test_the_mouse_selects_rows_also_where_they_are_scrolled():
    preview = TablePreview()
    app = Host(preview)
    async with app.run_test(size=(40, 12)) as pilot:
        preview.show("Three", describe_table(HEADINGS, ROWS * 20, RIGHT), "Note.")
        preview.scroll_to(2, 4, animate=False)
        await settled(pilot)
        await pilot.mouse_down(preview, offset=(1, 3))
        await pilot.hover(preview, offset=(12, 4))
        await pilot.mouse_up(preview, offset=(12, 4))
        rows = preview.text.splitlines()
        assert app.screen.get_selected_text() == f"{rows[7][2:]}\n{rows[8][:14]}"


async def test_a_table_that_is_a_little_too_wide_beside_the_scroll_bar_scrolls_both_ways():
    width = len(describe_table(HEADINGS, ROWS, RIGHT).plain.splitlines()[1])
    preview = TablePreview()
    app = Host(preview)
    async with app.run_test(size=(250, 24)) as pilot:
        preview.show("Three", describe_table(HEADINGS, ROWS * 20, RIGHT), "Note.")
        for beside in (1, 2, 3):
            for columns in (250, width + beside):
                await pilot.resize_terminal(columns, 24)
                await settled(pilot)
            room = preview.scrollable_content_region.width
            assert preview.max_scroll_y > 0
            assert preview.max_scroll_x == max(0, width - room), f"{room} cells for {width}"
