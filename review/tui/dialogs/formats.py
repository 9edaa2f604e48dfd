"""A dialog to choose the formats of exports: of tables, the report and references."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from review.tui.dialogs.base import Dialog
from review.tui.widgets.options import Options

TABLES = {
    "csv": "CSV, with its caption in a file beside it",
    "xlsx": "Excel",
    "md": "Markdown",
    "docx": "Word",
    "html": "HTML, one file without scripts",
    "tex": "LaTeX, for booktabs and longtable",
}
REFERENCES = {
    "ris": "references: RIS",
    "bibtex": "references: BibTeX",
    "csl-json": "references: CSL-JSON",
    "asreview": "references: CSV for ASReview",
    "rayyan": "references: CSV for Rayyan",
}
FIGURES = {
    "svg": "figures: SVG, which can be edited",
    "png": "figures: PNG, with 200 dots per inch",
    "pdf": "figures: PDF",
    "txt": "figures: text, as it is shown here",
    "mmd": "configurations: Mermaid",
}
GROUPS = (TABLES, REFERENCES, FIGURES)
FORMATS = {name: described for group in GROUPS for name, described in group.items()}


class FormatsDialog(Dialog[tuple[str, ...] | None]):
    """Dismissed with the chosen formats, or None."""

    CSS_PATH = "formats.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Select", priority=True, id="formats.tick"),
        Binding("enter,ctrl+s", "save", "Save", priority=True, id="formats.save"),
        Binding("escape", "cancel", "Cancel", id="formats.cancel"),
    ]

    def __init__(self, chosen: tuple[str, ...]) -> None:
        super().__init__("Formats of exports")
        self._chosen = set(chosen)

    def compose_body(self) -> ComposeResult:
        """A checkbox for each format."""
        groups = [[Option(self._line(name), id=name) for name in group] for group in GROUPS]
        first, *others = groups
        yield Options(*first, *(one for group in others for one in (None, *group)), markup=False)

    def _line(self, name: str) -> Content:
        mark = "x" if name in self._chosen else " "
        return Content.assemble((f"[{mark}] ", "bold $accent"), f"{name:<8} {FORMATS[name]}")

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
