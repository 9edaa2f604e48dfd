"""A small dialog that asks for a line of text, or for a memo."""

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
    """Several lines of text; ``enter`` hands them in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Save", show=False, priority=True, id="memo.save"),
        Binding("ctrl+j,shift+enter", "new_line", "New line", show=False, id="memo.new_line"),
    ]

    class Submitted(Message):
        """The memo is to be saved as it stands."""

    def action_submit(self) -> None:
        """Hand the text in."""
        self.post_message(self.Submitted())

    def action_new_line(self) -> None:
        """Begin a new line at the cursor."""
        self.insert("\n")


class TextPrompt(StoringDialog):
    """Asks for one line, or for a memo of several (`memo`); dismissed with what `store` makes of it, or None when cancelled.

    `title` says what is asked for and `hint` explains it below; both may hold outside text. `complaint` is asked
    about the text before it is taken: what it returns is shown and the dialog stays open, until it returns ``""``.
    `store` is then given the text, stripped; a ReviewError from it keeps the dialog open, too. An empty text is not stored.
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
        """The title in the border, the field, the hint and the keys."""
        with Vertical(id="prompt") as dialog:
            dialog.border_title = content(self._title)
            dialog.border_subtitle = MEMO_KEYS if self._memo else ONE_LINE_KEYS
            if self._memo:
                yield MemoArea(plain_lines(self._value), id="field", show_line_numbers=False)
            else:
                yield Input(plain(self._value), id="field", select_on_focus=True)
            yield Static(content(self._hint), id="hint", classes="" if self._hint else "empty")

    def on_mount(self) -> None:
        """Put the cursor behind the memo that is there already."""
        for area in self.query(MemoArea):
            area.move_cursor(area.document.end)

    @on(Input.Submitted)
    @on(MemoArea.Submitted)
    def submit(self) -> None:
        """Store the text and close, unless there is something wrong with it."""
        field = self.query_one("#field")
        text = (field.text if isinstance(field, MemoArea) else self.query_one(Input).value).strip()
        if complaint := self._complaint(text):
            self.complain(complaint)
        else:
            self.close_with(lambda: self._store(text) if text else "")

    def action_cancel(self) -> None:
        """Close without a text."""
        self.dismiss(None)
