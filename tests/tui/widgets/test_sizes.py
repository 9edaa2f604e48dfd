"""Screens are laid out once for a size, with the classes that they have at it."""

from textual import events
from textual.app import App
from textual.screen import Screen

from review.tui.dialogs.choose import Choice, Chooser
from review.tui.widgets.fitting.sizes import classes_at
from tests.tui.hosts import settled


class Wide(Screen):
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it


async def test_a_screen_has_the_class_of_the_last_breakpoint_that_it_reaches():
    app = App()
    async with app.run_test(size=(109, 20)) as pilot:
        await app.push_screen(Wide())
        assert classes_at(app.screen) == {"-narrow": True, "-wide": False}
        await pilot.resize_terminal(110, 20)
        assert classes_at(app.screen) == {"-narrow": False, "-wide": True}


async def test_a_dialog_is_laid_out_for_the_size_it_opens_at_and_for_those_that_come(app, monkeypatch):
    answered = []
    answer = Screen._on_resize

    async def counted(screen: Screen, event: events.Resize) -> None:
        answered.append(event.size)
        await answer(screen, event)

    monkeypatch.setattr(Screen, "_on_resize", counted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        answered.clear()
        app.push_screen(Chooser("Which?", [Choice("a", "A"), Choice("b", "B")]))
        await settled(pilot)
        assert answered == []
        assert app.screen.has_class("-low")
        await pilot.resize_terminal(100, 50)
        await settled(pilot)
        assert set(answered) == {(100, 50)}
        assert app.screen.has_class("-high")
        assert app.screen.outer_size == app.screen_stack[0].outer_size == (100, 50)
