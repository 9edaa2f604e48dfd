"""What is said of an error that nobody foresaw: one line; its details go to a file, for a report."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from review.cli.saying import say
from review.errors import failed_at
from review.version import __version__

EXIT_BROKEN = 2
FILE = "last-error.txt"


def say_unforeseen(error: Exception) -> int:
    """Say where the program failed and keep the details, which have no values of variables; returns the exit code."""
    kept = _kept("".join(traceback.format_exception(error)))
    details = f"details for a report are in {kept}" if kept else "its details could not be kept"
    say(f"review: the program failed ({failed_at(error)}); what was done before is stored, and {details}")
    return EXIT_BROKEN


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
