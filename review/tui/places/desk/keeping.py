"""That nothing of what is typed is lost: on disk soon, then a version. Without a screen."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from review.errors import ReviewError

if TYPE_CHECKING:
    from review.tui.places.desk.desk import WritingDesk

PAUSES = 10
"""How much longer than it takes to write to a slow disk typing goes on before it is written again."""


class Keeping:
    """Has what is typed at the desk kept and saved, and says whether it is.

    `is_kept`: nothing waits to be written to the disk. `trouble` is why something could not be kept or saved, else ``""``.
    """

    def __init__(self, desk: WritingDesk) -> None:
        self._desk = desk
        self._typed_at = self._keep_from = 0.0
        self.is_kept = True
        self.trouble = ""

    def typed(self) -> None:
        """Know that something was typed."""
        self._typed_at, self.is_kept = monotonic(), False

    def begin(self) -> None:
        """Know that another text is open."""
        self.is_kept, self.trouble = True, ""

    def is_due(self, now: float) -> bool:
        """Whether what was typed is to be written to the disk."""
        return not self.is_kept and now >= self._keep_from

    def pause(self, began: float) -> None:
        """Wait before the next writing, by how long this one took from its beginning until now."""
        self._keep_from = began + PAUSES * (monotonic() - began)

    def has_waited(self, now: float, seconds: float) -> bool:
        """Whether nothing was typed for so long, and something is not in the journal."""
        return self._desk.sitting.is_changed and now - self._typed_at > seconds

    def wait_again(self, now: float) -> None:
        """Wait as long again: a version was made, or could not be."""
        self._typed_at = now

    def keep(self) -> bool:
        """Have on disk what was typed; returns whether its state is another one than before."""
        before = self.trouble, self.is_kept
        try:
            self._desk.keep()
        except ReviewError as error:
            self.trouble = str(error)
        else:
            self.is_kept, self.trouble = True, ""
        return (self.trouble, self.is_kept) != before

    def save(self) -> bool:
        """Make what was typed a version; returns whether there was something to save."""
        if not self._desk.unsaved:
            return False
        try:
            self._desk.save()
        except ReviewError as error:
            self.trouble = str(error)
        else:
            self.trouble = ""
        self.is_kept = True
        return True
