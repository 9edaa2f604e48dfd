"""What is said of an error that nobody foresaw: one line; its details go to a file, for a report."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from review.cli.saying import say
from review.version import __version__

EXIT_BROKEN = 2
FILE = "last-error.txt"
_PACKAGE = Path(__file__).parents[2]


def say_unforeseen(error: Exception) -> int:
    """Say where the program failed and keep the details, which have no values of variables; returns the exit code."""
    where = f"{type(error).__name__} in {_place_of(error)}"
    kept = _kept("".join(traceback.format_exception(error)))
    details = f"details for a report are in {kept}" if kept else "its details could not be kept"
    say(f"review: the program failed ({where}); what was done before is stored, and {details}")
    return EXIT_BROKEN


def _place_of(error: Exception) -> str:
    """The module of ours, and its line, that was reached last."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _PACKAGE in Path(frame.filename).parents] or frames
    return f"{Path(own[-1].filename).name}, line {own[-1].lineno}" if own else "an unknown place"


def _kept(details: str) -> Path | None:
    from platformdirs import user_state_path

    file = user_state_path("realist-review", appauthor=False) / FILE
    about = f"realist-review {__version__}, Python {platform.python_version()}, {sys.platform}\n\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(about + details, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return file
