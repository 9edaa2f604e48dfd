"""Ctrl+C answers everywhere: it copies what is selected and says so, or else names the key that quits."""

from __future__ import annotations

import pytest
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from review.tui.app import ReviewApp
from tests.tui.example import write_pdf
from tests.tui.hosts import reported, settled
from tests.tui.legibility.views import VIEWS, View

DIALOGS = {view.screen: view for view in reversed(VIEWS) if issubclass(view.screen, ModalScreen)}
"""One view of every dialog and of the command palette; a test of the views finds a dialog that has none."""


@pytest.mark.parametrize("view", DIALOGS.values(), ids=lambda view: view.screen.__name__)
async def test_over_every_dialog_it_names_the_key_that_quits(worked_app: ReviewApp, view: View):
    app = worked_app
    if view.prepare:
        view.prepare(app.project)
    write_pdf(app.project.folder / "corpus" / "new.pdf", "New", "A text that was not read before.")
    async with app.run_test(size=(80, 24)) as pilot:
        await view.reach(pilot)
        dialog: Screen[object] = app.screen
        await pilot.press("end")  # so that no text of a field is selected
        app.clear_notifications()
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert reported(app) == "Press Ctrl+Q to quit."
        assert app.screen is dialog


@pytest.mark.parametrize("keys", [("slash", *"market"), ("f2", "e")])
async def test_in_a_field_it_copies_what_is_selected(worked_app: ReviewApp, keys: tuple[str, ...]):
    app = worked_app
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys, "end", "shift+home", "ctrl+c")
        await settled(pilot)
        assert isinstance(app.focused, Input)
        assert app.clipboard == app.focused.value != ""
        assert reported(app) == "Copied."
