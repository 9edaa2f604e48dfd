"""The Library: every record of the review, searched, filtered, sorted and opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from review.errors import ReviewError
from review.model import DecisionKind, Role, Selection
from review.tui.screens.base import ReviewScreen
from review.tui.screens.choose import Choice, Chooser, keyed
from review.tui.screens.edit_reference import EditReference, unconfirmed
from review.tui.screens.ingest import IngestScreen
from review.tui.screens.record_acts import detail_of, edit_reference, new_source_type
from review.tui.widgets.filter_bar import ConditionChips, FilterBar
from review.tui.widgets.record_details import RecordDetails
from review.tui.widgets.record_list import RecordHeader, RecordList, RecordRows
from review.tui.widgets.text_prompt import TextPrompt

DEBOUNCE = 0.12
"""Seconds without a key before a search begins."""


class LibraryScreen(ReviewScreen):
    """The list, a line for search and filters above it, and the record's details beside it where there is room."""

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
        Binding("R", "role", "Role", show=False, id="library.role"),
        Binding("N", "memo", "Memo", show=False, id="library.memo"),
        Binding("d", "details", "Details pane", show=False, id="library.details"),
        Binding("escape", "leave_search", "Back to the list", show=False, id="library.leave_search"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._selection = Selection()
        self._new_files: list[Path] = []

    def compose_body(self) -> ComposeResult:
        """The filter bar, the offer of new files, the list with its details, and what to do where it is empty."""
        theory_map = self.project.theory_map
        yield FilterBar()
        yield Static(id="new-files")
        with Horizontal(id="library-body"):
            with Vertical():
                yield RecordList(
                    [stage.id for stage in theory_map.stages],
                    {kind.id: kind.name for kind in theory_map.source_types},
                )
                yield Static(id="empty")
            yield RecordDetails()

    @property
    def _rows(self) -> RecordRows:
        return self.query_one(RecordRows)

    def on_mount(self) -> None:
        """Show the list; look for new files once it is on the screen."""
        self._rows.focus()
        self.note_revision()
        self._list()
        self.call_after_refresh(self._look_for_new_files)

    def project_changed(self) -> None:
        """List again: decisions, codings or references have changed."""
        self._list()

    def _list(self) -> None:
        keys = self.act(lambda: self.project.listing(self._selection))
        if keys is None:
            return
        self._rows.show(keys, self.project.rows)
        self.query_one(RecordHeader).show_sort(self._selection.sort, self._selection.descending)
        count = f"{len(keys):,} record{'' if len(keys) == 1 else 's'}"
        marked = f" · {len(self._rows.marked)} marked" if self._rows.marked else ""
        self.query_one(ConditionChips).show(self._selection.where, count + marked)
        self.query_one(RecordList).display = bool(keys)
        empty = self.query_one("#empty", Static)
        empty.display = not keys
        if not keys:
            empty.update(self._empty_text())
            self.query_one(RecordDetails).show(None)

    def _empty_text(self) -> Content:
        if self._selection.where or self._selection.search:
            return Content.assemble(
                ("Nothing matches.", "bold"),
                "\n\nF clears search and filters, / searches for something else.",
            )
        return Content.assemble(
            ("No records yet.", "bold"),
            f"\n\nPut PDFs into {self.project.folder.name}/corpus and press i to read them,"
            "\nor import references with `review import FILE`.",
        )

    @work(thread=True, exclusive=True, group="new-files")
    def _look_for_new_files(self) -> None:
        try:
            found = list(self.project.new_files())
        except ReviewError:
            found = []
        self.app.call_from_thread(self._offer, found)

    def _offer(self, found: list[Path]) -> None:
        self._new_files = found
        offer = self.query_one("#new-files", Static)
        offer.display = bool(found)
        files = f"{len(found)} new file{'' if len(found) == 1 else 's'}"
        it = "it" if len(found) == 1 else "them"
        offer.update(Content.assemble((f" {files} in corpus/ ", "bold"), f"press i to read {it}"))

    # Search, filters, order

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @work(exclusive=True, group="search")
    async def _search(self, text: str) -> None:
        await asyncio.sleep(DEBOUNCE)
        self._select(replace(self._selection, search=text))

    def _select(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self._list()

    @on(Input.Submitted, "#search")
    def action_leave_search(self) -> None:
        """Go from the search back to the list."""
        self._rows.focus()

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one("#search", Input).focus()

    def action_clear(self) -> None:
        """Take search and filters away."""
        self.query_one("#search", Input).value = ""
        self._select(replace(self._selection, where=(), search=""))

    def action_filter(self) -> None:
        """Choose a condition that records must meet; one that holds already is taken away."""
        choices = [
            Choice(
                f"{field}\n{value}",
                f"{field.replace('_', ' ')}: {label}",
                marked=(field, value) in self._selection.where,
            )
            for field, value, label in self._conditions()
        ]
        self.app.push_screen(Chooser("Show only records with …", choices), self._filter)

    def _conditions(self) -> list[tuple[str, str, str]]:
        theory_map = self.project.theory_map
        outcomes = (*DecisionKind, "conflict", "none")
        return [
            *((stage.id, outcome, str(outcome)) for stage in theory_map.stages for outcome in outcomes),
            *(("source_type", kind.id, kind.name) for kind in theory_map.source_types),
            ("source_type", "unclassified", "unclassified"),
            *(("code", code, f"{code} {name}") for code, name in theory_map.code_names.items()),
            *(("role", role, role.replace("-", " ")) for role in Role),
            *(
                ("reading_status", status, status.replace("-", " "))
                for status in ("added", "partial", "no-text", "encrypted")
            ),
        ]

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            field, _, value = chosen.partition("\n")
            self._toggle((field, value))

    @on(ConditionChips.Removed)
    def _unfilter(self, message: ConditionChips.Removed) -> None:
        self._toggle(message.condition)

    def _toggle(self, condition: tuple[str, str]) -> None:
        where = self._selection.where
        kept = tuple(other for other in where if other != condition)
        self._select(replace(self._selection, where=kept if condition in where else (*kept, condition)))

    def action_sort(self) -> None:
        """Choose the order of the list; the same again turns it round."""
        sorts = ("added", "author_year", "title", "year", "source_type", "codings")
        stages = (stage.id for stage in self.project.theory_map.stages)
        choices = keyed([(s, s.replace("_", " "), "") for s in (*sorts, *stages)], self._selection.sort)
        self.app.push_screen(Chooser("Order by (again: the other way round)", choices), self._sort)

    def _sort(self, sort: str | None) -> None:
        if sort is not None:
            turned = sort == self._selection.sort and not self._selection.descending
            self._select(replace(self._selection, sort=sort, descending=turned))

    @on(RecordHeader.SortAsked)
    def _heading_clicked(self, message: RecordHeader.SortAsked) -> None:
        self._sort(message.sort)

    # The record under the cursor

    @on(RecordRows.Highlighted)
    def _describe(self, message: RecordRows.Highlighted) -> None:
        pane = self.query_one(RecordDetails)
        if pane.display:
            pane.show(self.act(lambda: detail_of(self.project, message.row.record)))

    @on(RecordRows.MarksChanged)
    def _count_marks(self) -> None:
        self._list()

    @on(RecordRows.Opened)
    def _open(self, message: RecordRows.Opened) -> None:
        self.review_app.open_record(message.row.record)

    def _current(self) -> str | None:
        row = self._rows.row(self._rows.cursor)
        return row.record if row else None

    def _chosen(self) -> list[str]:
        """The marked records, or the one under the cursor."""
        if self._rows.marked:
            return [row.record for row in self.project.rows(sorted(self._rows.marked))]
        current = self._current()
        return [current] if current else []

    def action_screen_record(self) -> None:
        """Screen the record under the cursor, whatever its turn."""
        if record := self._current():
            self.review_app.open_screening(record)

    def action_edit(self) -> None:
        """Edit the record's reference."""
        if identifier := self._current():
            record = self.project.record(identifier)

            def save(changes: dict[str, str] | None) -> None:
                if changes and self.act(lambda: edit_reference(self.project, record.id, changes)):
                    self.project_changed()

            self.app.push_screen(EditReference(record), save)

    def action_confirm(self) -> None:
        """Confirm every value that the file offered for the record's reference."""
        if identifier := self._current():
            fields = unconfirmed(self.project.record(identifier))
            if not fields:
                self.tell("Everything in this reference is confirmed already.")
            elif done := self.act(lambda: self.project.confirm(identifier, *fields)):
                self.tell(done.message)
                self.project_changed()

    def action_source_type(self) -> None:
        """Set the source type of the marked records or of this one."""
        if records := self._chosen():

            def take(kind: str | None) -> None:
                if kind:
                    self._for_each(records, lambda record: self.project.set_source_type(record, kind))

            self.app.push_screen(new_source_type(self.project, records[0]), take)

    def action_role(self) -> None:
        """Set the role of the marked records or of this one."""
        if records := self._chosen():

            def take(role: str | None) -> None:
                if role:
                    self._for_each(records, lambda record: self.project.edit(record, role=role))

            choices = keyed([(role, role.replace("-", " "), "") for role in Role])
            self.app.push_screen(Chooser("Role: only evidence counts in N", choices), take)

    def _for_each(self, records: list[str], act: Callable[[str], object]) -> None:
        done = [record for record in records if self.act(partial(act, record)) is not None]
        if done:
            self.tell(f"Done for {len(done)} record{'' if len(done) == 1 else 's'}.")
            self._rows.clear_marks()
            self.project_changed()

    def action_memo(self) -> None:
        """Write a memo on the record."""
        if record := self._current():

            def save(text: str | None) -> None:
                if text and (done := self.act(lambda: self.project.memo(record, text))):
                    self.tell(done.message)
                    self.project_changed()

            self.app.push_screen(TextPrompt("Memo on this record", memo=True), save)

    def action_details(self) -> None:
        """Show or hide the details beside the list."""
        self.toggle_class("-without-details")

    def action_ingest(self) -> None:
        """Read the new files of corpus/."""
        if self.project.read_only:
            self.tell(f"Read-only: {self.project.read_only}", "warning")
        elif not self._new_files:
            self.tell("There is nothing new in corpus/. Put PDFs there, then press i.")
            self._look_for_new_files()
        else:
            self.app.push_screen(IngestScreen(self.project), self._ingested)

    def _ingested(self, _read: bool | None) -> None:
        self.note_revision()
        self.project_changed()
        self._look_for_new_files()
