"""Tables in the Reader: marked in the margin, shown as tables, coded by cell and row."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.domain import Stance
from review.project import Project
from review.project.page_tables import PageTableService
from review.tui.app import ReviewApp
from review.tui.places.reader.page_tables import PageTables
from review.tui.support.settings import Settings
from tests.documents.papers import HEIGHT, SENTENCES, Paper
from tests.documents.tables.test_table_reading import BODY, grid
from tests.tui.hosts import settled, shown
from tests.tui.places.reader.opened import reader, reported

HEAD = ("Council", "2014", "2016")


def write_report(path: Path) -> None:
    """A page with a sentence, a table of four rows, another of two, and a page with neither."""
    paper = Paper(path)
    paper.write([SENTENCES[0]], y=HEIGHT - 100)
    grid(paper, (HEAD, *BODY))
    paper.write([SENTENCES[1]], y=480)
    grid(paper, (("Need", "Share"), ("[red]high[/]", "12")), top=400)
    paper.margins(foot="1")
    paper.next_page()
    paper.write(SENTENCES[2:5])
    paper.margins(foot="2")
    paper.save()


@asynccontextmanager
async def reading_report(project: Project, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    write_report(project.documents.corpus / "report.pdf")
    (file,) = project.documents.ingest(jobs=1).files
    app = ReviewApp(project, Settings(Path(project.folder) / "settings"), with_suggestions=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.open_reader(file.record)
        await settled(pilot)
        yield pilot


async def test_the_text_says_where_tables_begin(project: Project) -> None:
    async with reading_report(project) as pilot:
        lines = shown(pilot.app).splitlines()
        assert any(line.split()[:2] == ["table", "1"] for line in lines)
        assert any(line.split()[:2] == ["table", "2"] for line in lines)
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert "t shows the table" in shown(pilot.app).splitlines()[1]


async def test_t_shows_the_tables_one_after_the_other_and_then_the_text_again(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t")
        await pilot.pause()
        assert "Table 1 of 2 on p. 1 · row 1 of 4" in shown(pilot.app)
        assert "┌" in shown(pilot.app)
        await pilot.press("t")
        await pilot.pause()
        assert "Table 2 of 2" in shown(pilot.app)
        assert "[red]high[/]" in shown(pilot.app)
        await pilot.press("t")
        await pilot.pause()
        assert not reader(pilot).text.table_pane.is_open
        assert "Need Share" in shown(pilot.app)


async def test_a_page_number_set_by_hand_stands_above_the_table_at_once(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t", "P", "ctrl+u", *"xii", "enter")
        await settled(pilot)
        assert "Table 1 of 2 on p. xii · row 1 of 4" in shown(pilot.app)
        await pilot.press("1")
        assert project.coding.codings()[0].cited_page == "p. xii"


async def test_a_cell_is_coded_like_a_passage(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t", "down", "down", "right", "1", "minus")
        (coding,) = project.coding.codings()
        assert (coding.codes, coding.quote, coding.stance) == (("T1",), "22", Stance.CHALLENGES)
        await pilot.pause()
        assert any("1›22" in line for line in shown(pilot.app).splitlines())
        await pilot.press("1")
        assert project.coding.codings() == []


async def test_a_row_is_coded_as_one_passage_and_undone(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t", "down", "v", "a")
        assert [coding.quote for coding in project.coding.codings()] == ["Northfold 14 19"]
        await pilot.press("u")
        assert project.coding.codings() == []


async def test_a_code_is_picked_by_a_few_letters_in_a_table_too(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t", "slash", *"whole")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert [(coding.codes, coding.quote) for coding in project.coding.codings()] == [
            (("T1.a",), "Council")
        ]


async def test_escape_goes_back_to_the_text_at_the_cell(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t", "ctrl+end", "end", "escape")
        screen = reader(pilot)
        assert not screen.text.table_pane.is_open
        assert screen.focused is screen.view
        assert screen.view.cursor.text[: screen.view.cursor.at + 1].endswith("12")


async def test_an_empty_cell_is_not_coded_and_says_why(project: Project) -> None:
    async with reading_report(project) as pilot:
        screen = reader(pilot)
        await pilot.press("t")
        (row, *rows) = screen.text.table_pane.view.table.rows
        empty = type(row[0])()
        screen.text.table_pane.view.show(
            type(screen.text.table_pane.view.table)(1, ((empty, *row[1:]), *rows)), screen.view.cursor.text
        )
        await pilot.press("1")
        await pilot.pause()
        assert project.coding.codings() == []
        assert "empty" in reported(pilot)


async def test_what_is_about_passages_is_out_of_reach(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("t", "n", "enter", "r", "g")
        await pilot.pause()
        assert project.coding.done_marks() == []
        assert reader(pilot).text.table_pane.is_open
        assert "Accept" not in shown(pilot.app).splitlines()[-1]


async def test_a_page_without_tables_says_so(project: Project) -> None:
    async with reading_report(project) as pilot:
        await pilot.press("ctrl+end")
        await settled(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert "No table was found on this page." in reported(pilot)


async def test_a_table_that_is_asked_for_too_early_opens_when_it_has_come(project: Project) -> None:
    async with reading_report(project) as pilot:
        screen = reader(pilot)
        screen.text.table_pane.tables = PageTables(screen.desk.document)
        await pilot.press("t")
        assert "Looking for tables" in reported(pilot)
        screen.text.table_pane.search(screen.view.cursor.at)
        await settled(pilot)
        assert screen.text.table_pane.is_open


async def test_after_a_fault_tables_are_looked_for_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_report(project) as pilot:
        screen = reader(pilot)
        screen.text.table_pane.tables = PageTables(screen.desk.document)
        with monkeypatch.context() as broken:
            broken.setattr(PageTableService, "of_page", lambda *_: 1 / 0)
            await pilot.press("t")
            await settled(pilot)
        assert "Press t to try again" in reported(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert screen.text.table_pane.is_open


async def test_a_theme_a_size_and_a_click_change_nothing_but_the_looks(project: Project) -> None:
    async with reading_report(project, (160, 48)) as pilot:
        await pilot.press("t", "down")
        pilot.app.theme = "review-light"
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        screen = reader(pilot)
        assert (screen.text.table_pane.view.row, screen.text.table_pane.view.column) == (1, 0)
        await pilot.click(screen.text.table_pane.view, offset=(3, 1))
        assert (screen.text.table_pane.view.row, screen.text.table_pane.view.whole_row) == (0, False)
        await pilot.click(screen.text.table_pane.view, offset=(3, 3), times=2)
        assert (screen.text.table_pane.view.row, screen.text.table_pane.view.whole_row) == (1, True)


async def test_the_file_that_is_gone_leaves_the_text(project: Project) -> None:
    async with reading_report(project) as pilot:
        (project.documents.corpus / "report.pdf").unlink()
        await pilot.press("ctrl+end")
        await settled(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert "No table" in reported(pilot)
