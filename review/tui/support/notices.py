"""Notices: what was just done, or what went wrong. The last line of a screen shows them, over nothing.

Textual's own toasts lie over the lower right corner, where the line worked on may be. Here the last line of each place
and dialog shows the app's notices (`widgets/bars.py`), and the widgets above make room where one line is not enough.

A notice that answers a key ends with the next key, so that it does not contradict what is shown by then; errors stay for
their time, or until an act of a later key is done, which they would seem to refuse. Notices of work in the background, which
nobody may have read yet, stay for their time. What only informs never goes along to another place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.content import Content
from textual.notifications import Notification, Notifications, SeverityLevel
from textual.screen import Screen
from textual.signal import Signal
from textual.widget import AwaitMount

from review.tui.support.plain import plain_lines
from review.tui.support.sequential_keys import SequentialKeys

EDGES = 2
"""The cells of a line of a notice that hold no text."""

LINES = 4
"""The most lines of a notice's text, unless it may have more."""

SHARE = 3
"""Notices take at most one line in so many of a screen, or the lines of one notice."""


def lines_of(text: str, width: int) -> list[str]:
    """The lines of a notice on a screen of `width` cells."""
    return [line.plain.rstrip() for line in Content(plain_lines(text)).wrap(max(2, width - EDGES))]


def fits(text: str, width: int, lines: int = LINES) -> bool:
    """Whether a notice on a screen of `width` cells can show the whole text."""
    return len(lines_of(text, width)) <= lines


def fitted(text: str, width: int, lines: int = LINES) -> str:
    """The text without control characters; where it has more than `lines`, the first ones and an ellipsis."""
    if fits(text, width, lines):
        return plain_lines(text)
    return "\n".join(lines_of(text, width)[:lines])[:-1].rstrip() + "…"


def superfluous(shown: Notifications, width: int, height: int) -> list[Notification]:
    """The notices to remove so that the others fit a screen, or so that the newest is left.

    What only informs is true of the last act: the notice of an earlier one goes. Then others go, those that
    inform before warnings and errors, the oldest first.
    """
    informing = [notice for notice in shown if notice.severity == "information"]
    warning = [notice for notice in shown if notice.severity != "information"]
    removed = informing[:-1]
    left = [*informing[-1:], *warning]
    room = max(LINES, height // SHARE)
    while len(left) > 1 and sum(len(lines_of(notice.message, width)) for notice in left) > room:
        removed.append(left.pop(0))
    return removed


class NoticesApp(SequentialKeys):
    """Keeps the notices that are shown; `notices_changed` is published when one comes or goes."""

    def __init__(self) -> None:
        super().__init__()
        self.notices = Notifications()
        self._noticed_on: Screen[Any] | None = None
        self.asks_beneath = False
        self._answers: list[Notification] = []
        self._ending: list[Notification] = []
        self._refusals: list[Notification] = []
        self.notices_changed: Signal[None] = Signal(self, "notices-changed")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's signature; markup is never read
        lines: int = LINES,
    ) -> None:
        """Show a notice as plain text for `timeout` seconds; one of more than `lines` is shortened. Any thread may call this."""
        text = f"{title}\n{message}" if title else message
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.call_later(self._add, text, severity, seconds, lines)

    def _add(self, text: str, severity: SeverityLevel, seconds: float, lines: int) -> None:
        shown = fitted(text, self.size.width, lines)
        notice = Notification(shown, severity=severity, timeout=seconds, markup=False)
        self._remove([other for other in self.notices if other.message == notice.message])
        self.notices.add(notice)
        if self.is_handling_key:
            self._answers.append(notice)
        self._noticed_on = self.screen if self.screen_stack else None
        self._make_room(self.size.width, self.size.height)
        self.set_timer(seconds, partial(self._remove, [notice]))
        self._changed()

    async def hand_on(self, event: events.Event) -> None:
        """Pass on a key; what earlier keys were answered ends once this one was handled: Escape closes it itself."""
        self._ending = [notice for notice in self._answers if notice.severity != "error"]
        self._refusals = [notice for notice in self._answers if notice.severity == "error"]
        await super().hand_on(event)

    def key_handled(self) -> None:
        """Remove what earlier keys were answered."""
        self._remove(self._ending)
        super().key_handled()

    def switch_mode(self, mode: str) -> AwaitMount:
        """Go to another place; what informs about the one before ends."""
        if mode != self.current_mode:
            self.remove_informing()
        return super().switch_mode(mode)

    @property
    def is_noticed_here(self) -> bool:
        """Whether the last notice came on the screen in front, and is still shown: Escape closes it as well."""
        return bool(self.notices) and self._noticed_on is self.screen and not self.asks_beneath

    def on_resize(self, event: events.Resize) -> None:
        """Remove notices that no longer fit."""
        self._make_room(event.size.width, event.size.height)

    def _make_room(self, width: int, height: int) -> None:
        """Remove the notices that do not fit a screen of this size."""
        self._remove(superfluous(self.notices, width, height))

    def remove_notices(self, beginning: str) -> None:
        """Remove the notices that begin with this text: they no longer apply."""
        self._remove([notice for notice in self.notices if notice.message.startswith(beginning)])

    def remove_refusals(self) -> None:
        """Remove the errors that earlier keys were answered: an act was done since."""
        self._remove(self._refusals)

    def remove_informing(self) -> None:
        """Remove the notices that only inform; warnings and errors stay."""
        self._remove([notice for notice in self.notices if notice.severity == "information"])

    def clear_notifications(self) -> None:
        """Remove all notices."""
        self._remove(list(self.notices))

    def _remove(self, gone: list[Notification]) -> None:
        for notice in gone:
            del self.notices[notice]
        self._answers = [notice for notice in self._answers if notice not in gone]
        self._refusals = [notice for notice in self._refusals if notice not in gone]
        if gone:
            self._changed()

    def _changed(self) -> None:
        self.notices_changed.publish(None)


@contextmanager
def beneath_notices(app: App[Any]) -> Iterator[None]:
    """Ask what keys do apart from closing notices: Escape does that as well, and is shown for the rest."""
    if isinstance(app, NoticesApp):
        app.asks_beneath = True
    try:
        yield
    finally:
        if isinstance(app, NoticesApp):
            app.asks_beneath = False
