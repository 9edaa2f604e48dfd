"""Dialogs that import a table begun in a spreadsheet: which file, then what would be made of its rows, then what was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from review.tui.dialogs.files.file_form import file_fields, missing, typed_path
from review.tui.dialogs.files.preview import Preview
from review.tui.dialogs.form import Form, form_keys
from review.tui.support.plain import content
from review.tui.widgets.screens.long_work import Monitor

if TYPE_CHECKING:
    from review.project.spreadsheets.planned import TableReport
    from review.project.spreadsheets.service import SpreadsheetService

TITLES: Mapping[str, str] = {"appraisal": "Import appraisals", "cmocs": "Import configurations"}
"""What the import of each kind of table is called."""


class TableFile(Form):
    """Asks for a spreadsheet; dismissed with a line about the import, or None."""

    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("table-file", "Preview")
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Preview"}

    def __init__(self, spreadsheets: SpreadsheetService, kind: str) -> None:
        super().__init__(TITLES[kind])
        self._spreadsheets = spreadsheets
        self._kind = kind

    def compose_body(self) -> ComposeResult:
        """The file, and what its columns are."""
        explanation = f"An Excel or CSV file with columns as in the export {self._kind}, in any order."
        yield from file_fields(explanation)

    def save(self, typed: Mapping[str, str]) -> None:
        """Show what would be imported, unless the file is missing."""
        if why := missing(typed["file"]):
            self.complain(why)
        else:
            path = typed_path(typed["file"])
            self.hand_over(TablePreview(self._spreadsheets, self._kind, path))


class TablePreview(Preview["TableReport"]):
    """Reads a spreadsheet and shows what would be made of its rows; imports them on request."""

    LINE = "table-line"
    CSS_PATH = "import_table.tcss"
    AUTO_FOCUS = "#table-lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "store", "Import", priority=True, id="table-preview.store"),
        Binding("escape", "stop", "Stop", id="table-preview.stop"),
        Binding("escape", "back", "Back", id="table-preview.back"),
        Binding("enter,escape", "close", "Close", id="table-preview.close", priority=True),
    ]

    def __init__(self, spreadsheets: SpreadsheetService, kind: str, path: Path) -> None:
        super().__init__(f"{TITLES[kind]} from {path.name}", path)
        self._spreadsheets = spreadsheets
        self._kind = kind
        self._found = 0

    def compose_body(self) -> ComposeResult:
        """How many rows there are, what is made of them, and what needs attention."""
        yield Static("Reading …", id="table-line")
        with VerticalScroll(id="table-lines"):
            yield Static(id="table-text")

    def read(self, monitor: Monitor, *, store: bool) -> TableReport:
        """Read the rows, and import them if `store`."""

        def progress(done: int, total: int) -> None:
            # The import looks at `stop` itself, between two rows.
            monitor.note(f"{done:,} of {total:,} rows …" if total else f"{done:,} rows read …")

        return self._spreadsheets.import_table(
            self._kind, self._path, preview=not store, progress=progress, stop=monitor.stop
        )

    def show(self, report: TableReport, *, stored: bool) -> None:
        """Show what is made of the rows, and what needs attention."""
        from review.project.spreadsheets.wording import attention_lines, headline, made_lines

        self._found = report.taken
        found = headline(report, stored=stored)
        self.result = found if stored else ""
        self.show_line(found)
        # What needs attention comes first: the list may be longer than the dialog.
        lines = [*attention_lines(report), *(line.strip() for line in made_lines(report))]
        self.query_one("#table-text", Static).update(content("\n".join(lines)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Which keys do something now."""
        read = not self.is_working and not self.is_stored
        can = {
            "stop": self.is_working,
            "store": read and self._found > 0,
            "back": read,
            "close": self.is_stored,
        }
        return can.get(action, True)
