"""A dialog to choose the formats of exports."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.tui.widgets.options import Options

FORMATS = {
    "csv": "CSV, with its caption in a file beside it",
    "xlsx": "Excel",
    "md": "Markdown",
    "docx": "Word",
}


class FormatsDialog(ModalScreen[tuple[str, ...] | None]):
    """Dismissed with the chosen formats, or None."""

    CSS_PATH = "formats.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Select", priority=True, id="formats.tick"),
        Binding("enter", "save", "Save", priority=True, id="formats.save"),
        Binding("escape", "cancel", "Cancel", id="formats.cancel"),
    ]

    def __init__(self, chosen: tuple[str, ...]) -> None:
        super().__init__()
        self._chosen = set(chosen)

    def compose(self) -> ComposeResult:
        """A checkbox for each format."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_subtitle = "space select · enter save · esc cancel"
            yield Static(Content("Formats of exports"), classes="title")
            yield Options(*(Option(self._line(name), id=name) for name in FORMATS), markup=False)

    def _line(self, name: str) -> Content:
        mark = "x" if name in self._chosen else " "
        return Content.assemble((f"[{mark}] ", "bold $accent"), f"{name:<5} {FORMATS[name]}")

    @on(OptionList.OptionSelected)
    def action_tick(self) -> None:
        """Select the format under the cursor, or not any more."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            name = list(FORMATS)[options.highlighted]
            self._chosen ^= {name}
            options.replace_option_prompt(name, self._line(name))

    def action_save(self) -> None:
        """Close with the selected formats."""
        self.dismiss(tuple(name for name in FORMATS if name in self._chosen) or None)

    def action_cancel(self) -> None:
        """Close without changes."""
        self.dismiss(None)
