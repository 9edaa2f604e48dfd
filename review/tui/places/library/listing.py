"""Which records the Library lists: search, filters, order, and the new files that wait to be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from review.domain import DecisionKind, Role, Selection
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.tui.dialogs.choose import Choice, Chooser, keyed
from review.tui.places.base import ReviewScreen
from review.tui.widgets.filter_bar import ConditionChips, FilterBar
from review.tui.widgets.record_details import RecordDetails
from review.tui.widgets.record_header import RecordHeader
from review.tui.widgets.record_list import RecordList, RecordRows

if TYPE_CHECKING:
    from review.tui.support.watching import Watching

DEBOUNCE = 0.12
"""Seconds without a key before a search begins."""


class ListingScreen(ReviewScreen):
    """The list, a line for search and filters above it, and the record's details beside it where there is room."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._selection = Selection()
        self._watching: Watching | None = None
        self._lost_files: frozenset[str] = frozenset()

    def compose_body(self) -> ComposeResult:
        """The filter bar, the offer of new files, the list with its details, and what to do where it is empty."""
        theory_map = self.project.theory.map
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
        self.call_after_refresh(self._start_watching)

    def on_unmount(self) -> None:
        """Watch ``corpus/`` no longer."""
        if self._watching is not None:
            self._watching.stop()

    def _start_watching(self) -> None:
        from review.tui.support.watching import Watching

        if self.is_running:
            self._look_for_lost_files(tell=False)
            self._watching = Watching(
                self.project.documents.corpus, partial(self.call_later, self._look_again)
            )
            self._watching.start()

    def _look_again(self) -> None:
        self._look_for_new_files()
        self._look_for_lost_files()

    def project_changed(self) -> None:
        """List again: decisions, codings or references have changed."""
        self._list()

    def _list(self) -> None:
        keys = self.act(lambda: self.project.records.listing(self._selection))
        if keys is None:
            return
        self._rows.show(keys, self.project.records.rows)
        self.query_one(RecordHeader).show_sort(self._selection.sort, self._selection.descending)
        self._show_count()
        self.query_one(RecordList).display = bool(keys)
        empty = self.query_one("#empty", Static)
        empty.display = not keys
        if not keys:
            empty.update(self._empty_text())
            self.query_one(RecordDetails).show(None)

    def _show_count(self) -> None:
        listed = len(self._rows.keys)
        count = counted(listed, "record")
        marked = f" · {len(self._rows.marked)} marked" if self._rows.marked else ""
        self.query_one(ConditionChips).show(self._selection.where, count + marked)

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
    def _look_for_new_files(self, then: Callable[[Sequence[Path]], None] | None = None) -> None:
        try:
            found = list(self.project.documents.new_files())
        except ReviewError:
            found = []
        self.call_later(then or self._offer, found)

    def _offer(self, found: Sequence[Path]) -> None:
        offer = self.query_one("#new-files", Static)
        offer.display = bool(found) and not self.project.read_only
        files = counted(len(found), "new file")
        it = "it" if len(found) == 1 else "them"
        offer.update(Content.assemble((f" {files} in corpus/ ", "bold"), f"press i to read {it}"))

    @work(thread=True, exclusive=True, group="lost-files")
    def _look_for_lost_files(self, *, tell: bool = True) -> None:
        try:
            gone, changed = self.project.documents.gone(), self.project.documents.changed()
        except ReviewError:
            return
        self.call_later(self._note_lost, gone, changed, tell)

    def _note_lost(self, gone: Sequence[str], changed: Sequence[str], tell: bool) -> None:
        """Tell once, in one toast, which files are no longer what was read."""
        told, self._lost_files = self._lost_files, frozenset((*gone, *changed))
        news = [
            f"{what}: {names[0]}" if len(names) == 1 else f"{what}: {counted(len(names), 'file')}"
            for what, paths in (("Gone", gone), ("Changed", changed))
            if (names := [path for path in paths if path not in told])
        ]
        if news and tell:
            self.tell(f"{'. '.join(news)}. What was read and coded stays.", "warning")

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
        theory_map = self.project.theory.map
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
        stages = (stage.id for stage in self.project.theory.map.stages)
        choices = keyed([(s, s.replace("_", " "), "") for s in (*sorts, *stages)], self._selection.sort)
        self.app.push_screen(Chooser("Order by (again: the other way round)", choices), self._sort)

    def _sort(self, sort: str | None) -> None:
        if sort is not None:
            turned = sort == self._selection.sort and not self._selection.descending
            self._select(replace(self._selection, sort=sort, descending=turned))

    @on(RecordHeader.SortAsked)
    def _heading_clicked(self, message: RecordHeader.SortAsked) -> None:
        self._sort(message.sort)
