"""Undo and redo, from whatever place is in front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event as StopEvent
from typing import TYPE_CHECKING, Any

from review.errors import ReviewError
from review.tui.places.base import ReviewScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from review.project import Reversed
    from review.tui.app import ReviewApp
    from review.tui.widgets.screens.long_work import Monitor

MANY = 200
"""Reversing more acts than this takes long enough that the screen does not wait for it."""


class Reversal:
    """Reverses acts one by one, a batch of many in the background."""

    def __init__(self) -> None:
        self._doing = ""
        self._passed_over = ""

    def undo(self, screen: ReviewScreen) -> None:
        """Undo the reviewer's last act; where that cannot be undone, name the older one first, which a second key undoes.

        What was typed and is not saved yet is the last act.
        """
        if not typed_is_kept(screen):
            return
        history = screen.project.history
        passed, older = history.passed_over(), history.undoable()
        if passed and older and passed[0] != self._passed_over:
            self._passed_over, last = passed
            # Without the full stop of "n.d.": the sentence has its own.
            last, first = last.removesuffix("."), older[1].removesuffix(".")
            screen.report(f"Cannot be undone: {last}. {screen.key_of('app.undo')} again undoes: {first}.")
            return
        self._reverse(screen, history.undo, history.reverses(), "undone")

    def redo(self, screen: ReviewScreen) -> None:
        """Redo the act that was undone last."""
        if typed_is_kept(screen):
            history = screen.project.history
            self._reverse(screen, history.redo, history.reverses(redo=True), "redone")

    def _reverse(
        self, screen: ReviewScreen, act: Callable[[StopEvent | None], Reversed], count: int, doing: str
    ) -> None:
        """Reverse an act, or `count` acts of a batch, many in the background; `doing` says how, ``undone`` or ``redone``."""
        if self._doing:
            screen.report(f"Acts are still being {self._doing}; nothing else was.")
        elif count <= MANY:
            if done := screen.act(partial(act, None)):
                _show_reversed(screen.review_app, done)
        else:
            self._doing = doing
            what = f"{count:,} acts are being {doing}"
            screen.report(f"{what} …")
            monitor = screen.review_app.long_work.begin(what, lambda _line: None)
            # The app's: it goes on whatever place comes to the front, and is shown there.
            call = partial(self._reverse_many, screen.review_app, act, monitor)
            screen.app.run_worker(call, thread=True, group="reversal")

    def _reverse_many(self, app: ReviewApp, act: Callable[[StopEvent], Reversed], monitor: Monitor) -> None:
        try:
            done = act(monitor.stop)
        except ReviewError as error:
            monitor.end(str(error))
            app.call_later(app.report, str(error), "error")
        else:
            monitor.end(f"{monitor.stopped()} {done.message}" if monitor.stop.is_set() else done.message)
            app.call_later(_show_reversed, app, done)
        finally:
            self._doing = ""


def typed_is_kept(screen: Screen[Any]) -> bool:
    """Have the place in front save what was typed; where it cannot, report why and return False."""
    why = screen.keep_typed() if isinstance(screen, ReviewScreen) else ""
    if why and isinstance(screen, ReviewScreen):
        screen.review_app.report(why, "error")
    return not why


def _show_reversed(app: ReviewApp, done: Reversed) -> None:
    """Report what was reversed, and show it in the place in front; one behind a dialog shows it once that is closed."""
    app.report(done.message)
    screen = app.screen
    if not isinstance(screen, ReviewScreen):
        return

    def show() -> None:
        screen.act_reversed()
        if done.record and done.start is not None:
            screen.show_passage(done.record, done.start)

    if screen.is_mounted:
        show()
    else:  # it is opening, such as the Reader on the next passage, and may have read what was reversed
        screen.call_later(show)
