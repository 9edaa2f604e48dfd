"""What is typed at the desk: taken from the text area, on disk soon, and a version in the end. Without a screen."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.tui.places.desk.desk import WritingDesk
    from review.tui.places.desk.keeping import Keeping

SAVE = 120.0
"""Seconds without a key after which what was typed becomes a version; leaving makes one at once."""


class Came(Enum):
    """What came of what was typed."""

    TAKEN = auto()
    OTHER_MATERIAL = auto()
    """It was taken, and the prose uses other material than before."""
    KEPT = auto()
    """It is on disk, or why it could not be is known."""
    SAVED = auto()
    """It is a version."""
    NOT_SAVED = auto()


class Typing:
    """Takes what is typed, and has it kept and saved by `keeping`; `show` shows what came of it.

    `text` is what the text area has, None until that shows the desk's text.
    """

    def __init__(
        self,
        desk: WritingDesk,
        keeping: Keeping,
        text: Callable[[], str | None],
        show: Callable[[Came], None],
    ) -> None:
        self._desk = desk
        self._keeping = keeping
        self._text = text
        self._show = show

    def take(self) -> None:
        """Take what the text area has; also called where its message may still be on its way, as when the place is left."""
        text = self._text()
        if text is None or text == self._desk.sitting.text:
            return
        self._keeping.typed()
        self._show(Came.OTHER_MATERIAL if self._desk.typed(text) else Came.TAKEN)

    def watch(self) -> None:
        """Have on disk what was typed; after a long pause make it a version."""
        now = monotonic()
        if self._keeping.is_due(now):
            self.keep()
            self._keeping.pause(now)
        if self._keeping.has_waited(now, SAVE):
            self.save()
            self._keeping.wait_again(now)

    def keep(self) -> None:
        """Have on disk what was typed."""
        self.take()
        if self._keeping.keep():
            self._show(Came.KEPT)

    def save(self) -> str:
        """Make what was typed a version; returns why it could not be, else ``""``."""
        self.take()
        if self._keeping.save():
            self._show(Came.NOT_SAVED if self._keeping.trouble else Came.SAVED)
            return self._keeping.trouble
        return ""
