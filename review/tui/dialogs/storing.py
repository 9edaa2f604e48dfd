"""Dialogs whose text is stored: they close when it is, and stay open with it where that is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.screen import ModalScreen
from textual.widgets import Static

from review.errors import ReviewError
from review.tui.support.plain import content


class StoringDialog(ModalScreen[str | None]):
    """Dismissed with a line about what was stored, or None when cancelled. `COMPLAINT` is where it says what is wrong."""

    COMPLAINT: ClassVar[str] = "#complaint"

    def close_with(self, store: Callable[[], str]) -> None:
        """Store what was typed and close. Where that is refused, say why: the dialog stays, and nothing typed is lost."""
        try:
            done = store()
        except ReviewError as error:
            self.complain(str(error))
        else:
            self.dismiss(done)

    def complain(self, text: str) -> None:
        """Show what is wrong: a line or two in the dialog, more in a message over it."""
        if text.count("\n") > 1:
            from review.tui.dialogs.message import MessageScreen

            self.app.push_screen(MessageScreen(text))
            return
        line = self.query_one(self.COMPLAINT, Static)
        line.set_classes("complaint")
        line.update(content(text))
        self.call_after_refresh(line.scroll_visible, animate=False)
