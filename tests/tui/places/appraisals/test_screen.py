"""The grid of appraisals on the screen: real keys, any size."""

import pytest

from review.project import Project
from review.tui.app import ReviewApp
from review.tui.dialogs.appraisal.form import AppraisalForm
from review.tui.places.appraisals import AppraisalsScreen
from review.tui.places.appraisals.desk import Cell, Column, Row
from review.tui.places.appraisals.grid import AppraisalGrid
from review.tui.places.reader import ReaderScreen
from review.tui.places.theory_map import TheoryMapScreen
from tests.tui.hosts import pressed, reported, settled, shown


def grid(app: ReviewApp) -> AppraisalGrid:
    assert isinstance(app.screen, AppraisalsScreen)
    return app.screen.query_one(AppraisalGrid)


async def test_it_opens_in_the_column_of_the_theory_and_goes_back(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f5", "down", "g")
        assert grid(worked_app).cursor == (0, 1)
        assert "3 missing ○" in shown(worked_app)
        await pressed(pilot, "escape")
        assert isinstance(worked_app.screen, TheoryMapScreen)


async def test_every_sign_of_a_cell_is_explained_at_80_columns(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f5", "g")
        signs = "▲ high  ◆ moderate  ▼ low  – not assessed  · no level  / reviewers differ"
        assert signs in shown(worked_app)


async def test_enter_appraises_the_cell_and_a_key_goes_to_the_next_missing(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f5", "g", "n")
        here = grid(worked_app).cursor
        assert here in worked_app.screen.desk.missing
        await pressed(pilot, "enter")
        assert isinstance(worked_app.screen, AppraisalForm)
        await pressed(pilot, "1", "2", "3", *"it says how", "enter")
        text = shown(worked_app)
        assert "▲◆▼" in text
        assert "2 missing ○" in text
        assert "Ana: relevance high, richness moderate, rigour low: “it says how”" in text
        assert grid(worked_app).cursor == here
        await pressed(pilot, "n", "enter", "1", "tab", "x", "enter", "n", "enter", "1", "tab", "x", "enter")
        assert "none missing" in shown(worked_app)
        await pressed(pilot, "n")
        assert "Nothing is missing" in reported(worked_app)
        await pressed(pilot, "u")
        assert "1 missing ○" in shown(worked_app)


async def test_the_source_is_read_at_the_passage_that_is_coded(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f5", "g", "n", "r")
        screen = worked_app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.view.cursor.at == worked_app.project.coding.codings(screen.desk.record.id)[0].start


async def test_the_palette_opens_it_from_every_place(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f3")
        commands = {one.title: one.callback for one in worked_app.get_system_commands(worked_app.screen)}
        commands["Appraisals"]()
        await settled(pilot)
        assert isinstance(worked_app.screen, AppraisalsScreen)
        assert worked_app.current_mode == "theory-map"


async def test_without_included_records_it_says_what_to_do(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f5", "g", "enter", "r", "n", "down")
        assert "No record is included at the last stage yet" in shown(app)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_large_grid_scrolls_both_ways_below_and_beside_its_headings(worked_app, size):
    async with worked_app.run_test(size=size) as pilot:
        await pressed(pilot, "f5", "g")
        screen = worked_app.screen
        screen.desk.rows = [Row(f"r{n}", f"Author {n}, 2014") for n in range(200)]
        screen.desk.columns = [Column(f"T{n}", f"Theory {n}") for n in range(60)]
        screen.desk._cells = {(row.record, f"T{n}"): Cell(1) for row in screen.desk.rows for n in range(60)}
        drawn = grid(worked_app)
        drawn.show(drawn._dimensions)
        await pressed(pilot, "end", *["right"] * 59)
        assert drawn.cursor == (199, 59)
        lines = shown(worked_app).splitlines()
        heading = next(line for line in lines if "T59" in line)
        assert "T0 " not in heading
        assert any(line.startswith(" Author 199, 2014") for line in lines)
        assert not any(line.startswith(" Author 0, ") for line in lines)
        await pressed(pilot, "home", *["left"] * 59)
        lines = shown(worked_app).splitlines()
        assert any(line.startswith(" Author 0, 2014") for line in lines)
        assert any(" T0 " in line for line in lines)
        await pressed(pilot, "pagedown", "pageup", "j", "k", "l", "h")
        assert drawn.cursor == (0, 0)


async def test_a_click_puts_the_cursor_on_a_cell_and_two_open_it(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f5", "g")
        drawn = grid(worked_app)
        column = drawn._label + drawn._widths[0] + 1
        await pilot.click(AppraisalGrid, offset=(column, 2))
        await settled(pilot)
        assert drawn.cursor == (1, 1)
        await pilot.click(AppraisalGrid, offset=(column, 2), times=2)
        await settled(pilot)
        assert isinstance(worked_app.screen, AppraisalForm)


async def test_another_reviewers_levels_stand_beside(worked_app):
    project: Project = worked_app.project
    (coding,) = project.coding.codings(code="T1")
    project.appraisals.appraise(coding.record, {"relevance": "high"}, "here", target="T1")
    with project.acting_as("Ben"):
        project.appraisals.appraise(coding.record, {"relevance": "low"}, "there", target="T1")
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "f5", "g")
        assert "▲··/▼··" in shown(worked_app)
