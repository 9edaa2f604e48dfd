"""A dialog that asks for a line of text or a memo."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from review.tui.dialogs.storing import StoringDialog
from review.tui.support.plain import content, plain, plain_lines

ONE_LINE_KEYS = "enter accept · esc cancel"
MEMO_KEYS = "enter save · ctrl+j new line · esc cancel"


class MemoArea(TextArea):
    """A text area that ``enter`` submits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Save", show=False, priority=True, id="memo.save"),
        Binding("ctrl+j,shift+enter", "new_line", "New line", show=False, id="memo.new_line"),
    ]

    class Submitted(Message):
        """The memo was submitted."""

    def action_submit(self) -> None:
        """Submit the text."""
        self.post_message(self.Submitted())

    def action_new_line(self) -> None:
        """Insert a new line at the cursor."""
        self.insert("\n")


class TextPrompt(StoringDialog):
    """Asks for one line, or several for a `memo`; dismissed with what `store` returns, or None.

    `title` says what to type and `hint` explains it; both may hold outside text. `complaint` checks
    the text: while it returns a message, that is shown and the dialog stays open.
    `store` gets the stripped text; a ReviewError from it also keeps the dialog open. An empty text is not stored.
    """

    CSS_PATH = "text_prompt.tcss"
    COMPLAINT = "#hint"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False, id="prompt.cancel"),
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        hint: str = "",
        *,
        memo: bool = False,
        complaint: Callable[[str], str] = lambda _: "",
        store: Callable[[str], str] = str,
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._memo = memo
        self._complaint = complaint
        self._store = store

    def compose(self) -> ComposeResult:
        """The field and the hint; title and keys are in the border."""
        with Vertical(id="prompt") as dialog:
            dialog.border_title = content(self._title)
            dialog.border_subtitle = MEMO_KEYS if self._memo else ONE_LINE_KEYS
            if self._memo:
                yield MemoArea(plain_lines(self._value), id="field", show_line_numbers=False)
            else:
                yield Input(plain(self._value), id="field", select_on_focus=True)
            yield Static(content(self._hint), id="hint", classes="" if self._hint else "empty")

    def on_mount(self) -> None:
        """Put the cursor at the end of the existing memo."""
        for area in self.query(MemoArea):
            area.move_cursor(area.document.end)

    @on(Input.Submitted)
    @on(MemoArea.Submitted)
    def submit(self) -> None:
        """Store the text and close, unless the text is refused."""
        field = self.query_one("#field")
        text = (field.text if isinstance(field, MemoArea) else self.query_one(Input).value).strip()
        if complaint := self._complaint(text):
            self.complain(complaint)
        else:
            self.close_with(lambda: self._store(text) if text else "")

    def action_cancel(self) -> None:
        """Close without storing."""
        self.dismiss(None)
