"""The search line of the Reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class FindBar(Horizontal):
    """Hidden until opened; posts the words at every key, and when it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close the search", show=False, id="find.close"),
    ]

    @dataclass
    class SearchChanged(Message):
        """The words changed; `is_entered` if the enter key was pressed."""

        words: str
        is_entered: bool = False

    class Closed(Message):
        """The search was closed."""

    def compose(self) -> ComposeResult:
        """The search field and the number of matches."""
        yield Static("Find ", id="find-label")
        yield Input(id="find-words", select_on_focus=True)
        yield Static(id="find-count")

    @property
    def is_open(self) -> bool:
        """Whether the line is shown."""
        return self.has_class("open")

    def open(self) -> None:
        """Show and focus the line."""
        self.add_class("open")
        self.query_one(Input).focus()

    def close(self) -> None:
        """Hide the line; that no words are left in it is not posted."""
        self.remove_class("open")
        field = self.query_one(Input)
        with field.prevent(Input.Changed):
            field.value = ""

    def show_count(self, text: str) -> None:
        """Show the number of matches; one that is shown already costs no layout."""
        count = self.query_one("#find-count", Static)
        if text != count.content:
            count.update(text)

    @on(Input.Changed)
    def _sought(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.SearchChanged(message.value))

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.SearchChanged(message.value, is_entered=True))

    def action_close(self) -> None:
        """Close the search."""
        self.post_message(self.Closed())
