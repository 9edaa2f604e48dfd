"""Writing exports in a thread: saying how far it is, and ending it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from review.domain.wording.counted import are, counted
from review.domain.wording.named import capitalised
from review.errors import ReviewError
from review.tui.widgets.screens.long_work import Monitor, StoppedError

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from review.tui.places.base import ReviewScreen
    from review.tui.places.exports.desk import ExportsDesk
    from review.tui.places.exports.written import Written


_WRITING = "Writing "
STOPPING = "Stopping … What is written until then is kept."


class Writing:
    """Writes exports, one choice of them at a time, and says on `screen` how far it is; `ended` is called after each."""

    def __init__(self, screen: ReviewScreen, desk: ExportsDesk, ended: Callable[[], None]) -> None:
        self._screen = screen
        self._desk = desk
        self._ended = ended
        self._monitor: Monitor | None = None
        self._what = ""

    @property
    def is_going_on(self) -> bool:
        """Whether something is being written."""
        return self._monitor is not None

    def begin(self, names: Sequence[str]) -> None:
        """Write these exports, unless others are being written."""
        if self._monitor is not None:
            self._screen.report(f"Files are being written ({self._stops} stops).")
            return
        self._what = counted(len(names), "export")
        monitor = self._screen.review_app.long_work.begin(f"{_WRITING}{self._what}", self._begun)
        self._monitor = monitor
        self.say()
        self._screen.refresh_bindings()
        write = partial(self._write, names, monitor)
        self._screen.run_worker(write, thread=True, group="write", description="exports")

    def _files(self) -> frozenset[Written]:
        """The files of all exports; one that is written again is another one."""
        return frozenset(chain.from_iterable(self._desk.files().values()))

    @property
    def _stops(self) -> str:
        """The key that stops it."""
        return self._screen.key_of("exports.stop")

    def _write(self, names: Sequence[str], monitor: Monitor) -> None:
        before = self._files()
        severity: SeverityLevel = "information"
        try:
            outcome = self._desk.report(self._desk.write(names, monitor.say))
        except (ReviewError, StoppedError) as error:
            if monitor.stop.is_set():
                outcome = monitor.stopped(_remain(len(self._files() - before)))
            else:
                outcome, severity = str(error), "error"
        monitor.end(outcome)
        shown = capitalised(outcome) if monitor.stop.is_set() else outcome
        self._screen.call_later(self._end, shown, severity)

    def _begun(self, line: str) -> None:
        """Note which file was begun; called in the thread."""
        self._screen.call_later(self._goes_on, line)

    def _goes_on(self, line: str) -> None:
        """Say which file is being written."""
        if self._monitor is not None:
            self._what = line
            self.say()

    def say(self) -> None:
        """Say what is being written, in place of what was said before."""
        self._forget()
        if self._monitor is not None:
            is_stopping = self._monitor.stop.is_set()
            self._screen.report(
                STOPPING if is_stopping else f"{_WRITING}{self._what} … ({self._stops} stops)"
            )

    def _forget(self) -> None:
        for beginning in (_WRITING, STOPPING):
            self._screen.review_app.remove_notices(beginning)

    def say_again(self) -> None:
        """Say it again where a key or the time has ended that, and nothing else is said."""
        if self._monitor is not None and self._screen.is_current and not self._screen.review_app.notices:
            self.say()

    def stop(self) -> None:
        """Write nothing after the file that was begun; figures of suggestions that are being computed for it are given up."""
        if self._monitor is not None:
            self._monitor.stop.set()
            self.say()
            self._screen.project.learning.stop_evaluating()

    def _end(self, outcome: str, severity: SeverityLevel = "information") -> None:
        self._monitor = None
        self._screen.refresh_bindings()
        self._forget()
        self._screen.report(outcome, severity)
        self._ended()


def _remain(files: int) -> str:
    """How many files were written before it was stopped."""
    return (
        f"{counted(files, 'file')} written until then {are(files)} kept." if files else "Nothing was written."
    )
