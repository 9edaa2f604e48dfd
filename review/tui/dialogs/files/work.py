"""A dialog that does something that takes a while: how far it is, a way to stop, and the result."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from review.errors import ReviewError
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content

MOMENT = 0.1
"""Seconds between two lines about the progress."""

Say = Callable[[str], None]


KEPT = "What was done until then is kept."
"""What remains of most work that is stopped."""


class StoppedError(Exception):
    """The work was stopped by the reviewer; its text says what remains."""


class Monitor:
    """Shows how far the work is, not too often; `stop` is set to end it."""

    def __init__(self, show: Say) -> None:
        self._show = show
        self._shown = 0.0
        self.stop = Event()

    def say(self, line: str) -> None:
        """Show a line.

        Raises:
            StoppedError: the work was stopped.
        """
        if self.stop.is_set():
            raise StoppedError(KEPT)
        if monotonic() >= self._shown + MOMENT:
            self._shown = monotonic()
            self._show(line)


Job = Callable[[Monitor], str]
"""Does the work and returns its result, in lines; what it cannot do is a `ReviewError`."""


class Work(Dialog[str | None]):
    """Does `job` in a thread; dismissed with the first line of its result, or None if it failed or was stopped.

    `stops` says whether the job looks at `Monitor.stop`, or calls `Monitor.say` often.
    """

    CSS_PATH = "work.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "stop", "Stop", id="work.stop"),
        Binding("enter,escape", "close", "Close", id="work.close"),
    ]

    def __init__(self, title: str, job: Job, *, stops: bool = True) -> None:
        super().__init__(title)
        self._job = job
        self._stops = stops
        self._monitor = Monitor(self._say)
        self._ended = False
        self._result: str | None = None

    def compose_body(self) -> ComposeResult:
        """How far it is, then the result."""
        with VerticalScroll(id="work-lines"):
            yield Static("Working …", id="work-text")

    def on_mount(self) -> None:
        """Start."""
        self._do()

    def on_unmount(self) -> None:
        """Stop when the program ends."""
        self._monitor.stop.set()

    @work(thread=True)
    def _do(self) -> None:
        try:
            result = self._job(self._monitor)
        except StoppedError as stopped:
            self.call_later(self._end, f"Stopped. {stopped}")
        except ReviewError as error:
            self.call_later(self._end, str(error), "$text-error")
        else:
            self._result = result.split("\n", 1)[0]
            self.call_later(self._end, result)

    def _say(self, line: str) -> None:
        self.call_later(self._show, line)

    def _show(self, line: str, style: str = "") -> None:
        self.query_one("#work-text", Static).update(content(line, style))

    def _end(self, text: str, style: str = "") -> None:
        self._ended = True
        self._show(text, style)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Which keys do something now: the one that stops, then the one that closes."""
        can = {"stop": self._stops and not self._ended, "close": self._ended}
        return can.get(action, True)

    def action_stop(self) -> None:
        """Stop at the next step."""
        self._monitor.stop.set()
        self._show("Stopping …")

    def action_close(self) -> None:
        """Close."""
        self.dismiss(self._result)
