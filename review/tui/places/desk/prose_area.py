"""The field in which prose is written: letters are text; its tokens are coloured."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets.text_area import Location

from review.domain.writing.prose import tokens
from review.tui.support.plain import plain
from review.tui.widgets.writing_area import WritingArea


class ProseArea(WritingArea):
    """A text area for Markdown. The line numbers are those that the marks below it name."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prose-area--token", "prose-area--marked", "prose-area--heading"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "To the material", id="prose.leave"),
        Binding("tab", "leave", "To the material", show=False, id="prose.switch"),
    ]

    class Left(Message):
        """The writer goes to the material."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        # The line with the cursor is not highlighted: its colour would hide those of the tokens.
        super().__init__(id=id, compact=True, show_line_numbers=True, highlight_cursor_line=False)
        self._marked: Collection[str] = ()

    def mark(self, names: Collection[str]) -> None:
        """Show the tokens with these names as ones to look at again."""
        if names != self._marked:
            self._marked = names
            self.notify_style_update()
            self.refresh()

    def show(self, text: str) -> None:
        """Show another text, from its end."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def replace_all(self, text: str) -> None:
        """Put another text in the place of this one, as an edit that Ctrl+Z undoes; the cursor stays at its line."""
        row, column = self.cursor_location
        self.replace(text, (0, 0), self.document.end)
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document.get_line(row)))))

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown: control characters made visible, tokens and headings coloured; as long as the line."""
        words = self.document.get_line(line_index)
        line = Text("\t".join(plain(part) for part in words.split("\t")), end="", no_wrap=True)
        if words.lstrip().startswith("#"):
            line.stylize(self.get_component_rich_style("prose-area--heading", partial=True))
        for token in tokens(words):
            kind = "marked" if token.name in self._marked else "token"
            style = self.get_component_rich_style(f"prose-area--{kind}", partial=True)
            line.stylize(style, token.start, token.end)
        return line

    def on_key(self, event: events.Key) -> None:
        """Put a blank between a token and the word that is typed right behind it."""
        typed = event.character or ""
        if self.selection.is_empty and typed.isalnum():
            row, column = self.cursor_location
            if any(token.end == column for token in tokens(self.document.get_line(row))):
                self.insert(" ")

    @property
    def place(self) -> int:
        """Where the cursor is in the text."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(before)) + 1 for before in range(row)) + column

    def go_to(self, place: int) -> None:
        """Put the cursor at a place of the text, in view."""
        before = self.text[:place]
        location: Location = (before.count("\n"), len(before) - before.rfind("\n") - 1)
        self.move_cursor(location, center=True)

    def action_leave(self) -> None:
        """Post that the writer leaves."""
        self.post_message(self.Left())
