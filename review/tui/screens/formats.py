"""A dialog for the formats of exports."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

FORMATS = {
    "csv": "CSV, with its caption in a file beside it",
    "xlsx": "Excel",
    "md": "Markdown",
    "docx": "Word",
}


class FormatsDialog(ModalScreen[tuple[str, ...] | None]):
    """Dismissed with the formats chosen, or None."""

    CSS_PATH = "formats.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", priority=True, id="formats.save"),
        Binding("escape", "cancel", "Cancel", id="formats.cancel"),
    ]

    def __init__(self, chosen: tuple[str, ...]) -> None:
        super().__init__()
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """A box to tick for each format."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = "space tick · enter save · esc cancel"
            yield Static(Content("Formats of exports"), classes="title")
            yield SelectionList[str](
                *(
                    Selection(Content(f"{name:<5} {text}"), name, name in self._chosen)
                    for name, text in FORMATS.items()
                )
            )

    def action_save(self) -> None:
        """Close with what is ticked."""
        chosen = self.query_one(SelectionList).selected
        self.dismiss(tuple(name for name in FORMATS if name in chosen) or None)

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
