"""Importing a coded project on the screen: the file, what its codes become, and the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.tui.app import ReviewApp
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.files.import_project import TITLE, CodedProjectFile, ProjectPreview
from review.tui.dialogs.files.import_references import ImportFile
from tests.exchange.refi.projects import NVIVO, Code, coded, write_project
from tests.tui.hosts import reported, settled, shown

CODES = (Code("[bold]Trust[/bold] \x1bin councils", (Code("At night"),)), Code("Market logic"))
WALK = coded("Walk", "Nobody answered the phone.\n", **{"At night": "Nobody answered"})


def a_project(folder: Path) -> Path:
    return write_project(folder / "care.qdpx", NVIVO, CODES, [WALK])


async def waited(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await settled(pilot)


async def previewed(pilot: Pilot[None], path: Path, entry: str = TITLE) -> None:
    """Choose the import in the palette, give the file, and wait for its preview."""
    await settled(pilot)
    commands = {one.title: one.callback for one in pilot.app.get_system_commands(pilot.app.screen)}
    [call for name, call in commands.items() if name.startswith(entry)][-1]()
    await settled(pilot)
    form = pilot.app.screen
    assert isinstance(form, CodedProjectFile | ImportFile)
    form.query_one("#file").value = str(path)
    await pilot.press("enter")
    await waited(pilot)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_what_codes_become_is_shown_changed_and_imported(
    app: ReviewApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        before = app.project.revision
        await previewed(pilot, a_project(tmp_path))
        assert "3 codes, 1 source, 1 selection" in shown(app)
        assert "[bold]Trust[/bold] in councils → new theory T" in shown(app)
        assert "Market logic → T1 Market logic" in shown(app)
        assert "\x1b" not in shown(app)

        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Chooser)
        await pilot.press(*"sub-theme of T2", "enter")
        await waited(pilot)
        assert "[bold]Trust[/bold] in councils → new sub-theme T2." in shown(app)
        assert app.project.revision == before

        await pilot.press("ctrl+s")
        await waited(pilot)
        assert "Added: 2 codes, 1 record, 1 document, 1 coding" in shown(app)
        new = [code for code in app.project.coding.codings()[-1].codes if code.startswith("T2.")]
        assert len(new) == 1
        await pilot.press("enter")
        await settled(pilot)
        assert "care.qdpx: added: 2 codes" in reported(app)


async def test_all_codes_but_those_chosen_go_under_one_theory(app: ReviewApp, tmp_path: Path) -> None:
    async with app.run_test() as pilot:
        await previewed(pilot, a_project(tmp_path), "Import references")
        assert isinstance(app.screen, ProjectPreview)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"a new theory", "enter")
        await waited(pilot)
        await pilot.press("t")
        await settled(pilot)
        await pilot.press(*"under T2", "enter")
        await waited(pilot)
        assert "Market logic → new sub-theme T2." in shown(app)
        assert "in councils → new theory T" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ImportFile)


async def test_a_project_in_place_of_the_one_shown_is_shown_first(app: ReviewApp, tmp_path: Path) -> None:
    async with app.run_test() as pilot:
        before = app.project.revision
        await previewed(pilot, a_project(tmp_path))
        write_project(tmp_path / "care.qdpx", NVIVO, (Code("Hope"),), [])
        await pilot.press("ctrl+s")
        await waited(pilot)
        assert "The file has changed since: nothing was imported" in shown(app)
        assert "Hope → new theory T" in shown(app)
        assert app.project.revision == before


async def test_a_file_of_another_kind_says_why(app: ReviewApp, tmp_path: Path) -> None:
    path = tmp_path / "other.qdpx"
    path.write_bytes(b"not a project")
    async with app.run_test() as pilot:
        await previewed(pilot, path)
        assert "other.qdpx" in shown(app)
        assert app.screen.check_action("store", ()) is False
