"""The base of dialogs that store text: they close once it is stored and stay open if it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.screen import ModalScreen
from textual.widgets import Static

from review.errors import ReviewError
from review.tui.support.plain import content


class StoringDialog(ModalScreen[str | None]):
    """Dismissed with a line about what was stored, or None. `COMPLAINT` selects the widget for errors."""

    COMPLAINT: ClassVar[str] = "#complaint"

    def close_with(self, store: Callable[[], str]) -> None:
        """Store the text and close. If it is refused, show why and stay open, so that nothing typed is lost."""
        try:
            done = store()
        except ReviewError as error:
            self.complain(str(error))
        else:
            self.dismiss(done)

    def complain(self, text: str) -> None:
        """Show what is wrong: one or two lines in the dialog, more in a message dialog."""
        if text.count("\n") > 1:
            from review.tui.dialogs.message import MessageScreen

            self.app.push_screen(MessageScreen(text))
            return
        line = self.query_one(self.COMPLAINT, Static)
        line.set_classes("complaint")
        line.update(content(text))
        self.call_after_refresh(line.scroll_visible, animate=False)
