"""The Exports screen: tables for the write-up, with a preview of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.types import CSSPathType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.tui.places.base import ReviewScreen
from review.tui.places.exports.desk import ExportsDesk, Preview
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.plain import content, plain
from review.tui.support.viewer import open_file
from review.tui.widgets.options import Options
from review.tui.widgets.table_preview import TablePreview, describe_table

FITTING = "Models are being fitted for this table, which takes a while …"


class ExportsScreen(ReviewScreen):
    """The list of exports and a preview of the one under the cursor. `desk` decides what is shown and written."""

    MODE = "exports"
    HELP = "Tables for the write-up, from the current state of the review. w writes the one under the cursor, W all of them."
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/table_preview.tcss", "exports.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write(False)", "Write", id="exports.write"),
        Binding("W", "write(True)", "Write all", id="exports.write_all"),
        Binding("f", "formats", "Formats", id="exports.formats"),
        Binding("o", "open", "Open", id="exports.open"),
        Binding("O", "open_folder", "Open the folder", show=False, id="exports.open_folder"),
        Binding("j", "move(1)", "Next", show=False, id="exports.next"),
        Binding("k", "move(-1)", "Previous", show=False, id="exports.previous"),
        Binding("l", "app.focus('exports-table')", "To the table", show=False, id="exports.table"),
        Binding("h", "app.focus('exports-list')", "To the list", show=False, id="exports.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""

    def compose_body(self) -> ComposeResult:
        """The list and the preview."""
        self.desk = ExportsDesk(self.project)
        self._tables = BackgroundQuestions(self, self.desk.preview, self._show)
        self._slow_tables = BackgroundQuestions(self, self.desk.preview, self._show)
        with Horizontal(id="exports-body"):
            yield Options(id="exports-list", markup=False)
            yield TablePreview(id="exports-table")

    def on_mount(self) -> None:
        """List the exports."""
        exports = self.query_one(OptionList)
        exports.add_options(
            Option(Content.assemble((plain(name), "bold"), "\n", (plain(text), "$foreground-muted")))
            for name, text in self.desk.exports
        )
        exports.highlighted = 0 if self.desk.exports else None
        exports.focus()

    def project_changed(self) -> None:
        """Update the table shown; one that takes long is made again when it is chosen again."""
        if self.desk.is_slow:
            self.query_one(TablePreview).border_title = f"{self.desk.chosen} (before the latest changes)"
        elif self.desk.chosen:
            self._ask()

    @on(OptionList.OptionHighlighted)
    def _choose(self, message: OptionList.OptionHighlighted) -> None:
        self.desk.choose(message.option_index)
        self.query_one(TablePreview).border_title = plain(self.desk.chosen)
        self._ask()

    def _ask(self) -> None:
        if self.desk.is_slow:
            self._show(self.desk.chosen, Preview(message=FITTING))
            self._slow_tables.ask(self.desk.chosen)
        else:
            self._tables.ask(self.desk.chosen)

    def _show(self, name: str, preview: Preview) -> None:
        if name != self.desk.chosen:
            return
        pane = self.query_one(TablePreview)
        table = describe_table(preview.headings, preview.rows, preview.right)
        pane.show(preview.caption, table if preview.rows else content(preview.message), preview.more)
        if name != self._shown:
            pane.scroll_home(animate=False)
        self._shown = name

    def action_formats(self) -> None:
        """Choose the formats of exports."""
        from review.tui.dialogs.formats import FormatsDialog

        def take(formats: tuple[str, ...] | None) -> None:
            if formats:
                self.desk.formats = formats
                self.report(f"Exports are written as {', '.join(formats)}.")

        self.app.push_screen(FormatsDialog(self.desk.formats), take)

    def action_write(self, every: bool) -> None:
        """Write the export under the cursor, or all of them."""
        if names := self.desk.to_write(every=every):
            self.report(f"Writing {counted(len(names), 'export')} …")
            self._write(names, self.desk.formats)

    @work(thread=True, group="write")
    def _write(self, names: Sequence[str], formats: Sequence[str]) -> None:
        try:
            paths = self.desk.write(names, formats)
        except ReviewError as error:
            self.call_later(self._write_ended, str(error), "error")
        else:
            self.call_later(lambda: self._write_ended(self.desk.written(paths)))

    def _write_ended(self, outcome: str, severity: SeverityLevel = "information") -> None:
        self.review_app.remove_notices("Writing ")
        self.report(outcome, severity)

    def action_open(self) -> None:
        """Open the last file written for this export in the system's viewer."""
        if self.desk.file is None:
            self.report("Nothing has been written yet: press w first.")
        else:
            self._open(self.desk.file)

    def action_open_folder(self) -> None:
        """Open the exports' folder."""
        self._open(self.desk.folder)

    def _open(self, path: Path) -> None:
        try:
            self.report(open_file(path))
        except ReviewError as error:
            self.report(str(error), "warning")

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        exports = self.query_one(OptionList)
        if by > 0:
            exports.action_cursor_down()
        else:
            exports.action_cursor_up()
