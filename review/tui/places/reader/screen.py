"""The Reader: read a document passage by passage, put codes on it, take suggestions or turn them down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from review.domain.citation import cite
from review.errors import ReviewError
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.reader.finding import find_all, page_range, page_start
from review.tui.places.reader.table_screen import TableScreen
from review.tui.support.clipboard import copy
from review.tui.support.plain import plain, shorten
from review.tui.widgets.highlighting import places_of
from review.tui.widgets.reading.find_bar import FindBar
from review.tui.widgets.reading.movement import Span


class ReaderScreen(TableScreen):
    """One record's text to read, code, search and quote."""

    MODE = "reader"
    HELP = (
        "Go from passage to passage with j and k; press a code's key (they stand in the panel of a wide screen, and "
        "behind /) to put the code on the passage, and again to take it off. Select with J, v or the mouse to code "
        "less or more than a passage. Enter takes the suggestion, r turns it down, n is done with the passage. Where the "
        "first column says that a table begins, t shows it: the arrow keys go from cell to cell, v takes the whole row, "
        "and codes are put on cells and rows as on passages."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-very-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="reader.copy"),
        Binding("o", "open_pdf", "PDF", id="reader.open_pdf"),
        Binding("H", "asides", "Set-aside text", show=False, id="reader.asides"),
        Binding("g", "page", "Go to a page", show=False, id="reader.page"),
        Binding("ctrl+f", "find", "Find", show=False, id="reader.find"),
        Binding("full_stop", "match(1)", "Next match", key_display=".", show=False, id="reader.next_match"),
        Binding(
            "comma", "match(-1)", "Previous match", key_display=",", show=False, id="reader.previous_match"
        ),
        Binding("W", "why", "Why, in the text", show=False, id="reader.why"),
        Binding("escape", "back", "Back", show=False, id="reader.back"),
    ]

    def __init__(self, record: str, at: int | None = None) -> None:
        super().__init__(record, at)
        self._matches: list[Span] = []
        self._match: int | None = None

    def action_copy(self) -> None:
        """Copy the quotation with its citation."""
        if not self.can_code():
            return
        start, end = self.target
        label = self.desk.document.page_at(start).label
        quote = " ".join(self.view.text[start:end].split())
        copy(self.app, f"“{quote}” {plain(cite(self.desk.record.author_year, label))}")
        self.tell(f"Copied with its citation: {shorten(quote, 60)}")

    def action_open_pdf(self) -> None:
        """Open the PDF at the page under the cursor."""
        path = self.project.documents.file_of(self._record)
        if path is None:
            self.tell("The file of this record is not in the corpus any more.", "warning")
        else:
            self._open_pdf(path, self.desk.document.page_at(self.view.cursor).number)

    @work(thread=True, group="viewer", exit_on_error=False)
    def _open_pdf(self, path: Path, page: int) -> None:
        from review.tui.support.viewer import open_at

        try:
            self.app.call_from_thread(self.tell, open_at(path, page))
        except ReviewError as error:
            self.app.call_from_thread(self.tell, str(error), "warning")

    def action_asides(self) -> None:
        """Show what was set aside, below the text, or hide it."""
        if not self.desk.document.asides:
            self.tell("Nothing was set aside from this text.")
            return
        self.view.show_asides(not self.view.asides_shown)
        self.show_all()
        if self.view.asides_shown:
            self.tell("Running heads, footers and footnotes stand behind the text (ctrl+end).")

    def action_page(self) -> None:
        """Go to a page by its printed label, or to a page of the PDF."""
        document = self.desk.document
        known = page_range(document)

        def complaint(typed: str) -> str:
            return "" if page_start(document, typed) is not None else f"There is no page {typed}: {known}."

        def go(typed: str | None) -> None:
            if typed and (start := page_start(document, typed)) is not None:
                self.view.go_to(start)

        self.app.push_screen(TextPrompt("Go to page", hint=known, complaint=complaint), go)

    def action_find(self) -> None:
        """Search the text."""
        self.query_one(FindBar).open()

    @on(FindBar.Sought)
    def find(self, message: FindBar.Sought) -> None:
        """Show the matches, and go to the first from the cursor on."""
        if message.is_entered:
            self.view.focus()
            return
        end = self.view.passages[-1].end if self.view.passages else 0
        self._matches = find_all(self.view.text, message.words, end)
        ahead = (place for place, match in enumerate(self._matches) if match[1] > self.view.cursor)
        self._show_match(next(ahead, 0) if self._matches else None, message.words)

    @on(FindBar.Closed)
    def stop_finding(self) -> None:
        """Take the matches away and go on reading."""
        self._matches = []
        self.query_one(FindBar).close()
        self._show_match(None)
        self.view.focus()

    def action_why(self) -> None:
        """Mark where the terms of the passage's first suggestion stand, or take the marks away."""
        if self._matches:
            self.stop_finding()
        elif suggested := self.suggested_here():
            self._mark([term for term, _ in suggested[0].terms])

    def action_term(self, term: str) -> None:
        """Mark where a term stands in the passage."""
        self._mark([term])

    def _mark(self, terms: Sequence[str]) -> None:
        start, end = self.view.passage.start, self.view.passage.end
        text = self.view.text[start:end]
        places = {place for term in terms for place in places_of(text, term)}
        self._matches = sorted((start + first, start + last) for first, last in places)
        self._show_match(0 if self._matches else None)
        if not self._matches:
            self.tell("None of the terms stands in the passage as it is written there.")

    def action_match(self, step: int) -> None:
        """Go to the next match of the search, round the end."""
        if self._matches:
            self._show_match(((self._match or 0) + step) % len(self._matches))

    def _show_match(self, place: int | None, words: str = "") -> None:
        self._match = place
        self.view.set_matches(self._matches, None if place is None else self._matches[place])
        if place is not None:
            found = f"{place + 1} of {len(self._matches)}  . next  , previous  esc end"
        else:
            found = "not found" if words.strip() else ""
        self.query_one(FindBar).show_count(found)

    def action_back(self) -> None:
        """Give up the table, the selection or the search, or go back to where the Reader was opened from."""
        if self.close_table() or self.view.clear_selection():
            return
        if self._matches:
            self.stop_finding()
        else:
            self.review_app.action_leave_reader()
