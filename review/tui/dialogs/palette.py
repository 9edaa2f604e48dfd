"""The command palette: Textual's, but that Enter waits for what the typed text finds."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.widgets import Input
from textual.worker import Worker

from review.tui.support.bindings import BRIGHTNESS
from review.tui.widgets.screens.leaving import comes_too_late


class Palette(CommandPalette):
    """Runs a command only from the list that belongs to the text as it is typed.

    Textual looks for commands in a worker and meanwhile shows the list of the text before, so that a quick Enter would run
    what that text found: another command, where the palette has undo and restore.
    """

    BINDINGS: ClassVar[list[BindingType]] = [BRIGHTNESS]

    _entered: Input.Submitted | None = None
    """The Enter that waits until the present text has been looked for."""

    @property
    def _is_looking(self) -> bool:
        return any(worker.node is self and not worker.is_finished for worker in self.workers)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event, unless it is about widgets that are gone."""
        if not comes_too_late(self, event):
            await super().on_event(event)

    @on(events.Mount)
    def follow_theme(self) -> None:
        """Change its colours with the theme: Textual passes over such screens when it gives styles again."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._show_in_theme())

    def _show_in_theme(self) -> None:
        self.app.stylesheet.update(self)
        typed = self.query_one(Input)
        self.post_message(Input.Changed(typed, typed.value))  # what is listed has colours of its own

    @on(Input.Submitted)
    def hold(self, event: Input.Submitted) -> None:
        """Keep an Enter back while the commands for the text are still being looked for."""
        if self._is_looking:
            event.stop()
            event.prevent_default()
            self._entered = event

    @on(Worker.StateChanged)
    def go_on(self) -> None:
        """Do what Enter does once the list is that of the text, unless more was typed since."""
        if self._entered is None or self._is_looking:
            return
        entered, self._entered = self._entered, None
        if entered.value == entered.input.value:
            self.post_message(Input.Submitted(entered.input, entered.value))
