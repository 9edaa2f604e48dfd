from array import array

import pytest
from rich.cells import cell_len

from review.domain import RecordRow, Role
from review.tui.widgets.record_columns import fit_columns, fitted, record_columns
from review.tui.widgets.record_header import RecordHeader
from review.tui.widgets.record_list import BLOCK, RecordList, RecordRows
from tests.tui.hosts import HOSTILE, Host, shown

STAGES = ("title-abstract", "theory-map")


def row(key: int, title: str = "") -> RecordRow:
    return RecordRow(
        record=f"{key:064x}",
        author_year=f"Rahman {key}, 2016",
        title=title or f"Market shaping in county {key}",
        year=2016,
        source_type="empirical",
        role=Role.EVIDENCE,
        reading_status="added",
        page_count=12,
        stages={"title-abstract": "include", "theory-map": "none"},
    )


class Listed(Host):
    """Shows a record list of so many rows and counts how many rows were fetched."""

    def __init__(self, count: int, titles=()) -> None:
        super().__init__(RecordList(STAGES, {"empirical": "Empirical study"}))
        self.count, self.titles, self.fetched = count, titles, 0

    def on_mount(self) -> None:
        self.show(array("q", range(self.count)))

    def show(self, keys) -> None:
        self.rows.show(keys, self.load)
        self.rows.focus()

    @property
    def rows(self) -> RecordRows:
        return self.widget.rows

    def load(self, keys):
        self.fetched += len(keys)
        return [row(key, self.titles[key] if self.titles else "") for key in keys]

    def on_record_rows_opened(self, message) -> None:
        self.posted.append(message)

    def on_record_header_sort_asked(self, message) -> None:
        self.posted.append(message)


async def test_a_hundred_thousand_rows_fetch_only_what_is_seen():
    app = Listed(100_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert app.rows.cursor == 99_999
        assert "Rahman 99999" in shown(app)
        assert app.fetched <= 4 * BLOCK


async def test_keys_move_the_cursor_and_enter_opens():
    app = Listed(500)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "down", "k", "pagedown", "pageup", "end", "home", "down", "enter")
        assert app.last(RecordRows.Opened).key == 1


@pytest.mark.parametrize(
    ("before", "after", "cursor"),
    [
        (range(9), [20, *range(9), 21], 5),
        (range(9), [0, 1, 2, 3, 5, 6], 4),
        (range(9), [0, 1, 2], 2),
        (range(9), [], 0),
        ([], range(9), 0),
    ],
    ids=["rows come", "its row goes", "all after it go", "all go", "the first come"],
)
async def test_rows_that_come_or_go_leave_the_cursor_where_it_is(before, after, cursor):
    app = Listed(0)
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(array("q", before))
        await pilot.press("down", "down", "down", "down")
        app.rows.show(array("q", after), app.load, stays=True)
        await pilot.pause()
        assert app.rows.cursor == cursor


async def test_another_list_begins_at_its_top_if_it_has_not_the_record():
    app = Listed(9)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        app.show(array("q", range(8)))
        await pilot.pause()
        assert app.rows.cursor == 0


async def test_a_click_selects_a_double_click_opens_and_a_heading_sorts():
    app = Listed(500)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(RecordRows, offset=(10, 4))
        assert app.rows.cursor == 4
        await pilot.double_click(RecordRows, offset=(10, 6))
        assert app.last(RecordRows.Opened).key == 6
        await pilot.click(RecordHeader, offset=(6, 0))
        assert app.last(RecordHeader.SortAsked).sort == "author_year"


async def test_the_cursor_stays_on_its_record_when_the_list_changes():
    app = Listed(500)
    async with app.run_test(size=(80, 24)) as pilot:
        app.rows.cursor = 40
        app.show(array("q", range(499, -1, -1)))
        await pilot.pause()
        assert app.rows.keys[app.rows.cursor] == 40


async def test_an_empty_list_takes_every_key():
    app = Listed(0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "k", "pagedown", "end", "home", "enter", "space", "G")
        assert app.posted == []


async def test_marks_stay_with_their_records():
    app = Listed(500)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "up", "space")
        assert app.rows.marked == {0}


async def test_hostile_titles_are_only_characters():
    app = Listed(len(HOSTILE), HOSTILE)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "[/etc/x]" in text
        assert "[@click=app.quit]x[/]" in text
        assert "\x1b" not in text
        assert "\x9b" not in text


@pytest.mark.parametrize("width", [60, 80, 109, 110, 160, 400])
def test_columns_fit_and_show_each_stage_once(width):
    placed = fit_columns(record_columns(STAGES), width)
    assert sum(cells for _, cells in placed) + 2 * (len(placed) - 1) <= width
    names = [column.name for column, _ in placed]
    assert ("stage:theory-map" in names) != ("sign:theory-map" in names)


def test_texts_are_fitted_by_cells_not_by_characters():
    assert cell_len(fitted("漢字漢字漢字", 7)) == 7
    assert fitted("12", 5, right=True) == "   12"
