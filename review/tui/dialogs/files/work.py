"""A dialog that does something that takes a while: how far it is, a way to stop, and the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from review.domain.wording.named import capitalised
from review.errors import ReviewError
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content
from review.tui.widgets.screens.long_work import Monitor, StoppedError

Job = Callable[[Monitor], str]
"""Does the work and returns its result, in lines; what it cannot do is a `ReviewError`."""


class Work(Dialog[str | None]):
    """Does `job` in a thread; dismissed with the first line of its result, or None if it failed or was stopped.

    `stops` says whether the job looks at `Monitor.stop`, or calls `Monitor.say` often. If it `closes`, it does so by itself once all is
    done: the screen behind it shows the result.
    """

    CSS_PATH = "work.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "stop", "Stop", id="work.stop"),
        Binding("enter,escape", "close", "Close", id="work.close"),
    ]

    def __init__(self, title: str, job: Job, *, stops: bool = True, closes: bool = False) -> None:
        super().__init__(title)
        self._job = job
        self._stops = stops
        self._closes = closes
        self._ended = False
        self._result: str | None = None

    def compose_body(self) -> ComposeResult:
        """How far it is, then the result."""
        with VerticalScroll(id="work-lines"):
            yield Static("Working …", id="work-text")

    def on_mount(self) -> None:
        """Start."""
        self._monitor = self.begin_work(self._say)
        self._do(self._monitor)

    @work(thread=True, description="the work of a dialog")
    def _do(self, monitor: Monitor) -> None:
        try:
            result = self._job(monitor)
        except StoppedError as stopped:
            line = monitor.stopped(str(stopped))
            monitor.end(line)
            self.call_later(self._end, capitalised(f"{line} {stopped.here}".rstrip()))
        except ReviewError as error:
            monitor.end(str(error))
            self.call_later(self._end, str(error), "$text-error")
        else:
            self._result = result.split("\n", 1)[0]
            monitor.end(self._result)
            self.call_later(self._end, result)

    def _say(self, line: str) -> None:
        self.call_later(self._show, line)

    def _show(self, line: str, style: str = "") -> None:
        self.query_one("#work-text", Static).update(content(line, style))

    def _end(self, text: str, style: str = "") -> None:
        self._ended = True
        if self._closes and self._result is not None:
            self.action_close()
            return
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
