"""Screens that are laid out once for a size, with the classes that they have at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.screen import Screen

Breakpoints = Sequence[tuple[int, str]] | None


def classes_at(screen: Screen[Any]) -> dict[str, bool]:
    """Which of the classes of a screen's breakpoints it has at the app's size, as Textual gives them after the first layout."""
    width, height = screen.app.size
    return _of(screen.HORIZONTAL_BREAKPOINTS, width) | _of(screen.VERTICAL_BREAKPOINTS, height)


def _of(breakpoints: Breakpoints, cells: int) -> dict[str, bool]:
    passed = max((one for one in breakpoints or () if cells >= one[0]), default=None)
    return {one[1]: one == passed for one in breakpoints or ()}


def lay_out_once(screen: Screen[Any], event: events.Resize) -> None:
    """Leave out Textual's answer to a resize that the screen has been laid out for.

    A screen's first layout reports its size to itself, too, and Textual then lays it and all behind it out again.
    """
    if event.size == screen.outer_size:
        event.prevent_default()
