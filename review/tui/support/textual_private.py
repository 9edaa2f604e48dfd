"""The private names of Textual that the program uses, all of them: Textual has no public way to take one notice away.

Textual is pinned exactly. Its next version may change these; the tests of this module and of the names tell.
"""

from __future__ import annotations

from textual.app import App
from textual.notifications import Notification, Notifications


def notices_of(app: App[None]) -> Notifications:
    """The notices that an app shows, the oldest first."""
    return app._notifications  # noqa: SLF001 - see above


def remove_notice(app: App[None], notice: Notification) -> None:
    """Take one notice away from the screen."""
    app._unnotify(notice)  # noqa: SLF001 - see above
