"""A dialog for a message of several lines that can be copied."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from review.tui.support.plain import content


class MessageScreen(ModalScreen[None]):
    """Shows a message, line by line."""

    CSS_PATH = "message.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close", id="message.close"),
        Binding("y", "copy", "Copy", id="message.copy"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, which can be selected with the mouse."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_subtitle = "y copy · esc close"
            yield Static(content(self._text))

    def action_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self._text)
