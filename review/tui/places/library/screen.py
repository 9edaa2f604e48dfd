"""The Library's keys: open, edit, confirm, classify and note the records of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from review.domain import Role
from review.domain.wording.counted import counted
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.dialogs.edit_reference import EditReference, unconfirmed
from review.tui.places.library.listing import ListingScreen
from review.tui.places.record_acts import detail_of, edit_reference, new_source_type
from review.tui.widgets.record_details import RecordDetails
from review.tui.widgets.record_list import RecordRows

if TYPE_CHECKING:
    from review.project import IngestReport


class LibraryScreen(ListingScreen):
    """What can be done with the record under the cursor, or with those that are marked."""

    MODE = "library"
    HELP = "Every record of the review. Search and filter, then open one: enter reads its text, s screens it."
    CSS_PATH = "library.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "screen_record", "Screen", id="library.screen"),
        Binding("slash", "search", "Search", id="library.search"),
        Binding("f", "filter", "Filter", id="library.filter"),
        Binding("F", "clear", "Clear filters", show=False, id="library.clear"),
        Binding("o", "sort", "Order", id="library.sort"),
        Binding("i", "ingest", "Read new files", show=False, id="library.ingest"),
        Binding("e", "edit", "Edit", id="library.edit"),
        Binding("c", "confirm", "Confirm", id="library.confirm"),
        Binding("t", "source_type", "Source type", id="library.source_type"),
        Binding("D", "duplicates", "Duplicates", id="library.duplicates"),
        Binding("R", "role", "Role", show=False, id="library.role"),
        Binding("N", "memo", "Memo", show=False, id="library.memo"),
        Binding("d", "details", "Details pane", show=False, id="library.details"),
        Binding("escape", "leave_search", "Back to the list", show=False, id="library.leave_search"),
    ]

    @on(RecordRows.Highlighted)
    def _describe(self, message: RecordRows.Highlighted) -> None:
        pane = self.query_one(RecordDetails)
        if pane.display:
            pane.show(self.act(lambda: detail_of(self.project, message.row.record)))

    @on(RecordRows.MarksChanged)
    def _count_marks(self) -> None:
        self._show_count()

    @on(RecordRows.Opened)
    def _open(self, message: RecordRows.Opened) -> None:
        self.review_app.open_record(message.row.record)

    def _current(self) -> str | None:
        row = self._rows.row(self._rows.cursor)
        return row.record if row else None

    def _chosen(self) -> list[str]:
        """The marked records, or the one under the cursor."""
        if self._rows.marked:
            return [row.record for row in self.project.records.rows(sorted(self._rows.marked))]
        current = self._current()
        return [current] if current else []

    def action_screen_record(self) -> None:
        """Screen the record under the cursor, whatever its turn."""
        if record := self._current():
            self.review_app.open_screening(record)

    def action_edit(self) -> None:
        """Edit the record's reference."""
        if identifier := self._current():
            record = self.project.records.get(identifier)

            def store(changes: Mapping[str, str]) -> str:
                return edit_reference(self.project, identifier, changes).message

            self.app.push_screen(EditReference(record, store), self.stored)

    def action_confirm(self) -> None:
        """Confirm every value that the file offered for the record's reference."""
        if identifier := self._current():
            fields = unconfirmed(self.project.records.get(identifier))
            if not fields:
                self.tell("Everything in this reference is confirmed already.")
            elif done := self.act(lambda: self.project.records.confirm(identifier, *fields)):
                self.tell(done.message)
                self.project_changed()

    def action_source_type(self) -> None:
        """Set the source type of the marked records or of this one."""
        if records := self._chosen():

            def take(kind: str | None) -> None:
                if kind:
                    self._for_each(records, lambda record: self.project.records.set_source_type(record, kind))

            self.app.push_screen(new_source_type(self.project, records[0]), take)

    def action_role(self) -> None:
        """Set the role of the marked records or of this one."""
        if records := self._chosen():

            def take(role: str | None) -> None:
                if role:
                    self._for_each(records, lambda record: self.project.records.edit(record, role=role))

            choices = keyed([(role, role.replace("-", " "), "") for role in Role])
            self.app.push_screen(Chooser("Role: only evidence counts in N", choices), take)

    def _for_each(self, records: list[str], act: Callable[[str], object]) -> None:
        done = 0
        for record in records:
            if self.act(partial(act, record)) is None:
                break  # what kept this one from being stored (another process that writes) keeps the others, too
            done += 1
        if done == len(records):
            self.tell(f"Done for {counted(done, 'record')}.")
            self._rows.clear_marks()
        elif done:
            self.tell(f"Done for {done} of {counted(len(records), 'record')}; they stay marked.", "warning")
        if done:
            self.project_changed()

    def action_memo(self) -> None:
        """Write a memo on the record."""
        if record := self._current():
            from review.tui.dialogs.text_prompt import TextPrompt

            prompt = TextPrompt(
                "Memo on this record",
                memo=True,
                store=lambda text: self.project.coding.memo(record, text).message,
            )
            self.app.push_screen(prompt, self.stored)

    def action_duplicates(self) -> None:
        """Settle records that may be one work."""
        from review.tui.places.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen())

    def action_details(self) -> None:
        """Show or hide the details beside the list."""
        self.toggle_class("-without-details")

    def action_ingest(self) -> None:
        """Read the new files of corpus/."""
        if self.project.read_only:
            self.tell(f"No files are read: {self.project.read_only}", "warning")
        else:
            self._look_for_new_files(self._read)

    def _read(self, found: Sequence[Path]) -> None:
        from review.tui.dialogs.ingest import IngestScreen

        if found or self.project.documents.scans():
            self.app.push_screen(IngestScreen(self.project), self._ingested)
        else:
            self.tell("There is nothing new in corpus/. Put PDFs there, then press i.")

    def _ingested(self, _report: IngestReport | None) -> None:
        self.note_revision()
        self.project_changed()
        self._look_for_new_files()
