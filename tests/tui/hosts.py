"""A small app for one widget with the real styles, and the hostile texts that widgets must show safely."""

from collections.abc import Callable
from pathlib import Path

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

import review.tui
from review.tui.support.notices import NoticesApp

HOSTILE = (
    "[/etc/x]",
    "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;title\x07",
    "[sic] [bold",
    "a\u202eb\nc\td\x00\x9b31m\ud800",
    "漢字" * 200,
)


class Host(App[None]):
    """Shows one widget and remembers the messages that it posted."""

    CSS_PATH = sorted((Path(review.tui.__file__).parent / "widgets").rglob("*.tcss"))

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def last(self, kind: type[Message]) -> Message:
        return [message for message in self.posted if isinstance(message, kind)][-1]


def shown(app: App) -> str:
    """The characters on the screen, row by row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def until(pilot: Pilot, happened: Callable[[], bool]) -> None:
    """Wait for an event of the system, 20 s at most."""
    for _ in range(400):
        if happened():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not happen")


def reported(app: App) -> str:
    """The messages of the notices shown."""
    assert isinstance(app, NoticesApp)
    return "\n".join(notice.message for notice in app.notices)
