"""All private names of Textual that the program uses: there is no public way to remove one notice.

Textual is pinned exactly, since its next version may change these; the tests of this module would show it.
"""

from __future__ import annotations

from textual.app import App
from textual.notifications import Notification, Notifications


def notices_of(app: App[None]) -> Notifications:
    """The notices that an app shows, oldest first."""
    return app._notifications  # noqa: SLF001 - see above


def remove_notice(app: App[None], notice: Notification) -> None:
    """Remove a notice from the screen."""
    app._unnotify(notice)  # noqa: SLF001 - see above
