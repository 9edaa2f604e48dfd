"""Importing a table begun in a spreadsheet on the screen: the file, the preview, what does not fit, stopping."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.tui.app import ReviewApp
from review.tui.dialogs.files.import_table import TableFile, TablePreview
from tests.tui.hosts import reported, settled, shown

ROWS = """Label,Theories,Context,Outcome
C71,T1=supports,few providers,[bold]choice[/bold] \x1b[31m
,T99,many providers,
"""


async def previewed(pilot: Pilot[None], path: Path) -> None:
    """Choose the import in the palette, give the file in the form, and wait for its preview."""
    await settled(pilot)
    commands = {one.title: one.callback for one in pilot.app.get_system_commands(pilot.app.screen)}
    commands["Import configurations"]()
    await settled(pilot)
    form = pilot.app.screen
    assert isinstance(form, TableFile)
    form.query_one("#file").value = str(path)
    await pilot.press("enter")
    await settled(pilot)
    await settled(pilot)


def labels(app: ReviewApp) -> list[str]:
    return [one.label for one in app.project.configurations.all()]


def table(folder: Path, text: str = ROWS) -> Path:
    path = folder / "mine.csv"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_table_is_previewed_then_imported(
    app: ReviewApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        before = labels(app)
        await previewed(pilot, table(tmp_path))
        assert "mine.csv: 2 rows: 1 to import, 0 known, 1 refused" in shown(app)
        assert "C71 (T1 supports)" in shown(app)
        assert "[bold]choice[/bold]" in shown(app)
        assert "\x1b" not in shown(app)
        assert "Unknown code 'T99'" in shown(app)
        assert labels(app) == before

        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert "mine.csv: 2 rows: 1 imported, 0 known, 1 refused" in shown(app)
        assert labels(app) == [*before, "C71"]
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(app.screen, TableFile | TablePreview)
        assert "1 imported" in reported(app)


async def test_only_what_was_shown_is_imported(app: ReviewApp, tmp_path: Path) -> None:
    async with app.run_test() as pilot:
        before = labels(app)
        await previewed(pilot, table(tmp_path))
        table(tmp_path, ROWS.replace("C71", "C72").replace("T99", "T2"))
        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert "The file has changed since: nothing was imported" in shown(app)
        assert "mine.csv: 2 rows: 2 to import" in shown(app)
        assert "C72 (T1 supports)" in shown(app)
        assert labels(app) == before

        await pilot.press("ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert "C72" in labels(app)
        assert "C71" not in labels(app)


async def test_escape_goes_back_to_the_file_and_nothing_is_imported(app: ReviewApp, tmp_path: Path) -> None:
    async with app.run_test() as pilot:
        before = labels(app)
        await previewed(pilot, table(tmp_path))
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TableFile)
        assert labels(app) == before


async def test_a_file_that_does_not_fit_says_why_and_cannot_be_imported(
    app: ReviewApp, tmp_path: Path
) -> None:
    async with app.run_test() as pilot:
        await previewed(pilot, table(tmp_path, "a,b\n1,2\n"))
        assert "no row names the columns" in shown(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, TablePreview)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TableFile)
        app.screen.query_one("#file").value = str(tmp_path / "none.csv")
        await pilot.press("enter")
        await settled(pilot)
        assert "There is no file" in shown(app)


async def test_work_that_is_stopped_keeps_what_was_imported(app: ReviewApp, tmp_path: Path) -> None:
    rows = "".join(f"context {number}\n" for number in range(400))
    async with app.run_test() as pilot:
        before = len(labels(app))
        await previewed(pilot, table(tmp_path, f"context\n{rows}"))
        await pilot.press("ctrl+s")
        await pilot.press("escape")
        for _ in range(100):
            await settled(pilot)
            if "Stopping" not in shown(app) and "rows …" not in shown(app):
                break
        report = app.screen
        assert isinstance(report, TablePreview)
        stored = len(labels(app)) - before
        assert f"{stored:,} imported" in shown(app)
        assert ("stopped: import it again to continue" in shown(app)) is (stored < 400)
