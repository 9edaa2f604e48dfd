"""Tables as text: aligned columns that fit where they are shown."""

from collections.abc import Sequence
from typing import Self

import pytest
from rich.cells import cell_len
from textual.geometry import Region

from review.tui.widgets.fitting.showing import show_title
from review.tui.widgets.table_preview import MOST, TablePreview, describe_table, first_column, table_lines
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


def test_lines_have_the_width_that_they_say():
    lines = table_lines(HEADINGS, [("漢字" * 20, 1, "e\u0301\u200d"), *ROWS], RIGHT)
    assert [line.cell_length for line in lines] == [cell_len(line.plain) for line in lines]


async def test_the_mouse_selects_rows_also_where_they_are_scrolled():
    preview = TablePreview()
    app = Host(preview)
    async with app.run_test(size=(40, 12)) as pilot:
        preview.show("Three", table_lines(HEADINGS, ROWS * 20, RIGHT), "Note.", first_column(HEADINGS, ROWS))
        preview.scroll_to(2, 4, animate=False)
        await settled(pilot)
        await pilot.mouse_down(preview, offset=(1, 3))
        await pilot.hover(preview, offset=(20, 4))
        await pilot.mouse_up(preview, offset=(20, 4))
        rows = preview.text.splitlines()
        assert app.screen.get_selected_text() == f"{rows[7]}\n{rows[8][:22]}"


async def test_a_table_that_is_a_little_too_wide_beside_the_scroll_bar_scrolls_both_ways():
    width = len(describe_table(HEADINGS, ROWS, RIGHT).plain.splitlines()[1])
    preview = TablePreview()
    app = Host(preview)
    async with app.run_test(size=(250, 24)) as pilot:
        preview.show("Three", table_lines(HEADINGS, ROWS * 20, RIGHT), "Note.")
        for beside in (1, 2, 3):
            for columns in (250, width + beside):
                await pilot.resize_terminal(columns, 24)
                await settled(pilot)
            room = preview.scrollable_content_region.width
            assert preview.max_scroll_y > 0
            assert preview.max_scroll_x == max(0, width - room), f"{room} cells for {width}"


async def test_the_headings_and_the_first_column_stay_in_sight():
    preview = TablePreview()
    rows = [(f"row {number}", number, "a reason of many words") for number in range(40)]
    app = Host(preview)
    async with app.run_test(size=(30, 12)) as pilot:
        preview.show("Forty", table_lines(HEADINGS, rows, RIGHT), "Note.", first_column(HEADINGS, rows))
        await settled(pilot)
        assert [line.strip() for line in _lines(preview)[:3]] == ["Forty", "", "code    labels  reason"]
        preview.scroll_to(0, 10, animate=False)
        await settled(pilot)
        headings, _rule, first = _lines(preview)[:3]
        assert (headings.split(), first.split()[:2]) == (["code", "labels", "reason"], ["row", "8"])
        preview.scroll_to(8, 10, animate=False)
        await settled(pilot)
        headings, _rule, first = _lines(preview)[:3]
        assert (headings.split(), first.split()[:4]) == (["code", "reason"], ["row", "8", "a", "reason"])


def _lines(preview: TablePreview) -> list[str]:
    return [preview.render_line(y).text for y in range(preview.size.height)]


class Watched(TablePreview):
    """Remembers what was painted again."""

    def __init__(self) -> None:
        super().__init__()
        self.again: list[Sequence[Region]] = []

    def refresh(self, *regions: Region, **how: bool) -> Self:
        self.again.append(regions)
        return super().refresh(*regions, **how)


async def test_only_the_lines_that_are_others_are_painted_again():
    preview, other = Watched(), [ROWS[0], ("T2.long-one", 1, "short")]
    async with Host(preview).run_test(size=(60, 12)) as pilot:
        for rows, note, lines in (
            (ROWS, "Note.", None),
            (ROWS, "Note.", []),
            (other, "Note.", [5]),
            (other, "Another.", [7]),
        ):
            preview.again = []
            preview.show("Two", table_lines(HEADINGS, rows, RIGHT, 60), note)
            await settled(pilot)
            again = [region.y for regions in preview.again for region in regions]
            assert lines is None or (again, () in preview.again) == (lines, False)


async def test_a_title_that_is_shown_already_is_not_painted_again():
    preview = Watched()
    async with Host(preview).run_test(size=(60, 12)) as pilot:
        for title, times in (
            ("Evidence (all): one row a passage", 1),
            ("Evidence (all): one row a passage", 0),
        ):
            await settled(pilot)
            preview.again = []
            show_title(preview, title)
            assert len(preview.again) == times
