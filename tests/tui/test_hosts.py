"""What tests wait for: whatever a key leads to, however slowly, and not the processor's time."""

import asyncio
import threading
import time

import pytest
from textual import events, on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tests.tui import hosts
from tests.tui.hosts import Host, settled


class Slow(Widget, can_focus=True):
    """Does little at a time, as on a busy system: each step waits, and then leads to the next, of another kind."""

    class Stepped(Message):
        pass

    done = ""

    async def on_key(self) -> None:
        await asyncio.sleep(0.1)
        self.post_message(self.Stepped())

    @on(Stepped)
    async def _step(self) -> None:
        await asyncio.sleep(0.1)
        self.call_next(self._next)

    async def _next(self) -> None:
        await asyncio.sleep(0.1)
        self.call_after_refresh(self._think)

    @work(thread=True)
    def _think(self) -> None:
        time.sleep(0.1)
        self.call_later(self._end)

    async def _end(self) -> None:
        await self.mount(Static("done"))
        self.call_after_refresh(setattr, self, "done", "after the last paint")


class Chain(Widget):
    """Handles so many messages one after the other, each slowly."""

    class Stepped(Message):
        pass

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    @on(Stepped)
    async def _step(self) -> None:
        await asyncio.sleep(0.1)
        self.left -= 1
        if self.left:
            self.post_message(self.Stepped())


async def test_all_that_a_key_leads_to_has_happened():
    app = Host(widget := Slow())
    async with app.run_test() as pilot:
        widget.focus()
        await settled(pilot)
        widget.post_message(events.Key("x", "x"))
        await settled(pilot)
        assert widget.done == "after the last paint"


async def test_a_pause_waits_for_the_messages_that_a_key_leads_to():
    app = Host(widget := Chain(5))
    async with app.run_test() as pilot:
        widget.post_message(Chain.Stepped())
        await pilot.pause()
        assert widget.left == 0


@pytest.mark.parametrize("patience", [0.1, 0], ids=["later", "at once"])
async def test_what_does_not_end_is_named(monkeypatch, patience: float):
    monkeypatch.setattr(hosts, "PATIENCE", patience)
    go_on = threading.Event()
    app = Host(Static())
    async with app.run_test() as pilot:
        app.run_worker(lambda: go_on.wait(20), thread=True)
        try:
            with pytest.raises(AssertionError, match="a worker did not end"):
                await settled(pilot)
        finally:
            go_on.set()
