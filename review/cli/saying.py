"""Lines on the standard error, made safe for a terminal; loaded before any parser is."""

from __future__ import annotations

import sys
import unicodedata
from time import monotonic
from typing import TextIO


class TablesProgress:
    """Reports the progress of a rebuild of the tables that takes longer than a second."""

    def __init__(self) -> None:
        self._next = monotonic() + 1

    def __call__(self, done: int, total: int) -> None:
        """Report the number of steps done of a total."""
        if monotonic() >= self._next:
            self._next = monotonic() + 2
            say(f"rebuilding the journal's tables: {done / total:.0%}")


OPENING = "Opening the review"


class Opening:
    """Says in a terminal that the review is opened, until there is a picture: a busy machine needs seconds for the first."""

    def __init__(self, file: TextIO) -> None:
        self._file = file if file.isatty() else None
        # The cursor is at the beginning again, so that another line, such as one of progress, covers it.
        self._write(f"{OPENING}\r")

    def end(self) -> None:
        """Remove it."""
        self._write(f"{' ' * len(OPENING)}\r")
        self._file = None

    def _write(self, text: str) -> None:
        if self._file is not None:
            self._file.write(text)
            self._file.flush()


def printable(text: str) -> str:
    """Text without characters that control a terminal; newlines, tabs, all spaces and joiners are kept."""
    if text.isprintable():
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_obeyed(c) else c for c in text)


def _is_obeyed(character: str) -> bool:
    """Whether a terminal might act on it: control characters, direction marks, surrogates, unassigned ones."""
    if character.isprintable() or character in "\n\t\u200c\u200d":
        return False
    return unicodedata.category(character) != "Zs"


def say(message: str, file: TextIO | None = None) -> None:
    """Print a line, on standard error unless `file` is given."""
    print(printable(message), file=file or sys.stderr)
