"""The Exports screen: tables for the write-up, with a preview of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.tui.places.base import ReviewScreen
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.plain import plain
from review.tui.support.viewer import open_file
from review.tui.widgets.options import Options
from review.tui.widgets.table_preview import TablePreview, describe_table

if TYPE_CHECKING:
    from review.export import ExportTable

ROWS = 60
"""The most rows of a table that are shown."""

MODEL_CARD = "model-card"
"""The export that fits models and takes long: the others do not wait for it."""


class ExportsScreen(ReviewScreen):
    """The list of exports and a preview of the one under the cursor."""

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
        Binding("l", "focus_preview", "To the table", show=False, id="exports.table"),
        Binding("h", "focus_list", "To the list", show=False, id="exports.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self._formats: tuple[str, ...] = ("csv", "xlsx")
        self._written: dict[str, Path] = {}
        self._tables: BackgroundQuestions[str, ExportTable | str] = BackgroundQuestions(
            self, self._build, self._show
        )
        self._cards: BackgroundQuestions[str, ExportTable | str] = BackgroundQuestions(
            self, self._build, self._show
        )

    def compose_body(self) -> ComposeResult:
        """The list and the preview."""
        with Horizontal(id="exports-body"):
            yield Options(id="exports-list", markup=False)
            yield TablePreview()

    def on_mount(self) -> None:
        """List the exports."""
        described = self.project.exports.names()
        self._names = [name for name, _ in described]
        exports = self.query_one(OptionList)
        exports.add_options(
            Option(Content.assemble((plain(name), "bold"), "\n", (plain(text), "$foreground-muted")))
            for name, text in described
        )
        exports.highlighted = 0 if described else None
        exports.focus()
        self.note_revision()

    def project_changed(self) -> None:
        """Update the table shown."""
        if self._export:
            self._ask()

    @property
    def _export(self) -> str:
        index = self.query_one(OptionList).highlighted
        return "" if index is None else self._names[index]

    @on(OptionList.OptionHighlighted)
    def _preview(self) -> None:
        self.query_one(TablePreview).border_title = plain(self._export)
        self._ask()

    def _ask(self) -> None:
        if self._export == MODEL_CARD:
            self.query_one(TablePreview).show_message(
                "Models are being fitted for this table, which takes a while …"
            )
            self._cards.ask(self._export)
        else:
            self._tables.ask(self._export)

    def _build(self, name: str) -> ExportTable | str:
        """The table of an export, or why it is empty."""
        try:
            return self.project.exports.table(name)
        except ReviewError as error:
            return str(error)

    def _show(self, name: str, table: ExportTable | str) -> None:
        if name != self._export:
            return
        preview = self.query_one(TablePreview)
        if isinstance(table, str):
            preview.show_message(table)
            return
        table = table.printed()
        if not table.rows:
            preview.show(table.caption, Content("No rows yet: decide and code first."), "")
            return
        more = f"… and {len(table.rows) - ROWS:,} more rows" if len(table.rows) > ROWS else ""
        headings = [column.heading for column in table.columns]
        right = [column.kind.value in {"integer", "number"} for column in table.columns]
        preview.show(table.caption, describe_table(headings, table.rows[:ROWS], right), more)

    def action_formats(self) -> None:
        """Choose the formats of exports."""
        from review.tui.dialogs.formats import FormatsDialog

        def take(formats: tuple[str, ...] | None) -> None:
            if formats:
                self._formats = formats
                self.report(f"Exports are written as {', '.join(formats)}.")

        self.app.push_screen(FormatsDialog(self._formats), take)

    def action_write(self, every: bool) -> None:
        """Write the export under the cursor, or all of them."""
        if names := self._names if every else [self._export] if self._export else []:
            self.report(f"Writing {counted(len(names), 'export')} …")
            self._write(names, self._formats)

    def _write_ended(self) -> None:
        self.review_app.remove_notices("Writing ")

    @work(thread=True, group="write")
    def _write(self, names: list[str], formats: tuple[str, ...]) -> None:
        try:
            paths = self.project.exports.write(names, formats)
        except ReviewError as error:
            self.call_later(self._write_ended)
            self.call_later(self.report, str(error), "error")
        else:
            self.call_later(self._report_written, paths)

    def _report_written(self, paths: list[Path]) -> None:
        tables = [path for path in paths if not path.name.endswith(".meta.json")]
        self._write_ended()
        self._written |= {path.stem: path for path in tables}
        shown = ", ".join(path.name for path in tables[:4])
        more = f" and {len(tables) - 4} more" if len(tables) > 4 else ""
        self.report(f"Written to {self.project.folder.name}/exports: {shown}{more}. Press o to open it.")

    def action_open(self) -> None:
        """Open the last file written for this export in the system's viewer."""
        path = self._written.get(self._export)
        if path is None:
            self.report("Nothing has been written yet: press w first.")
        else:
            self._open(path)

    def action_open_folder(self) -> None:
        """Open the exports' folder."""
        self._open(self.project.folder / "exports")

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

    def action_focus_preview(self) -> None:
        """Focus the table, to scroll it."""
        self.query_one(TablePreview).focus()

    def action_focus_list(self) -> None:
        """Return to the list."""
        self.query_one(OptionList).focus()
