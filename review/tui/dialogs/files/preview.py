"""A dialog that shows what an import would make of a file, then imports it; both take a while."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.widgets import Static

from review.domain.wording.named import capitalised
from review.errors import ReviewError
from review.sandbox.regular_file import state_of
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content
from review.tui.widgets.screens.long_work import Monitor, StoppedError

R = TypeVar("R")

CHANGED = "The file has changed since: nothing was imported, look again."
"""Short enough for the line of the keys: on the place behind it would have a line of its own, above that of the dialog."""


CONTINUES = "What was imported is kept; the same import continues from there."


class Preview(Dialog[str | None], Generic[R]):
    """Reads a file when it opens, and imports it on request, in a thread that can be stopped; `R` reports both.

    `LINE` is the id of the line that says how far it is. Dismissed with `result`, a line about what was imported, or None.
    Only what was shown is imported: a file that has changed since is read and shown again.
    """

    LINE: ClassVar[str]

    def __init__(self, title: str, path: Path) -> None:
        super().__init__(title)
        self._path = path
        self._previewed: tuple[int, ...] = ()
        self.is_working = True
        self.is_stored = False
        self.result = ""

    @abstractmethod
    def read(self, monitor: Monitor, *, store: bool) -> R:
        """Read the file, and import it if `store`; called in the thread.

        Raises:
            ReviewError: the file cannot be read or the project cannot be written.
            StoppedError: it was stopped.
        """

    @abstractmethod
    def show(self, report: R, *, stored: bool) -> None:
        """Show what would be imported, or, if `stored`, what was."""

    def in_words(self, error: Exception) -> str:
        """What is shown of an error."""
        return str(error)

    def on_mount(self) -> None:
        """Read the file."""
        self.begin()

    def begin(self, *, store: bool = False) -> None:
        """Read the file, and import it if `store`, in a thread."""
        self._monitor = self.begin_work(self._say)
        self.is_working = True
        self.refresh_bindings()
        self._work(self._monitor, store)

    @work(thread=True)
    def _work(self, monitor: Monitor, store: bool) -> None:
        state = state_of(self._path)
        if store and state != self._previewed:
            store = False
            self.app.notify(CHANGED, severity="warning", timeout=30)
        self._previewed = state
        remains = CONTINUES if store else ""
        try:
            report = self.read(monitor, store=store)
        except (ReviewError, StoppedError) as error:
            is_stopped = monitor.stop.is_set()
            why = capitalised(monitor.stopped(remains)) if is_stopped else self.in_words(error)
            self.call_later(self._failed, why, "" if is_stopped else "$text-error")
        else:
            self.call_later(self._end, report, store)
        monitor.end(monitor.stopped(remains) if store else "")

    def _say(self, line: str) -> None:
        self.call_later(self.show_line, line)

    def show_line(self, line: str, style: str = "") -> None:
        """Say how far it is."""
        self.query_one(f"#{self.LINE}", Static).update(content(line, style))

    def _failed(self, why: str, style: str = "") -> None:
        self.is_working = False
        self.show_line(why, style)
        self.refresh_bindings()

    def _end(self, report: R, stored: bool) -> None:
        self.is_working, self.is_stored = False, stored
        self.show(report, stored=stored)
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Stop reading or importing; what was imported is kept."""
        self._monitor.stop.set()
        self.show_line("Stopping …")

    def action_store(self) -> None:
        """Import."""
        self.begin(store=True)

    def action_back(self) -> None:
        """Go back to the choice of the file."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Close the report."""
        self.dismiss(self.result or None)
