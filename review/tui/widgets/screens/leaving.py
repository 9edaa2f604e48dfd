"""What comes to a screen that is leaving."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen

from review.tui.support.sequential_keys import follows_a_key

_ABOUT_WIDGETS = (events.Compose, events.Mount, events.Resize, events.ScreenResume, events.Callback)


def is_leaving(screen: Screen[Any]) -> bool:
    """Whether a screen is being removed, or the program ends: its widgets are gone, or were never made."""
    # Textual displays nothing that is being removed.
    return not (screen.is_attached and screen.display and screen.app.is_running)


def comes_too_late(screen: Screen[Any], event: events.Event) -> bool:
    """Whether an event is about the widgets of a screen that is leaving.

    A worker's answer, or a key that opens a place, may come just before the program ends or another screen replaces this one.
    """
    return isinstance(event, _ABOUT_WIDGETS) and is_leaving(screen) and not follows_a_key(event)
