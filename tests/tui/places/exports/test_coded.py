"""Exporting the review as a coded project, from the Exports screen and the command palette."""

from __future__ import annotations

import threading
import zipfile

from textual.pilot import Pilot

from review.tui.app import ReviewApp
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.files.file_form import FileForm
from review.tui.dialogs.files.work import Work
from review.tui.places.exports import ExportsScreen
from tests.tui.hosts import settled, shown, until

STARTS_AT = "exports"


async def begun(pilot: Pilot[None], app: ReviewApp, choice: str) -> FileForm:
    """The form for the file, after a choice on the Exports screen."""
    await pilot.press("f6")
    await settled(pilot)
    await pilot.press("c")
    await settled(pilot)
    assert isinstance(app.screen, Chooser)
    await pilot.press(choice)
    await settled(pilot)
    assert isinstance(app.screen, FileForm)
    return app.screen


async def test_a_project_is_written_into_exports(worked_app: ReviewApp) -> None:
    """The file has a name from the review's title; the dialog lists what is not in it."""
    async with worked_app.run_test(size=(80, 24)) as pilot:
        form = await begun(pilot, worked_app, "2")
        path = form.typed()["file"]
        await pilot.press("enter")
        await until(pilot, lambda: "Not in the file:" in shown(worked_app))
        assert isinstance(worked_app.screen, Work)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(worked_app.screen, ExportsScreen)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert names[0] == "project.qde"
    assert not [name for name in names if name.endswith(".pdf")]


async def test_the_codes_alone(worked_app: ReviewApp) -> None:
    """A codebook is proposed with its own ending."""
    async with worked_app.run_test(size=(80, 24)) as pilot:
        form = await begun(pilot, worked_app, "3")
        assert form.typed()["file"].endswith(".qdc")


async def test_it_can_be_stopped(worked_app: ReviewApp, monkeypatch) -> None:
    """Between two documents; then there is no file."""
    documents, go_on = worked_app.project.documents, threading.Event()
    get = documents.get

    def waits(record: str) -> object:
        assert go_on.wait(20)
        return get(record)

    monkeypatch.setattr(documents, "get", waits)
    async with worked_app.run_test(size=(80, 24)) as pilot:
        form = await begun(pilot, worked_app, "1")
        path = form.typed()["file"]
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("s")
        go_on.set()
        await until(pilot, lambda: "Nothing was written." in shown(worked_app))
        assert "Stopped (1 of 3 sources read)." in shown(worked_app)
    assert not worked_app.project.exports.folder.joinpath(path).exists()
