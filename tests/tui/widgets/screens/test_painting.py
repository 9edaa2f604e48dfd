import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from review.tui.widgets.screens import painting
from review.tui.widgets.screens.painting import paint_once
from tests.tui.hosts import handled, render_update, settled, until


class Lines(Static):
    """Makes its lines for the size that it gets, as lists do."""

    def on_resize(self) -> None:
        self.update(f"{self.size.width} cells")


class Place(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.painting = paint_once(self)

    def compose(self) -> ComposeResult:
        yield Lines()
        yield Static(id="below")


class Paints(App[None]):
    """Remembers how often its screen was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0

    def _display(self, screen: Screen[object], renderable: object) -> None:
        self.painted += renderable is not None


@pytest.fixture
async def app(monkeypatch):
    monkeypatch.setattr(Compositor, "render_update", render_update)
    async with Paints().run_test() as pilot:
        await pilot.app.push_screen(Place())
        await settled(pilot)
        await until(pilot, lambda: not pilot.app._batch_count)
        pilot.app.painted = 0
        yield pilot


async def test_a_layout_is_painted_once_the_widgets_made_their_lines_for_it(app):
    lines = app.app.screen.query_one(Lines)
    lines.styles.width = 30
    app.app.screen.query_one("#below").refresh()
    await until(app, lambda: app.app.painted > 0)
    await settled(app)
    assert lines.content == "30 cells"
    assert app.app.painted == 1


async def test_a_screen_that_comes_to_the_front_is_painted_once_its_widgets_made_their_lines(app):
    await app.app.push_screen(Place())
    await until(app, lambda: app.app.painted > 0)
    await settled(app)
    assert app.app.screen.query_one(Lines).content == "80 cells"
    assert app.app.painted == 1


async def test_what_a_message_to_the_screen_changes_is_painted_with_what_was_changed_before(app):
    lines, below = app.app.screen.query(Static)
    lines.update("one", layout=False)
    app.app.screen.call_later(below.update, "two", layout=False)
    await until(app, lambda: app.app.painted > 0)
    await settled(app)
    assert app.app.painted == 1


async def test_nothing_is_painted_while_the_app_holds_it_back(app):
    below = app.app.screen.query_one("#below", Static)
    app.app._begin_batch()
    below.update("two\nlines")
    app.app.screen._refresh_layout()
    await handled(app.app)
    assert app.app.painted == 0
    app.app._end_batch()
    await until(app, lambda: app.app.painted > 0)
    assert below.size.height == 2


async def test_while_a_key_is_held_down_only_some_of_what_it_does_is_painted(app, monkeypatch):
    monkeypatch.setattr(painting, "REPEATED_SECONDS", float("inf"))
    monkeypatch.setattr(painting, "is_held_down", lambda _app: True)
    app.app.screen.query_one("#below").update("one")
    await handled(app.app)
    assert app.app.painted == 0
    monkeypatch.setattr(painting, "is_held_down", lambda _app: False)
    await until(app, lambda: app.app.painted > 0)
    monkeypatch.setattr(painting, "is_held_down", lambda _app: True)
    monkeypatch.setattr(painting, "REPEATED_SECONDS", 0)
    app.app.screen.query_one("#below").update("two")
    await until(app, lambda: app.app.painted > 1)


async def test_nothing_is_painted_before_what_is_read_is_there(app, monkeypatch):
    monkeypatch.setattr(painting, "PATIENCE", 1000)
    below = app.app.screen.query_one("#below", Static)
    read: list[str] = []
    app.app.screen.painting.wait_for(lambda: bool(read))
    below.update("reading …\nfor a while")
    app.app.screen._refresh_layout()
    await handled(app.app)
    assert app.app.painted == 0
    read.append("all")
    below.update("read")
    await until(app, lambda: app.app.painted > 0)
    assert below.size.height == 1


async def test_what_is_read_for_long_is_not_waited_for(app, monkeypatch):
    monkeypatch.setattr(painting, "PATIENCE", 0)
    app.app.screen.painting.wait_for(lambda: False)
    app.app.screen.query_one("#below", Static).update("reading …")
    await until(app, lambda: app.app.painted > 0)
