"""The Reader's text with its tables and its search: what is read, and moving in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from review.domain import Document, PageTable, PassageKind
from review.domain.texts.spans import Span
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.reader.bindings import TEXT_BINDINGS
from review.tui.places.reader.finding import found_place, page_range
from review.tui.places.reader.table_pane import TablePane
from review.tui.places.reader.text_search import TextSearch
from review.tui.widgets.reading.find_bar import FindBar
from review.tui.widgets.reading.marks import CodingMark
from review.tui.widgets.reading.table_view import TableView
from review.tui.widgets.reading.view import Notes, ReadingView


def _below(document: Document) -> str:
    """What is below the text, by the kinds of side text that the document has, and the key that leads there."""
    kinds = dict.fromkeys(aside.kind for aside in document.asides)
    names = [kind if kind == "hidden text" else f"{kind}s" for kind in kinds]
    return f"Below the text (Ctrl+End): {', '.join(names)}."


class OpenedText(NamedTuple):
    """A document from an offset on (default: its first paragraph); `find` finds a page's tables."""

    document: Document
    at: int | None
    find: Callable[[int], Sequence[PageTable]]

    @property
    def start(self) -> int:
        """Where the cursor is put."""
        paragraphs = (p.start for p in self.document.passages if p.kind is PassageKind.PARAGRAPH)
        return next(paragraphs, 0) if self.at is None else self.at


class TextPane(Vertical):
    """Shows an opened text, until another one is opened.

    `view` is the text, `table_pane` shows a table instead of it, `search` marks words in it. While a table is shown, the
    selection in the text is the selected cell or row. What is marked and noted comes from the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = TEXT_BINDINGS

    def __init__(self, opened: OpenedText) -> None:
        super().__init__()
        self.view = ReadingView(opened.document, opened.start)
        self.table_pane = TablePane(opened.document, opened.find)
        self.search = TextSearch(self.view)
        self._codings: Sequence[CodingMark] = ()

    def compose(self) -> ComposeResult:
        """The text; a table instead of it; a search line."""
        yield self.view
        yield self.table_pane
        yield self.search.bar

    def on_mount(self) -> None:
        """Focus the text."""
        self.view.focus()

    def open(self, opened: OpenedText, codings: Sequence[CodingMark], notes: Notes) -> None:
        """Show another text, with its codings and notes, and nothing of what lay over the one before."""
        self.remove_class("-table")
        self.table_pane.open(opened.document, opened.find)
        self.search.forget()
        self._codings = codings
        self.view.open(opened.document, opened.start, codings, notes)
        self.view.focus()
        self._look_for_tables()

    @property
    def target(self) -> Span:
        """The span that an act applies to: the selected cells, the selection, or the passage."""
        passage = self.view.cursor.passage
        return self.table_pane.span or self.view.cursor.selection or (passage.start, passage.end)

    def show(self, document: Document, codings: Sequence[CodingMark], notes: Notes) -> None:
        """Show the codings, the notes of passages, and the page labels of `document`, which is the same text."""
        if self.view.cursor.document is not document:
            self.view.relabel(document)
            self.table_pane.relabel(document)
        self._codings = codings
        self.view.set_codings(codings, notes)
        self.table_pane.view.set_codings(codings)

    def close(self) -> bool:
        """Close the table, or clear the selection or the search; returns whether there was one."""
        if self.table_pane.close():
            self._show_table_or_text()
        elif self.view.clear_selection():
            return True
        elif self.search.is_open:
            self.search.end()
        else:
            return False
        return True

    @property
    def is_covered(self) -> bool:
        """Whether a selection or the search lies over the text, and `close` ends that first."""
        return not self.table_pane.is_open and (self.view.cursor.selection is not None or self.search.is_open)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys of the text while a table is shown."""
        return not self.table_pane.is_open and super().check_action(action, parameters)

    # Tables

    @on(ReadingView.Moved)
    def _look_for_tables(self) -> None:
        self.table_pane.search(self.view.cursor.at)

    @on(TablePane.Found)
    def _take_tables(self, message: TablePane.Found) -> None:
        """Mark in the text where tables begin; open a table requested meanwhile."""
        self.view.set_remarks(self.table_pane.tables.remarks(self.view.cursor.end))
        if self.table_pane.tables.wants(self.view.cursor.at):
            if message.problem:
                self.app.notify(message.problem, severity="warning")
            self.step_table(1)
        self._look_for_tables()

    @on(TablePane.Failed)
    def _miss_tables(self, message: TablePane.Failed) -> None:
        if message.is_missed:
            self.app.notify("The search for tables failed. Press t to try again.", severity="error")

    def step_table(self, step: int) -> None:
        """Show the table at the cursor, then the next on its page, then the text."""
        was_open, cursor = self.table_pane.is_open, self.view.cursor
        if message := self.table_pane.step(step, cursor.at, cursor.text, self._codings):
            self.app.notify(message)
        self._look_for_tables()
        if was_open or self.table_pane.is_open:
            self._show_table_or_text()

    def _show_table_or_text(self) -> None:
        self.set_class(self.table_pane.is_open, "-table")
        if self.table_pane.is_open:
            self.table_pane.view.focus()
        else:
            self.view.clear_selection()
            self.view.focus()
        self.screen.refresh_bindings()

    @on(TableView.Moved)
    def _follow_cell(self) -> None:
        """Select in the text what is selected in the table."""
        if span := self.table_pane.span:
            if span[0] >= self.view.cursor.document.body_end and not self.view.cursor.asides_shown:
                self.view.show_asides(shown=True)
            self.view.select(*span)

    # Pages and side text

    def action_asides(self) -> None:
        """Show or hide side text below the body."""
        if not self.view.cursor.document.asides:
            self.app.notify("This document has no side text.")
            return
        self.view.show_asides(not self.view.cursor.asides_shown)
        if self.view.cursor.asides_shown:
            self.app.notify(_below(self.view.cursor.document))

    def action_page(self) -> None:
        """Go to a page by its printed label or PDF number, or to a paragraph of a text file."""
        document = self.view.cursor.document
        known = page_range(document)
        what = "paragraph" if document.is_unpaged else "page"

        def complaint(typed: str) -> str:
            return "" if found_place(document, typed) else f"There is no {what} {typed}: {known}."

        def go(typed: str | None) -> None:
            if typed and (found := found_place(document, typed)):
                start, line = found
                self.view.go_to(start)
                self.app.notify(line)

        self.app.push_screen(TextPrompt(f"Go to {what}", hint=known, goes=True, complaint=complaint), go)

    # Search

    def action_find(self) -> None:
        """Search the text."""
        self.search.bar.open()

    @on(FindBar.SearchChanged)
    def _find(self, message: FindBar.SearchChanged) -> None:
        if message.is_entered:
            self.view.focus()
        else:
            self.search.search(message.words)

    @on(FindBar.Closed)
    def _stop_finding(self) -> None:
        self.search.end()

    def action_match(self, step: int) -> None:
        """Go to the next match, wrapping round."""
        self.search.step(step)

    def mark(self, terms: Iterable[str]) -> None:
        """Mark terms in the passage at the cursor."""
        if not self.search.mark(terms):
            self.app.notify("None of the terms is in this passage.")
