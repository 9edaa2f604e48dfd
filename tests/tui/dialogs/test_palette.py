import asyncio
from collections import defaultdict

from textual.app import App
from textual.command import Hit, Hits, Provider
from textual.pilot import Pilot
from textual.widgets import OptionList

from review.tui.app import ReviewApp
from review.tui.dialogs.palette import Palette
from tests.tui.hosts import settled, until


class Looked(Provider):
    """Finds the one command that a text names, when the test lets it."""

    async def search(self, query: str) -> Hits:
        assert isinstance(self.app, Commands)
        await self.app.found[query].wait()
        for name in self.app.NAMES:
            if query in name:
                yield Hit(1, name, lambda name=name: self.app.run.append(name))


class Commands(App[None]):
    """Runs the commands of a palette, and lets each text be found at once or later."""

    NAMES = ("accuracy", "screening")

    def __init__(self) -> None:
        super().__init__()
        self.run: list[str] = []
        self.found: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def look_for(self, pilot: Pilot[None], text: str) -> None:
        """Open the palette with a text whose command is listed."""
        self.found[text].set()
        await self.push_screen(Palette(providers=[Looked]))
        await pilot.press(*text)
        await until(pilot, lambda: self.screen.query_one(OptionList).option_count == 1)


async def test_enter_does_not_run_what_the_text_before_found():
    app = Commands()
    async with app.run_test() as pilot:
        await app.look_for(pilot, "acc")
        await pilot.press("z", "enter")
        app.found["accz"].set()
        await settled(pilot)
        assert isinstance(app.screen, Palette)
        assert app.run == []


async def test_enter_runs_what_the_text_finds_once_it_is_found():
    app = Commands()
    async with app.run_test() as pilot:
        await app.look_for(pilot, "acc")
        await pilot.press("ctrl+u", *"screen", "enter")
        app.found["screen"].set()
        await until(pilot, lambda: app.run)
        assert app.run == ["screening"]
        assert not isinstance(app.screen, Palette)


async def test_an_enter_is_forgotten_when_more_is_typed():
    app = Commands()
    async with app.run_test() as pilot:
        await app.look_for(pilot, "acc")
        await pilot.press("u", "enter", "r")
        app.found["accur"].set()
        await settled(pilot)
        assert app.run == []
        await pilot.press("enter")
        await until(pilot, lambda: app.run)
        assert app.run == ["accuracy"]


async def test_the_commands_and_the_themes_of_the_program_are_chosen_in_it(project):
    app = ReviewApp(project, with_suggestions=False)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        assert type(app.screen) is Palette
        await pilot.press("escape")
        app.action_change_theme()
        await settled(pilot)
        assert type(app.screen) is Palette
