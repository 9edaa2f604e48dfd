"""What the palette of commands offers: the actions of a screen by name, and what other places have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen

from review.tui.places.base import ReviewScreen
from review.tui.places.elsewhere import elsewhere
from review.tui.places.project_acts import project_commands

MOVING_FOCUS = frozenset({"app.focus_next", "app.focus_previous"})
"""Textual's actions for Tab, which do nothing useful by name: the palette had the focus."""


def commands(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """The actions that this screen has keys for, each once, and those of the review and of other places."""
    named: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        known = binding.action in named or binding.action in MOVING_FOCUS
        if binding.description and not known and active.enabled:
            named.add(binding.action)
            yield SystemCommand(
                binding.description,
                f"Key: {screen.app.get_key_display(binding)}",
                partial(screen.app.run_action, binding.action, active.node),
            )
    if isinstance(screen, ReviewScreen):
        for name, what, call in (*project_commands(screen), *elsewhere(screen)):
            yield SystemCommand(name, what, call)
