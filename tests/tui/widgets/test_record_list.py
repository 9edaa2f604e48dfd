from array import array

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from review.domain import RecordRow, Role, SearchHit
from review.tui.widgets.record_columns import cell, fit_columns, fitted, fitted_reference, record_columns
from review.tui.widgets.record_header import RecordHeader
from review.tui.widgets.record_list import BLOCK, RecordList, RecordRows
from tests.tui.hosts import HOSTILE, Host, shown, until

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


class _Keeping(Host):
    """Keeps the messages of a record list."""

    def on_record_rows_opened(self, message) -> None:
        self.posted.append(message)

    def on_record_rows_marks_changed(self, message) -> None:
        self.posted.append(message)

    def on_record_header_sort_asked(self, message) -> None:
        self.posted.append(message)


class Listed(_Keeping):
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
        await pilot.press("j", "k", "pagedown", "end", "home", "enter", "space", "m", "G")
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
    assert sum(cells for _, cells in placed) + sum(column.gap for column, _ in placed[:-1]) <= width
    names = [column.name for column, _ in placed]
    assert ("stage:theory-map" in names) != ("sign:theory-map" in names)


@pytest.mark.parametrize(("width", "title"), [(78, 40), (105, 55)])
def test_titles_get_most_of_the_room(width, title):
    """The widths that the list has at 80 columns, and beside the details at 160."""
    cells = {column.name: cells for column, cells in fit_columns(record_columns(STAGES), width)}
    assert cells["title"] >= title
    assert cells["author_year"] < cells["title"] / 2
    assert cells["file"] == 1


def test_columns_that_carry_nothing_leave_their_room_to_the_titles():
    columns = record_columns(STAGES)
    empty = {"role", "source_type", "codings", "pages", "theory-map"}
    for width in (60, 80, 160):
        all_of_them = dict(fit_columns(columns, width))
        left = dict(fit_columns(columns, width, empty))
        assert not empty.intersection(column.about for column in left)
        (title,) = (column for column in columns if column.name == "title")
        assert left[title] > all_of_them[title]


@pytest.mark.parametrize(
    ("facts", "sign"),
    [
        ({}, "-"),
        ({"has_file": True, "path": "corpus/a.pdf"}, "P"),
        ({"has_file": True, "path": "corpus/a.pdf", "reading_status": "partial"}, "P"),
        ({"has_file": True, "path": "corpus/a.pdf", "reading_status": "no-text"}, "S"),
        ({"has_file": True, "path": "corpus/a.pdf", "reading_status": "encrypted"}, "L"),
        ({"has_file": True, "path": "corpus/gone.pdf"}, "!"),
        ({"has_file": True, "path": ""}, "!"),
    ],
)
def test_the_state_of_the_file_is_one_sign_at_every_width(facts, sign):
    record = replace(row(1), **facts)
    for width in (60, 80, 160, 400):
        (column,) = (c for c, _ in fit_columns(record_columns(STAGES), width) if c.name == "file")
        shown_cell = cell(record, column, marked=False, source_types={}, gone={"corpus/gone.pdf"})
        assert shown_cell.text == sign


def test_a_reference_that_nobody_confirmed_has_a_question_mark():
    column = record_columns(STAGES)[1]
    assert cell(row(1), column, marked=False, source_types={}).text == "Rahman 1, 2016"
    waiting = replace(row(1), unconfirmed=True)
    assert cell(waiting, column, marked=False, source_types={}).text == "Rahman 1, 2016?"


NAMES = (
    "精神保健福祉士会連合協議会, 2016",
    "عبد الرحمن, 2017",
    "👩‍👩‍👧‍👦 Family ❤️ Fund 👍🏽, 2018",
    "Ṛṣi é́ Ñandú, 2019",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_in_every_script_keep_the_columns_in_line(name):
    for width in (6, 15, 19, 28, 40):
        assert cell_len(fitted_reference(name, width)) == width
        assert cell_len(fitted(name, width)) == width
    assert not set("\u200d\ufe0f\U0001f3fd") & set(fitted_reference(name, 40))


class Searched(_Keeping):
    """Ten rows, of which a search found the last seven in their texts."""

    def __init__(self) -> None:
        rows = [row(key) for key in range(10)]
        super().__init__(RecordList(STAGES, {}))
        self.rows = self.widget.rows
        self.loaded = lambda keys: [rows[key] for key in keys]

    def on_mount(self) -> None:
        self.rows.show(array("q", range(10)), self.loaded, named=3)
        self.rows.focus()

    def on_record_rows_hits_wanted(self, message: RecordRows.HitsWanted) -> None:
        words = SearchHit(
            "an ", "adviser", " who knew the forms of " + "[bold]county[/] \x1b[31m" * 20, "p. 6", 9
        )
        self.rows.show_hits({key: words if key < 9 else None for key in message.rows})


async def test_rows_found_in_their_texts_show_the_words_on_a_second_line():
    app = Searched()
    async with app.run_test(size=(80, 12)) as pilot:
        await until(pilot, lambda: "adviser" in shown(app))
        lines = shown(app).splitlines()
        assert ["Rahman 0" in lines[1], "Rahman 3" in lines[4]] == [True, True]
        assert "an adviser who knew the forms of [bold]county[/] ␛[31m" in lines[5]
        assert lines[5].rstrip().endswith('…" p. 6')
        assert "Rahman 4" in lines[6]
        await pilot.press("end")
        await pilot.pause()
        assert app.rows.cursor == 9
        assert "Rahman 9" in shown(app).splitlines()[-2]
        await pilot.press("home", "pagedown")
        assert app.rows.cursor == 6


async def test_clicks_and_enter_know_which_row_and_whether_it_was_found_in_its_text():
    app = Searched()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await pilot.click(RecordRows, offset=(10, 6))
        assert app.rows.cursor == 4
        await pilot.press("enter")
        assert (app.last(RecordRows.Opened).key, app.last(RecordRows.Opened).is_hit) == (4, True)
        await pilot.press("home", "enter")
        assert (app.last(RecordRows.Opened).key, app.last(RecordRows.Opened).is_hit) == (0, False)
        await pilot.click(RecordRows, offset=(10, 25))
        assert app.rows.cursor == 0


async def test_all_rows_shown_are_marked_and_unmarked_with_one_key():
    app = Listed(500)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "m", "M")
        assert len(app.rows.marked) == 500
        assert app.last(RecordRows.MarksChanged).count == 500
        await pilot.pause()
        assert shown(app).count(" * Rahman") > 15
        await pilot.press("M")
        assert app.rows.marked == set()


def test_texts_are_fitted_by_cells_not_by_characters():
    assert cell_len(fitted("漢字漢字漢字", 7)) == 7
    assert fitted("12", 5, right=True) == "   12"


async def test_a_list_that_is_read_again_is_painted_only_where_something_in_sight_changed(monkeypatch):
    app = Host(RecordList([], {}))
    async with app.run_test(size=(100, 10)) as pilot:
        rows = app.query_one(RecordRows)
        titles = {key: f"Title {key}" for key in range(100)}

        def load(keys):
            return [row(key, titles[key]) for key in keys]

        rows.show(array("q", range(100)), load)
        await pilot.pause()
        painted: list[object] = []
        monkeypatch.setattr(rows, "refresh", lambda *regions, **_: painted.append(regions))
        titles[90] = "Out of sight"
        rows.show(array("q", range(100)), load, stays=True)
        assert painted == []
        titles[3] = "In sight"
        rows.show(array("q", range(100)), load, stays=True)
        assert painted
