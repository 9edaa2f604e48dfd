"""Paths as people write them."""

from __future__ import annotations

from pathlib import Path


def from_home(path: Path) -> str:
    """The whole path, with ``~`` for the home folder."""
    whole = path.absolute()
    try:
        home = Path.home()
    except RuntimeError:  # this user has none
        return str(whole)
    return f"~/{whole.relative_to(home).as_posix()}" if whole.is_relative_to(home) else str(whole)
