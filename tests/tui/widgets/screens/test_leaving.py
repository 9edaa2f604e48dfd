"""The program ends, or a screen is removed, just as something comes that is about the screen's widgets."""

import pytest
from textual import events

from review.tui.app import ReviewApp
from review.tui.dialogs.palette import Palette
from review.tui.places.base import ReviewScreen
from tests.tui.hosts import until


@pytest.mark.parametrize("mode", ["theory-map", "configurations", "desk", "searches", "team"])
async def test_the_program_may_end_before_a_place_has_its_widgets(worked_app: ReviewApp, monkeypatch, mode):
    compose = ReviewScreen.mount_composed_widgets

    async def ended(screen: ReviewScreen, widgets) -> None:
        if mode == screen.MODE:
            screen.app.exit()
        else:
            await compose(screen, widgets)

    monkeypatch.setattr(ReviewScreen, "mount_composed_widgets", ended)
    async with worked_app.run_test() as pilot:
        worked_app.action_go(mode)
        await until(pilot, lambda: not worked_app.is_running)


async def test_the_program_may_end_before_the_palette_has_its_widgets(worked_app: ReviewApp, monkeypatch):
    async def ended(screen: Palette, _widgets) -> None:
        screen.app.exit()

    monkeypatch.setattr(Palette, "mount_composed_widgets", ended)
    async with worked_app.run_test() as pilot:
        worked_app.action_command_palette()
        await until(pilot, lambda: not worked_app.is_running)


async def test_what_waits_for_the_layout_of_a_place_that_is_removed_is_not_done(worked_app: ReviewApp):
    async with worked_app.run_test() as pilot:
        await pilot.press("f9")
        desk, done = worked_app.screen, []
        await pilot.press("f2")
        desk.call_after_refresh(done.append, "after a layout")
        worked_app.remove_mode("desk")
        await until(pilot, lambda: not desk.is_running)
        assert done == []


async def test_a_key_on_its_way_to_a_program_that_has_ended_does_nothing(worked_app: ReviewApp):
    async with worked_app.run_test() as pilot:
        worked_app.exit()
        await until(pilot, lambda: not worked_app.is_running)
        key = events.Key("f5", None)
        key._set_forwarded()
        await worked_app.on_event(key)
        assert worked_app.current_mode == "library"
