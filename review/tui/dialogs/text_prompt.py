"""A dialog that asks for a line of text or a memo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from review.tui.dialogs.form import Area, Form, Line
from review.tui.support.plain import content


class MemoArea(Area):
    """A text area that ``enter`` submits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Save", priority=True, id="memo.save"),
        Binding("ctrl+j,shift+enter", "new_line", "New line", id="memo.new_line"),
    ]

    class Submitted(Message):
        """The memo was submitted."""

    def action_submit(self) -> None:
        """Submit the text."""
        self.post_message(self.Submitted())

    def action_new_line(self) -> None:
        """Insert a new line at the cursor."""
        self.insert("\n")


class TextPrompt(Form):
    """Asks for one line, or several for a `memo`; dismissed with what `store` returns, or None.

    `title` says what to type and `hint` explains it; `earlier` is what was written before, above the field, and
    tab goes to it to scroll. All may hold outside text. `complaint` checks
    the text: while it returns a message, that is shown and the dialog stays open.
    `store` gets the stripped text; a ReviewError from it also keeps the dialog open. An empty text is not stored.
    With `goes` the text says where to go and is not kept, so Escape closes without a question, and what is typed replaces `value`.
    """

    CSS_PATH = "text_prompt.tcss"
    AUTO_FOCUS = "#field"
    COMPLAINT = "#hint"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="prompt.cancel"),
        Binding("ctrl+s", "save", "Save, as Enter does", show=False, id="prompt.save"),
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        hint: str = "",
        *,
        memo: bool = False,
        earlier: str = "",
        goes: bool = False,
        complaint: Callable[[str], str] = lambda _: "",
        store: Callable[[str], str] = str,
    ) -> None:
        super().__init__(title)
        self._value = value
        self._hint = hint
        self._memo = memo
        self._earlier = earlier
        self._goes = goes
        self._complaint = complaint
        self._store = store

    @property
    def widget_keys(self) -> Mapping[str, str]:
        """Enter goes somewhere, or saves."""
        return {"enter": "Go"} if self._goes else {"enter": "Save"}

    @property
    def about(self) -> str:
        """The passage that a memo is on."""
        return self._hint

    @property
    def is_changed(self) -> bool:
        """Whether closing would lose something that was typed; where one only goes, never."""
        return not self._goes and super().is_changed

    def compose_body(self) -> ComposeResult:
        """What was written before, the field and the hint."""
        if self._earlier:
            with VerticalScroll(id="earlier"):
                yield Static(content(self._earlier))
        if self._memo:
            yield MemoArea(self._value, id="field")
        else:
            yield Line(self._value, id="field", selected=self._goes)
        yield Static(content(self._hint), id="hint", classes="" if self._hint else "empty")

    def on_mount(self) -> None:
        """Show the end of what was written before: the newest."""
        for earlier in self.query("#earlier"):
            earlier.call_after_refresh(earlier.scroll_end, animate=False)

    @on(MemoArea.Submitted)
    def action_save(self) -> None:
        """Store the text and close, unless the text is refused."""
        super().action_save()

    def save(self, typed: Mapping[str, str]) -> None:
        """Store the text and close, unless the text is refused."""
        text = typed["field"]
        if complaint := self._complaint(text):
            self.complain(complaint)
        else:
            self.close_with(lambda: self._store(text) if text else "")
