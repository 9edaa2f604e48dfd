"""Ctrl+C copies what is selected in a field, and says so. Elsewhere it names the key that quits: see `tests.tui.legibility`."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from review.tui.app import ReviewApp
from tests.tui.hosts import reported, settled


@pytest.mark.parametrize("keys", [("slash", *"market"), ("f2", "e")])
async def test_in_a_field_it_copies_what_is_selected(worked_app: ReviewApp, keys: tuple[str, ...]):
    app = worked_app
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys, "end", "shift+home", "ctrl+c")
        await settled(pilot)
        assert isinstance(app.focused, Input)
        assert app.clipboard == app.focused.value != ""
        assert reported(app) == "Copied."
