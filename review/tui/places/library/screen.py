"""The Library screen: lists all records, to search, filter, open, edit and classify."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.tui.places.base import WIDE, ReviewScreen, is_small
from review.tui.places.library.hits import Hits
from review.tui.places.library.listing import (
    Condition,
    ListAsked,
    ListRead,
    RecordListing,
    conditions,
    counts_in_words,
    labelled,
    read,
    sorts,
)
from review.tui.places.library.new_files import NewFiles
from review.tui.places.record_acts import detail_of
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.widgets.filter_bar import FilterBar, FilterChips
from review.tui.widgets.record_details import RecordDetails
from review.tui.widgets.record_header import RecordHeader
from review.tui.widgets.record_list import RecordList, RecordRows

if TYPE_CHECKING:
    from review.domain.search_hits import SearchHit
    from review.project import IngestReport
    from review.tui.places.library.deeds import Deeds

MARKED = "Marked: "
"""How the notice begins that says how many records are marked."""

READING = ("reading …; this is still the list before", "reading …")
"""Shown in place of the number of records while they are read, the longest that fits; only the second where nothing is listed yet."""

OF_RECORDS = frozenset(
    {
        "screen_record",
        "search",
        "filter",
        "decide",
        "sort",
        "edit",
        "confirm",
        "source_type",
        "facets",
        "duplicates",
    }
)
"""Actions that need a record in the review."""


class LibraryScreen(ReviewScreen):
    """The list below a line for search and filters, with the record's details beside it on wide screens.

    Keys act on the record under the cursor, or on the marked ones. `listing` decides what is listed.
    """

    MODE = "library"
    HELP = (
        "Every record of the review. Search and filter, then open one: {records.open} opens its text, {library.screen} opens it in Screening."
        " A search lists titles and authors first, then what it found in abstracts and texts; {records.open} opens the text there."
        " {library.decide} decides on all marked records, or on all that were found.\n"
        "F, the file: P PDF or text read, S scan without text, L locked, - reference only, N not retrieved, ! file gone\n"
        "1 2, the stages: ✓ include, ✗ exclude, ? maybe, ‖ park, ! conflict, · none\n"
        "? after the year: not confirmed. *: marked. Columns that are empty in all records are left out."
    )
    CSS_PATH = "library.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "screen_record", "Screening", id="library.screen"),
        Binding("slash", "search", "Search", id="library.search"),
        Binding("f", "filter", "Filter", id="library.filter"),
        Binding("F", "clear", "Clear filters", show=False, id="library.clear"),
        Binding("D", "decide", "Decide", id="library.decide"),
        Binding("o", "sort", "Order", id="library.sort"),
        Binding("e", "edit", "Edit", id="library.edit"),
        Binding("c", "confirm", "Confirm", id="library.confirm"),
        Binding("t", "source_type", "Source type", id="library.source_type"),
        Binding("equals_sign", "duplicates", "Duplicates", id="library.duplicates"),
        # Shown where there is room: in an empty review, that is without those that need records.
        Binding("i", "ingest", "Read new files", id="library.ingest"),
        Binding("I", "import_references", "Import references", id="library.import"),
        Binding("T", "facets", "Facets", show=False, id="library.facets"),
        Binding("R", "role", "Role", show=False, id="library.role"),
        Binding("N", "memo", "Memo", show=False, id="library.memo"),
        Binding("U", "not_retrieved", "Not retrieved", show=False, id="library.not_retrieved"),
        Binding("r", "reread", "Read the document again", show=False, id="library.reread"),
        Binding("a", "appraise", "Appraise", show=False, id="library.appraise"),
        Binding("A", "attach", "Attach a document", show=False, id="library.attach"),
        Binding("H", "history", "History", show=False, id="library.history"),
        Binding("L", "relate", "Relate or merge two marked records", show=False, id="library.relate"),
        Binding("E", "export", "Export these references", show=False, id="library.export"),
        Binding("d", "details", "Details pane", show=False, id="library.details"),
        Binding("escape", "leave_search", "Back to the list", show=False, id="library.leave_search"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.listing = RecordListing()
        self._total = 0
        self._lists = BackgroundQuestions(self, lambda asked: read(self.project, asked), self._show_list)
        self._hits = Hits(self, lambda: self.listing.selection.search, self._show_hit)
        self._goes_to: str | None = None

    def compose_body(self) -> ComposeResult:
        """The filter bar, the line about new files, the list with details, and a hint if it is empty."""
        theory_map = self.project.theory.map
        yield FilterBar()
        yield NewFiles(self.project, partial(self.key_of, "library.ingest"))
        with Horizontal(id="library-body"):
            with Vertical():
                rows = RecordList(
                    [stage.id for stage in theory_map.stages],
                    {kind.id: kind.name for kind in theory_map.source_types},
                )
                # Known before it is shown, so that it gets its styles once.
                yield rows.set_class(not self.project.records.count(), "-empty", update=False)
                yield Static(id="empty")
            yield RecordDetails()

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without any record, the keys that need one are not shown, so that those that bring some are."""
        return (self._total > 0 or action not in OF_RECORDS) and super().allows(action, parameters)

    @property
    def _own_keys(self) -> tuple[bool, bool]:
        """Which keys there are: those for records in the review, and those of the list for what is in it."""
        return self._total > 0, len(self._rows.keys) > 0

    @property
    def _rows(self) -> RecordRows:
        return self.query_one(RecordRows)

    def on_mount(self) -> None:
        """Show the list, and begin to look for new files once it can be seen."""
        self._rows.focus()
        self._list()
        new_files = self.query_one(NewFiles)
        if self.review_app.is_shown:
            new_files.begin()
        else:
            self.review_app.shown.subscribe(new_files, lambda _: new_files.begin())

    def project_changed(self) -> None:
        """Update the list: decisions, codings or references have changed."""
        self._list(stays=True)
        if self.query_one(NewFiles).display:
            self.query_one(NewFiles).look()

    # The list

    def _list(self, *, stays: bool = False, to_best: bool = False) -> None:
        """List what is selected; if the cursor `stays`, rows that come or go leave it where it is; else it may go `to_best`."""
        self._lists.ask(ListAsked(self.listing.selection, stays, to_best), at_once=is_small(self.project))
        if self._lists.is_busy and not stays:
            self.query_one(FilterChips).show(
                self._labelled(), *(READING if self._rows.keys else READING[-1:])
            )

    def _show_list(self, asked: ListAsked, found: ListRead | str) -> None:
        """Show what was read, unless something else has been selected meanwhile, which is read next."""
        if asked.selection != self.listing.selection:
            return
        if isinstance(found, str):
            self.report(found, "error")
            return
        before, selection, keys = self._own_keys, asked.selection, found.listed.keys
        self._total = found.total
        self.query_one(RecordList).leave_out(found.without)
        self._rows.show(keys, self.project.records.rows, named=found.listed.named, stays=asked.stays)
        if self._own_keys != before:
            self.refresh_bindings()
        self.query_one(RecordHeader).show_sort(selection.sort, selection.descending)
        self._show_count()
        if asked.to_best:
            self._rows.action_jump(0)
        if self._goes_to:
            self._go_to(self._goes_to)
        self.query_one(RecordList).set_class(not keys, "-empty")
        empty = self.query_one("#empty", Static)
        empty.display = not keys
        if not keys:
            empty.update(self._empty_text())
            self.query_one(RecordDetails).show(None)

    @on(RecordRows.MarksChanged)
    def _marked(self, message: RecordRows.MarksChanged) -> None:
        self.review_app.remove_notices(MARKED)
        if message.count:
            self.report(f"{MARKED}{counted(message.count, 'record')}.")
        self._show_count()

    def _show_count(self) -> None:
        shown, marked = len(self._rows.keys), len(self._rows.marked)
        searched = bool(self.listing.selection.search.strip())
        counts = counts_in_words(shown, self._total, marked, searched=searched)
        self.query_one(FilterChips).show(self._labelled(), *counts)

    def _labelled(self) -> Sequence[tuple[Condition, str]]:
        return labelled(self.listing.selection.where, self.project.theory.map)

    def _empty_text(self) -> Content:
        if self.listing.is_narrowed:
            return Content.assemble(
                ("No records match.", "bold"),
                "\n\nF clears search and filters, / starts another search.",
            )
        return Content.assemble(
            ("No records yet.", "bold"),
            f"\n\nPut PDFs or texts into {self.project.folder.name}/corpus and press {self.key_of('library.ingest')} to read them,"
            f"\nor press {self.key_of('library.import')} to import references from a file.",
        )

    @on(RecordRows.Highlighted)
    def _describe(self, message: RecordRows.Highlighted) -> None:
        self._show_details(message.row.record)

    @on(RecordDetails.Uncovered)
    def _describe_current(self) -> None:
        if record := self._current():
            self._show_details(record)

    def _show_details(self, record: str) -> None:
        pane = self.query_one(RecordDetails)
        if pane.display:
            detail = self.act(lambda: detail_of(self.project, record))
            keys = self.key_of("library.confirm"), self.key_of("library.edit")
            pane.show(replace(detail, keys=keys) if detail else None)

    @on(NewFiles.Gone)
    def _show_gone(self, message: NewFiles.Gone) -> None:
        self._rows.show_gone(message.paths)

    @on(RecordRows.HitsWanted)
    def _wanted(self, message: RecordRows.HitsWanted) -> None:
        self._hits.look(message.rows)

    def _show_hit(self, key: int, hit: SearchHit | None) -> None:
        self._rows.show_hits({key: hit})

    @on(RecordRows.Opened)
    def _open(self, message: RecordRows.Opened) -> None:
        """Open the record, at the searched words if its text was found by them."""
        hit, record, search = None, message.row.record, self.listing.selection.search
        if message.is_hit:
            hit = self.act(lambda: self.project.documents.hit(record, search))
        if hit and hit.start is not None:
            self.review_app.open_reader(record, hit.start, searched=search)
        else:
            self.review_app.open_reader(record)

    # Search, filters, order

    def _list_if(self, changed: bool) -> None:
        if changed:
            self._list()

    @on(FilterBar.Searched)
    def _find(self, message: FilterBar.Searched) -> None:
        """List what has these words, with the cursor on the best match; without words it stays on its record."""
        if self.listing.search(message.words):
            self._list(to_best=bool(message.words.strip()))
        if message.is_done:
            self.action_leave_search()

    def action_leave_search(self) -> None:
        """Return from the search to the list."""
        self._rows.focus()

    def action_search(self) -> None:
        """Focus the search field."""
        self.query_one(FilterBar).begin()

    def action_clear(self) -> None:
        """Clear search and filters."""
        self.query_one(FilterBar).clear()
        self._list_if(self.listing.clear())

    def action_filter(self) -> None:
        """Choose a filter to add, or an active one to remove."""
        from review.tui.dialogs.choose import Choice, Chooser

        searches = [search.id for search in self.project.searches.all()]
        offered = conditions(self.project.theory.map, searches, *self.project.references.labels_and_sources())
        choices = [
            Choice("\n".join(condition), label, marked=condition in self.listing.selection.where)
            for condition, label in offered
        ]
        self.app.push_screen(Chooser("Filter: records with …", choices), self._filter)

    def show_record(self, record: str) -> None:
        """Put the cursor on a record; a search or filter that leaves it out is cleared."""
        self._goes_to = record
        key = self.project.records.key_of(record)
        if key is not None and key not in self._rows.keys:
            self.action_clear()
        if not self._lists.is_busy:
            self._go_to(record)

    def _go_to(self, record: str) -> None:
        self._goes_to, key = None, self.project.records.key_of(record)
        if key is not None and key in self._rows.keys:
            self._rows.cursor = list(self._rows.keys).index(key)
            self._rows.focus()

    def show_those(self, condition: Condition) -> None:
        """List the records of one condition only."""
        self.action_clear()
        self._list_if(self.listing.toggle(condition))

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            field, _, value = chosen.partition("\n")
            self._list_if(self.listing.toggle((field, value)))

    @on(FilterChips.Removed)
    def _unfilter(self, message: FilterChips.Removed) -> None:
        self._list_if(self.listing.toggle(message.condition))

    def action_sort(self) -> None:
        """Choose the order of the list; choosing the current one reverses it."""
        from review.tui.dialogs.choose import Chooser, keyed

        choices = keyed(
            [(sort, named(sort), "") for sort in sorts(self.project.theory.map)],
            self.listing.selection.sort,
        )
        self.app.push_screen(Chooser("Order by (choose again to reverse)", choices), self._sort)

    def _sort(self, sort: str | None) -> None:
        if sort is not None:
            self._list_if(self.listing.sort(sort))

    @on(RecordHeader.SortAsked)
    def _heading_clicked(self, message: RecordHeader.SortAsked) -> None:
        self._sort(message.sort)

    # Reading files

    def action_ingest(self) -> None:
        """Read the new files in corpus/."""
        if self.project.read_only:
            self.report(f"Files cannot be read: {self.project.read_only}", "warning")
        else:
            self.query_one(NewFiles).look(self._read)

    def _read(self, found: Sequence[Path]) -> None:
        from review.tui.dialogs.ingest import IngestScreen

        if found or self.project.documents.scans():
            self.app.push_screen(IngestScreen(self.project), self._ingested)
        else:
            key = self.key_of("library.ingest")
            self.report(f"No new files in corpus/. Put PDFs or texts there, then press {key}.")

    def _ingested(self, _report: IngestReport | None) -> None:
        self.query_one(NewFiles).look()

    # Acts on records

    def _current(self) -> str | None:
        row = self._rows.row(self._rows.cursor)
        return row.record if row else None

    def _chosen(self) -> list[str]:
        """The marked records, or else the one under the cursor."""
        if self._rows.marked:
            return self.project.records.identifiers(sorted(self._rows.marked))
        current = self._current()
        return [current] if current else []

    @cached_property
    def _deeds(self) -> Deeds:
        # Loaded when it is wanted: the first picture of the program needs none of it.
        from review.tui.places.library.deeds import Deeds

        return Deeds(self, self._rows.clear_marks)

    def action_screen_record(self) -> None:
        """Open the record under the cursor in Screening."""
        if record := self._current():
            from review.tui.places.going import open_screening

            open_screening(self, record)

    def action_decide(self) -> None:
        """Decide on all marked records, or else on all that a search or filter found."""
        if self._lists.is_busy and not self.project.read_only:
            self.report("The list is being read; decide when it is there.")
        else:
            self._deeds.decide(*self._meant(), self.listing.selection)

    def _meant(self) -> tuple[Sequence[int], str]:
        """The keys of the marked records that are still in the review, else of those found; and what they are called."""
        listed, marked = self._rows.keys, self._rows.marked
        if marked:
            kept = [key for key in self.project.records.listing() if key in marked]
            hidden = len(marked.difference(listed))
            return kept, counted(len(kept), "marked record") + (f" ({hidden:,} not listed)" if hidden else "")
        if self.listing.is_narrowed:
            return listed, f"{len(listed):,} of {counted(self._total, 'record')}: all that are listed"
        return (), ""

    def action_edit(self) -> None:
        """Edit the record's reference."""
        if record := self._current():
            self._deeds.edit(record)

    def action_confirm(self) -> None:
        """Confirm all values found in the files of the marked records, or of this one."""
        self._deeds.confirm(self._chosen())

    def action_source_type(self) -> None:
        """Set the source type of the marked records, or of this one."""
        self._deeds.source_type(self._chosen())

    def action_facets(self) -> None:
        """Set the values of a facet of the marked records, all of them, or facets of this one."""
        self._deeds.facets(self._chosen())

    def action_role(self) -> None:
        """Set the role of the marked records, or of this one."""
        self._deeds.role(self._chosen())

    def action_appraise(self) -> None:
        """Appraise the record under the cursor, for the whole review or a theory that it is coded to."""
        from review.tui.places.describing import appraise

        if record := self._current():
            appraise(self, record)

    def action_memo(self) -> None:
        """Write a memo on the record."""
        if record := self._current():
            self._deeds.memo(record)

    def action_import_references(self) -> None:
        """Import a reference file."""
        from review.tui.places.project_acts import import_references

        import_references(self)

    def action_reread(self) -> None:
        """Read the record's document again."""
        from review.tui.places.project_acts import reread

        if record := self._current():
            reread(self, record)

    def action_attach(self) -> None:
        """Attach a document to the record."""
        from review.tui.places.project_acts import attach

        if record := self._current():
            attach(self, record)

    def action_history(self) -> None:
        """List the acts on the record."""
        from review.tui.places.project_acts import history

        if record := self._current():
            history(self, record)

    def action_relate(self) -> None:
        """Say how the two marked records are related, or merge them."""
        match self._chosen():
            case [one, other]:
                self._deeds.relate(one, other)
            case _:
                self.report("Mark two records (m) to relate or merge them.")

    def action_not_retrieved(self) -> None:
        """Report that the record's document could not be obtained."""
        if record := self._current():
            self._deeds.not_retrieved(record)

    def action_duplicates(self) -> None:
        """Open Duplicates."""
        from review.tui.places.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen())

    def action_export(self) -> None:
        """Show the references of what is listed in Exports, to be written."""
        from review.tui.places.exports import ExportsScreen

        self.review_app.action_go("exports")
        exports = self.app.screen
        if isinstance(exports, ExportsScreen):
            exports.call_later(exports.show_references, self.listing.selection)

    def action_details(self) -> None:
        """Show or hide the details pane."""
        if self.has_class("-narrow"):
            self.report(f"The details pane needs {WIDE} columns; this window has {self.app.size.width}.")
        else:
            self.toggle_class("-without-details")
