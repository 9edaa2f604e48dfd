"""The code of places is loaded, and their screens are made, while nobody waits for it."""

import re
import subprocess
import sys

import pytest
from textual._compositor import Compositor
from textual.pilot import Pilot

from review.domain import DecisionKind
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.places import ahead
from review.tui.places.ahead import ORDER, PLACES, PlacesAhead
from review.tui.places.base import PLACES as PLACES_BY_KEY
from review.tui.places.base import ReviewScreen
from review.tui.support.settings import Settings
from review.tui.widgets.bars import NavigationBar
from tests.tui.example import MAP
from tests.tui.hosts import in_one_line, pressed, render_update, reported, settled, until
from tests.tui.places.desk.test_desk import killed_while_typing

KEYS = {place.mode: place.key for place in PLACES_BY_KEY}


def test_every_place_but_the_first_is_loaded_and_made_ahead():
    own = {name.replace("-", "_") for name in ReviewApp.MODES} - {"library", "model"}
    assert {*PLACES} == own | {"reader", "accuracy"}
    assert {*ORDER} == {*KEYS} - {"library"}


def test_no_more_is_loaded_once_the_program_has_ended():
    program = (
        "import sys; from review.tui.places.ahead import load_places; answers = iter([True, False]);"
        "load_places(lambda: next(answers), {});"
        "print([f'review.tui.places.{name}.screen' in sys.modules for name in ('reader', 'team')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[True, False]\n"


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """Nobody presses a key while places are made here, so they need not wait for a pause."""
    monkeypatch.setattr(ahead, "PAUSE", 0.0)
    monkeypatch.setattr(ahead, "LOOK", 0.01)
    monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture
def app(worked, settings) -> ReviewApp:
    return ReviewApp(worked, settings, with_suggestions=False, makes_places_ahead=True)


def place(app: ReviewApp, mode: str) -> ReviewScreen:
    screen = app.get_screen_stack(mode)[0]
    assert isinstance(screen, ReviewScreen)
    return screen


async def made(pilot: Pilot[None]) -> ReviewApp:
    """The app once all places are made."""
    app = pilot.app
    assert isinstance(app, ReviewApp)
    await until(pilot, lambda: app.ahead is not None and app.ahead.is_done)
    await settled(pilot)
    return app


def painted(app: ReviewApp) -> list[str]:
    """The lines on the screen with their styles, without the minute at which a preview was made."""
    lines = ([(part.text, part.style) for part in line] for line in app.screen._compositor.render_strips())
    return [re.sub(r"\d\d:\d\d UTC", "UTC", str(line)) for line in lines]


async def pictures(app: ReviewApp, *keys: str) -> dict[str, list[str]]:
    """What each place shows when it is first opened, after these keys, and once it comes back."""
    found = {}
    async with app.run_test(size=(120, 40)) as pilot:
        if app.ahead is not None or app._makes_places_ahead:
            await made(pilot)
        await pressed(pilot, *keys)
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        for mode, key in KEYS.items():
            await pressed(pilot, key)
            assert app.current_mode == mode
            found[mode] = painted(app)
        await pressed(pilot, "f2", "f5")
        found["again"] = painted(app)
    return found


async def test_a_place_made_ahead_looks_as_any_other_also_in_another_window_and_theme(worked, tmp_path):
    """All that happens between the making of a place and its first opening shows."""
    pictured = []
    for number, makes_ahead in enumerate((False, True)):
        settings = Settings(tmp_path / f"settings-{number}")
        app = ReviewApp(worked, settings, with_suggestions=False, makes_places_ahead=makes_ahead)
        pictured.append(await pictures(app, "ctrl+t"))
    assert pictured[0] == pictured[1]


async def test_a_place_is_mounted_laid_out_and_its_lines_are_made_before_anybody_goes_there(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await made(pilot)
        assert app.current_mode == "library"
        for mode in ORDER:
            screen = place(app, mode)
            assert not screen.was_opened
            assert screen.query_one(NavigationBar).region.width == 120
            assert not screen.is_current
        before = place(app, "theory-map")
        await pressed(pilot, "f5")
        assert app.screen is before
        assert before.was_opened
        assert "Market logic" in in_one_line(app)


async def test_nothing_is_painted_while_places_are_made(app, monkeypatch):
    shown = []
    display = ReviewApp._display

    def noted(app, screen, lines):
        shown.append(screen)
        display(app, screen, lines)

    monkeypatch.setattr(ReviewApp, "_display", noted)
    async with app.run_test(size=(120, 40)) as pilot:
        await made(pilot)
        assert {*shown} == {app.screen}


async def test_places_wait_until_nobody_is_at_it(app, monkeypatch):
    monkeypatch.setattr(ahead, "LOOK", 3600)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.ahead is not None)
        await settled(pilot)
        making = app.ahead
        assert isinstance(making, PlacesAhead)

        def look_often() -> None:
            for _ in range(2 * ahead.QUIET_LOOKS):
                making.look()

        monkeypatch.setattr(ahead, "PAUSE", 3600)
        look_often()
        assert len(app._screen_stacks) == 1
        monkeypatch.setattr(ahead, "PAUSE", 0.0)
        await pressed(pilot, "question_mark")  # a dialog is open
        look_often()
        assert len(app._screen_stacks) == 1
        await pressed(pilot, "escape")
        look_often()
        assert len(app._screen_stacks) == 2


async def test_what_is_for_somebody_is_done_once_somebody_goes_there(worked, settings):
    """It reports nothing, stores nothing and asks nothing before."""
    text = worked.map_file.path.read_text(encoding="utf-8")
    killed_while_typing(worked, "typed before the kill")
    worked.map_file.path.write_text(text.replace("Market logic", "Logic of markets"), encoding="utf-8")
    acts = worked.revision
    app = ReviewApp(worked, settings, with_suggestions=False, makes_places_ahead=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await made(pilot)
        assert reported(app) == "Text typed on T1 was not saved: the Desk recovers it."
        assert worked.revision == acts
        await pressed(pilot, "f5")
        assert "edited" in in_one_line(app)
        await pressed(pilot, "f9")
        assert "Recovered what was typed" in reported(app)
        assert "typed before the kill" in in_one_line(app)
    assert settings.screening(worked.folder) is None
    assert settings.reading(worked.folder) is None


async def test_what_was_done_meanwhile_is_shown(project, settings):
    app = ReviewApp(project, settings, with_suggestions=False, makes_places_ahead=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await made(pilot)
        screening = place(app, "screening")
        shown = screening.desk.record.id
        project.screening.decide(shown, DecisionKind.INCLUDE, screening.desk.queue.stage)
        await pressed(pilot, "f3")
        assert app.screen is screening
        assert screening.desk.record is not None
        assert screening.desk.record.id != shown


async def test_the_reader_opens_another_document_than_the_one_it_was_made_with(app, worked):
    async with app.run_test(size=(120, 40)) as pilot:
        await made(pilot)
        reader = place(app, "reader")
        assert not app.reading.is_open
        other = next(one for one in worked.coding.to_code() if one != reader.desk.record.id)
        app.open_reader(other)
        await settled(pilot)
        assert app.screen is reader
        assert reader.desk.record.id == other
        assert app.settings.reading(worked.folder) is None
    left = app.settings.reading(worked.folder)
    assert left is not None
    assert left.record == other


async def test_without_a_text_no_reader_is_made(tmp_path, settings):
    Project.create(tmp_path / "new", MAP)
    with Project.open(tmp_path / "new", "Ana") as project:
        app = ReviewApp(project, settings, with_suggestions=False, makes_places_ahead=True)
        async with app.run_test() as pilot:
            await made(pilot)
            assert {*app._screen_stacks} == {*KEYS} - {"reader"}
            await pressed(pilot, "f4")
            assert "no text to read yet" in reported(app)


async def test_places_are_made_again_for_another_reviewer(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await made(pilot)
        before = {mode: place(app, mode) for mode in ORDER}
        app.switch_reviewer("Ben")
        await made(pilot)
        assert all(place(app, mode) is not screen for mode, screen in before.items())
        await pressed(pilot, "f3")
        assert app.screen.query_one(NavigationBar).status[-1] == "Ben"


@pytest.mark.parametrize("looks", range(1, 12, 3))
async def test_the_program_ends_while_a_place_is_made(app, looks, monkeypatch):
    monkeypatch.setattr(ahead, "LOOK", 3600)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.ahead is not None)
        await settled(pilot)
        for _ in range(looks * ahead.QUIET_LOOKS):
            app.ahead.look()
        app.exit()
    assert app.return_code == 0


async def test_a_place_is_opened_while_it_is_made(app, monkeypatch):
    monkeypatch.setattr(ahead, "LOOK", 3600)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.ahead is not None)
        await settled(pilot)
        for _ in range(2 * ahead.QUIET_LOOKS):
            app.ahead.look()  # the first makes the styles known, the second begins Screening
        await pressed(pilot, "f3")
        assert app.current_mode == "screening"
        assert place(app, "screening").was_opened
        assert place(app, "screening").query_one(NavigationBar).region.width == 120


@pytest.mark.parametrize(
    ("damage", "mode"),
    [
        ("UPDATE text SET body = x'00'", "reader"),
        ("UPDATE theory_version SET map = '{'", "screening"),
    ],
)
async def test_a_place_that_cannot_be_made_is_left_and_the_program_goes_on(app, worked, damage, mode):
    with worked.journal.transaction() as connection:
        connection.execute(damage)
    async with app.run_test(size=(120, 40)) as pilot:
        await made(pilot)
        assert app.is_running
        assert mode not in app._screen_stacks
        assert {mode, "exports"} <= {*app._modes, "reader"}
        assert "exports" in app._screen_stacks
        await pressed(pilot, "f6")
        assert app.current_mode == "exports"
