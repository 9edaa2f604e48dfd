"""A text area that leaves the keys of the places to them."""

from __future__ import annotations

from textual.widgets import TextArea


class WritingArea(TextArea):
    """Textual selects the line by F6 and the whole text by F7: what is typed next would take its place, unasked for."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Have F6 and F7 go on to the screen, where they open places."""
        if action in {"select_line", "select_all"}:
            return False
        return super().check_action(action, parameters)
