"""Loads the code of places and makes their screens while nobody waits for it, so that the key that opens one need not."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual.widget import Widget

from review.errors import ReviewError
from review.tui.places.base import ReviewScreen
from review.tui.places.screens import SCREENS
from review.tui.support.stylesheet import parse_ahead
from review.tui.widgets.screens.mounting import add_styles, ask_of_errors, is_at_work, is_made, mount_ahead

if TYPE_CHECKING:
    from textual.timer import Timer

    from review.tui.app import ReviewApp

PLACES = (
    "reader", "screening", "theory_map", "configurations", "desk", "searches", "team", "exports", "accuracy",
)  # fmt: skip
"""The packages of places, without that of the first one, in the order in which they are loaded."""

READER = "reader"
"""The mode of the Reader, whose screen is made for a document."""

ORDER = (
    "screening", READER, "theory-map", "configurations", "desk", "exports", "team", "searches", "model",
)  # fmt: skip
"""The modes whose screens are made ahead, in this order."""

PAUSE = 0.5
"""Seconds without a key after which nobody is likely to press one in the next moment."""

LOOK, QUIET_LOOKS = 0.1, 3
"""Seconds between two looks at whether it is quiet, and how many such looks in a row come before each screen.

Making a screen takes .1 s in many short steps, and what it has read in the background comes after that.
"""


def load_places(goes_on: Callable[[], bool], variables: dict[str, str]) -> None:
    """Load all places, in a thread; after each `goes_on` says whether the program is still there.

    Their styles are parsed with these variables.
    """
    for name in PLACES:
        if not goes_on():
            return
        import_module(f"review.tui.places.{name}")
    from review.acts import read

    if goes_on():
        parse_ahead(variables, style_files(), _kinds_below(Widget))
    read("{}")  # the first act that is read has what reads acts made, which takes as long as a key may
    # What was loaded stays: looking for garbage in it would hold up keys again and again.
    gc.freeze()


def style_files() -> list[Path]:
    """The files with the styles of all places and dialogs."""
    return sorted(Path(__file__).parents[1].rglob("*.tcss"))


def _kinds_below(kind: type[Widget]) -> Iterator[type[Widget]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds_below(below)


class PlacesAhead:
    """Makes the screens of places that nobody went to yet, one after the other, whenever nobody is at it.

    Mounting the widgets of a place, giving them their styles and making their lines takes more time than a key may. A key that is
    pressed meanwhile waits for one of the steps, of which none takes long. What a place does only for somebody who goes there waits
    until it is `Opened`. A place that cannot be made, as from a damaged text, is left: who goes there sees why.
    """

    def __init__(self, app: ReviewApp) -> None:
        self._app = app
        self._has_styles = False
        self._left: deque[str] = deque()
        self._made: ReviewScreen | None = None
        self._left_out: ReviewScreen | None = None
        self._quiet = 0
        self._timer: Timer | None = None
        ask_of_errors(app, self._leaves_out)

    def begin(self) -> None:
        """Make those that there are not, from now on."""
        self._left, self._made = deque(ORDER), None
        if self._timer is None:
            self._timer = self._app.set_interval(LOOK, self.look)
        self._timer.resume()

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to make."""
        return not self._left and self._made is None

    def look(self) -> None:
        """Make the next one, if it is quiet, and what the last one has read in the background is there."""
        self._quiet = self._quiet + 1 if self._is_quiet else 0
        if self._quiet < QUIET_LOOKS:
            return
        self._quiet = 0
        if self._made is not None:
            self._made.painting.end_ahead()
            self._made = None
        if not self._has_styles:
            self._has_styles = True
            add_styles(self._app, style_files())
        elif self._left:
            self._make(self._left.popleft())
        elif self._timer is not None:
            self._timer.pause()

    @property
    def _is_quiet(self) -> bool:
        """Whether a place is in front, nobody pressed a key just now, and what was begun is done."""
        app = self._app
        return (
            app.is_running
            and isinstance(app.screen, ReviewScreen)
            and app.screen.is_mounted
            and not app.is_handling_key
            and monotonic() - app.last_input >= PAUSE
            and (self._made is None or self._made.painting.has_painted)
            and all(worker.is_finished for worker in app.workers)
            and not app.project.journal.lost
        )

    def _make(self, mode: str) -> None:
        app = self._app
        with suppress(ReviewError):
            if not is_made(app, mode) and (screen := self._new(mode)):
                self._made = screen
                mount_ahead(app, mode, screen, screen.painting)

    def _new(self, mode: str) -> ReviewScreen | None:
        return self._app.reading.make_ahead() if mode == READER else SCREENS[mode]()

    def _leaves_out(self, error: Exception) -> bool:
        """Whether an error is that of a place that is just being made, which is left out then, or what follows from that."""
        made = self._made
        if self._left_out and is_at_work(self._left_out):
            return True
        if not (isinstance(error, ReviewError) and made and made.painting.is_ahead and is_at_work(made)):
            return False
        self._made, self._left_out = None, made
        if made.MODE == READER:
            self._app.reading.close()
        else:
            self._app.remove_mode(made.MODE)
            self._app.add_mode(made.MODE, SCREENS[made.MODE])
        return True
