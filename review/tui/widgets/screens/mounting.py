"""Mounts the screen of a mode before anybody goes there."""

# ruff: noqa: SLF001 - Textual has no other names for it: it makes the screen of a mode when it shows it

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from textual._context import active_message_pump
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from review.tui.widgets.screens.painting import Painting


def add_styles(app: App[Any], files: Iterable[Path]) -> None:
    """Have the styles of these files together: with each that comes later, what holds for a widget is looked up again."""
    sheet = app.stylesheet
    for file in files:
        if not sheet.has_source(str(file), ""):
            sheet.read(file)
    sheet.reparse()
    sheet.update(app)


def is_made(app: App[Any], mode: str) -> bool:
    """Whether a mode has its screen."""
    return mode in app._screen_stacks


def mount_ahead(app: App[Any], mode: str, screen: Screen[Any], painting: Painting) -> None:
    """Mount the screen of a mode as Textual does when somebody first goes there, but show another one as before.

    The screen is laid out and makes its lines, for which it has to say that it is current while `painting.is_ahead`.
    """
    painting.begin_ahead()
    app._load_screen_css(screen)
    app._screen_stacks[mode] = [screen]
    app._register(app, screen)
    painting.has_styles()  # its widgets get theirs as they are mounted
    screen.call_later(painting.lay_out_ahead)


def ask_of_errors(app: App[Any], is_handled: Callable[[Exception], bool]) -> None:
    """Ask `is_handled` of each error that nobody handled; only if it is not, the error ends the program."""
    end = app._handle_exception

    def handle(error: Exception) -> None:
        if not is_handled(error):
            end(error)

    app._handle_exception = handle  # type: ignore[method-assign]  # Textual asks nobody else


def is_at_work(screen: Screen[Any]) -> bool:
    """Whether what runs just now is a message to a screen or to one of its widgets."""
    at_work = active_message_pump.get(None)
    return isinstance(at_work, DOMNode) and screen in at_work.ancestors_with_self
