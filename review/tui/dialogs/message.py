"""A dialog for a message of several lines that can be copied."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content


class MessageScreen(Dialog[None]):
    """Shows a message, line by line."""

    CSS_PATH = "message.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="message.copy"),
        Binding("escape,q,enter", "dismiss", "Close", id="message.close"),
    ]

    def __init__(self, text: str, title: str = "Message") -> None:
        super().__init__(title)
        self._text = text

    def compose_body(self) -> ComposeResult:
        """The text, which can be selected with the mouse."""
        yield Static(content(self._text))

    def action_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self._text)
