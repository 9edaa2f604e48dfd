"""The Exports screen: tables, figures and what else there is for the write-up, with a preview of each."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from review.domain import Selection
from review.errors import ReviewError
from review.tui.places.base import ReviewScreen
from review.tui.places.exports.deeds import Deeds
from review.tui.places.exports.desk import MODEL_CARD, ExportsDesk, Preview
from review.tui.places.exports.references import REFERENCES
from review.tui.places.exports.writing import Writing
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED
from review.tui.support.viewer import open_file
from review.tui.widgets.fitting.showing import show_title
from review.tui.widgets.options import Options
from review.tui.widgets.table_preview import TablePreview, first_column, table_lines

FITTING = "Models are being fitted for this table, which takes a while …"

WAITING = "This is shown in a moment …"

AGAIN = 1.0
"""Seconds between looks at whether what is being written is still said."""

SOON = 0.3
"""Seconds after which a table that is not there yet is said to come."""


class ExportsScreen(ReviewScreen):
    """The list of exports and a preview of the one under the cursor. `desk` decides what is shown and written."""

    MODE = "exports"
    HELP = "Tables, figures, the report and the handout, from the current state of the review. {exports.write} writes the one under the cursor, {exports.write_all} all but the annotated PDFs, {exports.coded} a coded project for NVivo and other programs."
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/table_preview.tcss", "exports.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write(False)", "Write", id="exports.write"),
        Binding("W", "write(True)", "Write all", id="exports.write_all"),
        Binding("s", "stop", "Stop", id="exports.stop"),
        Binding("l", "go('exports-table')", "To the table", id="exports.table"),
        Binding("h", "go('exports-list')", "To the list", id="exports.list"),
        Binding("f", "formats", "Formats", id="exports.formats"),
        Binding("F", "folder", "Folder", id="exports.folder"),
        Binding("t", "template", "Template", id="exports.template"),
        Binding("m", "measure", "Figures of suggestions", id="exports.measure"),
        Binding("r", "references", "Which records", id="exports.references"),
        Binding("a", "leave_out", "Low levels", id="exports.low_levels"),
        Binding("o", "open", "Open", id="exports.open"),
        Binding("O", "open_folder", "Open the folder", id="exports.open_folder"),
        Binding("c", "coded", "Coded project", id="exports.coded"),
        Binding("j", "move(1)", "Next", show=False, id="exports.next"),
        Binding("k", "move(-1)", "Previous", show=False, id="exports.previous"),
        Binding("g", "jump(0)", "First", show=False, id="exports.first"),
        Binding("G", "jump(-1)", "Last", show=False, id="exports.last"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._is_text = False
        self._listed: list[Content] = []

    def compose_body(self) -> ComposeResult:
        """The list and the preview."""
        self.desk = ExportsDesk(self.project, self.review_app.settings)
        self._deeds = Deeds(self, self.desk, self._show_again)
        self._writing = Writing(self, self.desk, self._show_written)
        self._tables = BackgroundQuestions(self, self._make, self._show)
        self._slow_tables = BackgroundQuestions(self, self._make, self._show)
        with Horizontal(id="exports-body"):
            yield Options(id="exports-list", markup=False)
            yield TablePreview(id="exports-table")

    def on_mount(self) -> None:
        """List the exports."""
        exports = self.query_one(OptionList)
        self._listed = self._lines()
        exports.add_options(Option(line) for line in self._listed)
        exports.highlighted = 0 if self.desk.exports else None
        exports.focus()
        self.set_interval(AGAIN, self._writing.say_again)

    def _lines(self) -> list[Content]:
        """Each export's title, name and when it was last written: in one line, or with its description in several."""
        exports = zip(self.desk.exports, self.desk.last_written(), strict=True)
        if not self.has_class("-very-wide"):
            longest = max((len(export.title) for export in self.desk.exports), default=0)
            return [
                Content.assemble(
                    (f"{export.title:<{longest}}", "bold"),
                    (f"   {export.name} · {written}", MUTED),
                )
                for export, written in exports
            ]
        return [
            Content.assemble(
                (export.title, "bold"),
                f"\n{export.description}\n",
                (f"{export.name} · {written}", MUTED),
            )
            for export, written in exports
        ]

    def _show_written(self) -> None:
        """Show again when each export was last written, where that has changed."""
        for exports in self.query(OptionList):
            before, self._listed = self._listed, self._lines() if exports.option_count else []
            for index, (old, line) in enumerate(zip(before, self._listed, strict=False)):
                if not line.is_same(old):
                    exports.replace_option_prompt_at_index(index, line)

    def on_screen_resume(self) -> None:
        """Show also what was written meanwhile, once the screen is laid out for its width."""
        self.call_next(self._show_written)

    def on_screen_suspend(self) -> None:
        """Keep nothing of a large review in memory that is no longer shown."""
        if not isinstance(self.app.screen, ModalScreen):
            self.desk.forget_previews()

    def on_resize(self) -> None:
        """Give each export one line or several, by the width that the screen is laid out for next."""
        self.call_next(self._show_written)
        self.call_after_refresh(self._fit_text)

    def _fit_text(self) -> None:
        """Show a text again that was made for another width."""
        if self._is_text and self.desk.width != self.query_one(TablePreview).text_width:
            self._ask()

    def project_changed(self) -> None:
        """Update the table shown; one that takes long is made again when it is chosen again."""
        if self.desk.is_slow:
            self.query_one(TablePreview).border_title = plain(
                f"{self.desk.title} (before the latest changes)"
            )
        elif self.desk.chosen:
            self._ask()

    @on(OptionList.OptionHighlighted)
    def _choose(self, message: OptionList.OptionHighlighted) -> None:
        before = self._own_keys
        self.desk.choose(message.option_index)
        if self._own_keys != before:
            self.refresh_bindings()
        self._ask()

    @property
    def _own_keys(self) -> tuple[bool, bool]:
        """Which keys there are for the chosen export alone: for its template, and for its records."""
        return self.desk.has_template, self.desk.chosen == REFERENCES

    def _ask(self) -> None:
        self.desk.width = self.query_one(TablePreview).text_width
        if self.desk.is_slow:
            self._show(self.desk.chosen, _shown(Preview(message=FITTING)))
            self._slow_tables.ask(self.desk.chosen)
        elif self.desk.is_kept:
            self._show(self.desk.chosen, self._make(self.desk.chosen))
        else:
            if self._shown == MODEL_CARD:
                self._show_waiting()
            elif self._shown != self.desk.chosen:
                self.set_timer(SOON, self._show_waiting)
            self._tables.ask(self.desk.chosen)

    def _show_waiting(self) -> None:
        """Say that what is chosen is still to come; another export's table would pass for it."""
        if self._shown != self.desk.chosen:
            self._show(self.desk.chosen, _shown(Preview(message=WAITING)))
            self._shown = ""

    def _make(self, name: str) -> tuple[Preview, list[Content]]:
        """A preview and its lines; for a background thread, unless it is kept."""
        return _shown(self.desk.preview(name))

    def _show(self, name: str, made: tuple[Preview, list[Content]]) -> None:
        """Show a preview below its own title: until then the one before stays, title and all."""
        if name != self.desk.chosen:
            return
        preview, body = made
        pane = self.query_one(TablePreview)
        show_title(pane, self.desk.heading)
        left = first_column(preview.headings, preview.rows) if preview.rows else 0
        pane.show(preview.caption, body, preview.more, left)
        if name != self._shown:
            pane.scroll_home(animate=False)
        self._shown, self._is_text = name, bool(preview.text)

    def action_leave_out(self) -> None:
        """Leave low levels of appraisal out of tables of evidence: of one dimension after the other, then of none."""
        self.report(self.desk.low_levels.leave_out_next(self.desk.chosen))
        self.query_one(TablePreview).border_title = self.desk.heading
        if self.desk.low_levels.can_leave_out([self.desk.chosen]):
            self._ask()

    def action_formats(self) -> None:
        """Choose the formats of exports."""
        self._deeds.choose_formats()

    def action_template(self) -> None:
        """Choose the template of the report."""
        self._deeds.choose_template()

    def action_measure(self) -> None:
        """Have the figures of suggestions in the report, or no longer."""
        self._deeds.measure()

    def action_references(self) -> None:
        """Choose which records' references are exported."""
        self._deeds.choose_references()

    def show_references(self, selection: Selection) -> None:
        """Show the references of a selection, to be written."""
        exports = self.query_one(OptionList)
        exports.highlighted = [one.name for one in self.desk.exports].index(REFERENCES)
        exports.focus()
        self.report(self.desk.references.choose(selection))
        self._show_again()

    def _show_again(self) -> None:
        """Show the chosen export again, under its new heading."""
        self.query_one(TablePreview).border_title = self.desk.heading
        self._ask()

    def action_folder(self) -> None:
        """Choose the folder for exports."""
        self._deeds.choose_folder()

    def action_coded(self) -> None:
        """Export the review as a coded project for another program."""
        from review.tui.places.exports.coded import export_coded

        export_coded(self)

    def action_write(self, every: bool) -> None:
        """Write the export under the cursor, or all of them."""
        if names := self.desk.to_write(every=every):
            self._writing.begin(names)

    def action_stop(self) -> None:
        """Stop writing before the next file; figures of suggestions that are being computed for it are given up."""
        self._writing.stop()

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key while there is something for it: writing to stop, another pane, a template, references to choose."""
        if action == "stop":
            return self._writing.is_going_on
        if action == "go":
            return not self.query_one(f"#{parameters[0]}").has_focus
        if action in {"template", "measure"}:
            return self.desk.has_template
        if action == "references":
            return self.desk.chosen == REFERENCES
        return super().allows(action, parameters)

    def action_open(self) -> None:
        """Open the latest file of this export in the system's viewer."""
        if self.desk.file is None:
            self.report(self.with_keys("Nothing has been written yet: press {exports.write} first."))
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

    def action_go(self, pane: str) -> None:
        """Go to the list or the table."""
        self.query_one(f"#{pane}").focus()

    def action_move(self, by: int) -> None:
        """Move the cursor in the list, or the table if it has the focus."""
        pane = self.query_one(TablePreview)
        if pane.has_focus:
            pane.scroll_relative(y=by, animate=False)
        else:
            self.query_one(Options).step(by)

    def action_jump(self, to: int) -> None:
        """Go to the first export (0) or the last one (-1), or to the ends of the table if it has the focus."""
        pane = self.query_one(TablePreview)
        if pane.has_focus:
            pane.scroll_to(y=pane.max_scroll_y if to else 0, animate=False)
            return
        exports = self.query_one(OptionList)
        exports.highlighted = to % exports.option_count


def _shown(preview: Preview) -> tuple[Preview, list[Content]]:
    """A preview and its lines."""
    if preview.rows:
        return preview, table_lines(preview.headings, preview.rows, preview.right)
    return preview, content(preview.text or preview.message).split(allow_blank=True)
