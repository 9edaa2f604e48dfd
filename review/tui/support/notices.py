"""Notices (Textual's toasts) are short and few, so that together they fit the smallest terminal.

Textual stacks toasts of any height from the bottom of the screen; what runs past the top edge cannot be seen or scrolled to.
"""

from __future__ import annotations

from textual.content import Content
from textual.notifications import Notification, Notifications

from review.tui.support.plain import plain_lines

WIDTH, EDGES = 60, 3
"""Cells of a notice (as `Toast` in ``app.tcss`` has it), and of those the ones that hold no text."""

LINES, PADDING = 4, 3
"""The most lines of a notice's text, and the empty lines around it."""

MOST, MOST_INFORMATION = 3, 2
"""The most notices at a time, and of those the ones that only inform."""


def _lines(text: str, width: int) -> list[str]:
    return [line.plain for line in Content(plain_lines(text)).wrap(max(2, min(WIDTH, width) - EDGES))]


def fits(text: str, width: int) -> bool:
    """Whether a notice on a screen of `width` cells can show the whole text."""
    return len(_lines(text, width)) <= LINES


def fitted(text: str, width: int) -> str:
    """The text without control characters; where it has too many lines, the first ones and an ellipsis."""
    if fits(text, width):
        return plain_lines(text)
    lines = _lines(text, width)[:LINES]
    return "\n".join(line.rstrip() for line in lines)[:-1].rstrip() + "…"


def superfluous(shown: Notifications, height: int, *, coming: int = 0) -> list[Notification]:
    """The notices to remove so that the others and `coming` new ones fit a screen of `height` lines.

    Those that only inform go first, then the oldest.
    """
    room = max(1, min(MOST, (height - 1) // (LINES + PADDING))) - coming
    informing = [notice for notice in shown if notice.severity == "information"]
    others = [notice for notice in shown if notice.severity != "information"]
    removed = informing[: max(0, len(informing) + coming - MOST_INFORMATION)]
    left = [notice for notice in [*informing, *others] if notice not in removed]
    return removed + left[: max(0, len(left) - max(0, room))]
