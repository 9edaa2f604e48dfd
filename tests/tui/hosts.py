"""A small app for one widget with the real styles, and the hostile texts that widgets must show safely."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from textual import active_app
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widget import Widget

import review.tui
from review.tui.places.base import PLACES
from review.tui.support.notices import NoticesApp
from review.tui.support.sequential_keys import SequentialKeys

PATIENCE = 120
"""Seconds after which a test no longer waits, however busy the system is."""

MOMENT = 5
"""Seconds for which a pause waits for a message that may itself wait for what the test does next."""

INSTANT = 0.04
"""Seconds for which a key waits for work in the background that it started, which mostly takes less."""

OWN_WORK = ("a new size", "the screen")
"""What the screen does by itself within a few milliseconds, on a busy system later."""

_STEP = 0.002

_TURNS = 4
"""Turns of the event loop until a key that the driver was given is in the app's queue; it takes two."""

HOSTILE = (
    "[/etc/x]",
    "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;title\x07",
    "[sic] [bold",
    "a\u202eb\nc\td\x00\x9b31m\ud800",
    "漢字" * 200,
)


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> Iterator[Event]:
    """While this lasts, calls of the owner's method wait; the event is set as soon as one does."""
    is_asked, goes_on = Event(), Event()
    method = getattr(owner, name)

    def waits(*given: object, **named: object) -> object:
        is_asked.set()
        assert goes_on.wait(PATIENCE)
        return method(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, waits)
        try:
            yield is_asked
        finally:
            goes_on.set()


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


def begun_where(app: App, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Have the program begin at the place that the first of these keys opens, if it opens one; the keys that are left."""
    places = {key: place.mode for place in PLACES for key in place.keys.split(",")}
    if not keys or keys[0] not in places:
        return keys
    app._current_mode = places[keys[0]]
    app._screen_stacks = {app._current_mode: []}
    return keys[1:]


def shown(app: App) -> str:
    """The characters on the screen, row by row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def in_one_line(app: App) -> str:
    """What is shown, without frames and line ends."""
    return " ".join(shown(app).replace("│", " ").split())


async def until(pilot: Pilot, happened: Callable[[], bool]) -> None:
    """Wait for an event of the system, `PATIENCE` at most."""
    end = monotonic() + PATIENCE
    while not happened():
        assert monotonic() < end, "it did not happen"
        await pilot.pause(0.02)


async def settled(pilot: Pilot) -> None:
    """Wait until the app has nothing left to do and waits for a key, `PATIENCE` at most.

    `Pilot.pause` alone waits for what a key leads to (see `conftest`), not for work in the background. Clocks that tick
    for ever, such as that of the status line, and other processes are not waited for: see `until`.
    """
    doing = ""
    try:
        async with asyncio.timeout(PATIENCE):
            await pilot.pause()
            while pilot.app.is_running and (doing := under_way(pilot.app)):
                await pilot.pause(_STEP)
    except TimeoutError:
        # The first pause may have taken all the time, on a busy system.
        raise AssertionError(f"{doing or under_way(pilot.app)} did not end") from None


async def pressed(pilot: Pilot, *keys: str) -> None:
    """Press keys one after the other, each once the app has nothing left to do."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def pressed_at_once(pilot: Pilot, *keys: str) -> None:
    """Press keys as fast as they come, then wait until the app has nothing left to do."""
    await pilot.press(*keys)
    await settled(pilot)


async def handled(app: App) -> None:
    """Wait until the messages of now and those they led to are handled; one that waits for the test is waited for a moment."""
    with suppress(TimeoutError):
        async with asyncio.timeout(MOMENT):
            while app.is_running and _handles_something(app):  # noqa: ASYNC110 - no event reports it
                await asyncio.sleep(_STEP)


async def idle(_least: float = 0, _most: float = 0) -> None:
    """Wait until the app waits for a key, in place of Textual's waiting until the processor is idle for a while."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
    app = active_app.get()
    await handled(app)
    start = monotonic()
    while app.is_running and (doing := under_way(app)):
        if monotonic() - start > (MOMENT if doing in OWN_WORK else INSTANT):
            break
        await asyncio.sleep(_STEP)


render_update = Compositor.render_update


def whole_pictures_only(compositor: Compositor, full: bool = False, **options: object) -> object:
    """What a compositor paints, in place of Textual's: whole screens on request, and not each change when it occurs."""
    return render_update(compositor, full, **options) if full else None


def paint(app: App) -> None:
    """Paint what changed on the front screen, as before a person who is about to press a key."""
    if app.is_running and app.screen_stack and app.screen.is_running:
        screens = app._background_screens
        copy_context().run(render_update, app.screen._compositor, screen_stack=screens)


def under_way(app: App) -> str:
    """What the app has still to finish before it waits for a key, empty if nothing."""
    if _handles_something(app):
        return "a message"
    if app._resize_event is not None:
        return OWN_WORK[0]
    if not all(worker.is_finished for worker in app.workers):
        return "a worker"
    if app.animator._animations or app.animator._scheduled:
        return "an animation"
    screen = app.screen
    is_to_lay_out = screen._layout_required or screen._scroll_required or screen._recompose_required
    return OWN_WORK[1] if screen._callbacks or is_to_lay_out else ""


def _handles_something(app: App) -> bool:
    if isinstance(app, SequentialKeys) and app.is_handling_key:
        return True
    nodes = [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]
    return any(map(_is_busy, nodes))


def _is_busy(node: MessagePump) -> bool:
    """Whether a widget has messages that wait or are being handled, or does not run yet: else it waits for a message."""
    queue = node._message_queue
    return not queue.empty() or not queue.ready_event._waiters


def reported(app: App) -> str:
    """The messages of the notices shown."""
    assert isinstance(app, NoticesApp)
    return "\n".join(notice.message for notice in app.notices)
