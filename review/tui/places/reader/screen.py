"""The Reader: read a document passage by passage, put codes on it, take suggestions or turn them down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType
from textual.widgets import Static

from review.domain import CodeSuggestion, Coding, PageTable, PassageKind, RecordSuggestions, Stance
from review.errors import ReviewError
from review.tui.dialogs.code_picker import CodePicker
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.bindings import OF_PASSAGES, READER_BINDINGS
from review.tui.places.reader.desk import CodingDesk
from review.tui.places.reader.finding import Matches, page_range, page_start
from review.tui.places.reader.presenter import Presenter, place_line, why_empty
from review.tui.places.reader.table_pane import TablePane
from review.tui.support.asking import Asking
from review.tui.support.clipboard import copy
from review.tui.support.plain import content, shorten
from review.tui.widgets.reading.find_bar import FindBar
from review.tui.widgets.reading.movement import Span
from review.tui.widgets.reading.notes_strip import NotesStrip
from review.tui.widgets.reading.panel import NotesPanel
from review.tui.widgets.reading.table_view import TableView
from review.tui.widgets.reading.title_line import TitleLine
from review.tui.widgets.reading.view import ReadingView


class ReaderScreen(ReviewScreen):
    """One record's text, opened at an offset (default: its first paragraph), to read, code, search and quote.

    `desk` is the record at work, `view` its text, `table_pane` the tables in its place. While a table is shown,
    the selection in the text is the chosen cell or row.
    """

    MODE = "reader"
    HELP = (
        "Go from passage to passage with j and k; press a code's key (they stand in the panel of a wide screen, and "
        "behind /) to put the code on the passage, and again to take it off. Select with J, v or the mouse to code "
        "less or more than a passage. Enter takes the suggestion, r turns it down, n is done with the passage. Where the "
        "first column says that a table begins, t shows it: the arrow keys go from cell to cell, v takes the whole row, "
        "and codes are put on cells and rows as on passages."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/reading/reading.tcss", "reader.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-very-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = READER_BINDINGS

    def __init__(self, record: str, at: int | None = None) -> None:
        super().__init__()
        self._record = record
        self._at = at
        self._matches = Matches()
        self._suggestions = Asking(self, self._fetch_suggestions, self._take_suggestions)

    def compose_body(self) -> ComposeResult:
        """A title line, the text or a table, a search line, and the notes beside or below."""
        self.desk = CodingDesk(self.project, self._record)
        self._presenter = self._new_presenter()
        passages = self.desk.document.passages
        first = next((passage.start for passage in passages if passage.kind is PassageKind.PARAGRAPH), 0)
        self.view = ReadingView(self.desk.document, first if self._at is None else self._at)
        self.table_pane = TablePane(self.desk.document, self._tables_of_page)
        yield TitleLine()
        with Horizontal(id="reader-columns"):
            with Vertical(id="reader-text"):
                if self.view.cursor.passages:
                    yield self.view
                else:
                    yield Static(content(why_empty(self.desk.record), "$foreground-muted"), id="reader-empty")
                yield self.table_pane
                yield FindBar()
            yield NotesPanel()
        yield NotesStrip()

    def on_mount(self) -> None:
        """Draw what is known and ask for suggestions."""
        self._show_all()
        self.ask_again()
        if self.view.is_attached:
            self.view.focus()

    # Showing

    def _new_presenter(self) -> Presenter:
        return Presenter(self.project.theory.map, self.app.theme_variables)

    def theme_changed(self) -> None:
        """Show the codes in the colours that the theme gives them."""
        self._presenter = self._new_presenter()
        self._show_all()

    def project_changed(self) -> None:
        """Look again after acts elsewhere, an undo, another version of the map."""
        self.desk.reload()
        self._presenter = self._new_presenter()
        self._show_all()
        self.ask_again()

    def _show_all(self) -> None:
        marks = self._presenter.marks(self.desk)
        self.view.set_codings(marks)
        self.table_pane.view.set_codings(marks)
        self._show_suggestions()

    def _show_suggestions(self) -> None:
        self.view.set_notes(partial(self._presenter.margin, self.desk))
        self._show_notes()

    @on(ReadingView.Moved)
    def _show_notes(self) -> None:
        """Draw what belongs to the place of the cursor."""
        is_reading = not self.table_pane.is_open
        notes = self._presenter.notes(
            self.desk, self.view.cursor, self._codings_here(), with_suggestions=is_reading
        )
        self.query_one(NotesPanel).notes = notes
        self.query_one(NotesStrip).notes = notes
        title = self.query_one(TitleLine)
        title.author_year, title.title = self.desk.record.author_year, self.desk.record.title
        table = "t shows the table  " if self.table_pane.tables.is_in_table(self.view.cursor.at) else ""
        title.place = table + place_line(self.desk, self.view.cursor.at)

    def _codings_here(self) -> list[Coding]:
        """The codings that the notes tell of and that acts go to: in the chosen cells, or at the cursor."""
        if self.table_pane.is_open and not self.table_pane.span:
            return []
        return self.desk.codings_at(self.view.cursor)

    # Suggestions come from the learning process when it can answer

    def ask_again(self) -> None:
        """Ask for this record's suggestions: after an act, or another learning process than before."""
        if self.view.cursor.passages and self.desk.suggestions_on:
            self._suggestions.ask(self._record)

    def _fetch_suggestions(self, record: str) -> RecordSuggestions | str:
        try:
            return self.project.learning.suggestions.record(record)
        except ReviewError as error:
            return str(error)

    def _take_suggestions(self, _record: str, answer: RecordSuggestions | str) -> None:
        self.desk.take(answer)
        self._show_suggestions()

    def _suggested_here(self) -> tuple[CodeSuggestion, ...]:
        """What is suggested for the passage under the cursor; where that is nothing, it is told."""
        suggested = self.desk.suggested(self.view.cursor.passage.start)
        if not suggested:
            self.tell("Nothing is suggested for this passage; ] goes to the next suggestion.")
        return suggested

    def action_suggestions(self) -> None:
        """Switch the suggestions off, to read unswayed, or on again."""
        self.desk.suggestions_on = not self.desk.suggestions_on
        self._show_all()
        self.ask_again()

    def action_suggestion(self, step: int) -> None:
        """Go to the next passage with a strong suggestion, or with any where none is strong."""
        start = self.desk.next_suggested(self.view.cursor.passage.start, step)
        if start is not None:
            self.view.go_to(start)
        else:
            self.tell("No suggestion further on." if step > 0 else "No suggestion further back.")

    # Coding

    def on_key(self, event: events.Key) -> None:
        """A code's key toggles the code."""
        code = self._presenter.code_keys.get(event.character or "")
        if code and self.focused in {self.view, self.table_pane.view}:
            event.stop()
            event.prevent_default()
            self._toggle(code)

    @property
    def _target(self) -> Span:
        """What an act is on: the chosen cells, the selection, or the passage."""
        passage = self.view.cursor.passage
        return self.table_pane.span or self.view.cursor.selection or (passage.start, passage.end)

    def _can_code(self) -> bool:
        """Whether there is something to put a code on; what stands in the way is told."""
        if obstacle := self.table_pane.obstacle:
            self.tell(obstacle)
        return bool(self.view.cursor.passages) and not obstacle

    def _do(self, act: Callable[[], None]) -> None:
        """Act, show it at once, and let the model learn from it."""
        self.act(act)
        self._show_all()
        self.ask_again()

    def _toggle(self, code: str) -> None:
        """Put a code on the chosen cells, the selection or the passage, or take it off."""
        if self._can_code():
            cursor = None if self.view.cursor.selection else self.view.cursor.at
            shown = self.desk.shown_for(self.view.cursor.passage.start)
            self._do(lambda: self.desk.toggle(code, self._target, cursor, shown))

    def action_pick(self) -> None:
        """Pick a code or sub-theme by a few letters, and toggle it."""
        present = {code for coding in self._codings_here() for code in coding.codes}
        picker = CodePicker(self.project.theory.map, present)
        self.app.push_screen(picker, lambda code: self._toggle(code) if code else None)

    def action_accept(self) -> None:
        """Take the first suggestion of the passage."""
        if suggested := self._suggested_here():
            self._do(lambda: self.desk.accept(suggested[0], self._target))

    def action_reject(self) -> None:
        """Turn the first suggestion of the passage down."""
        if suggested := self._suggested_here():
            self._do(lambda: self.desk.reject(suggested[0], self.view.cursor.passage))

    def action_done(self) -> None:
        """Be done with the passage, and go on to the next."""
        self._do(lambda: self.desk.finish(self.view.cursor.passage))
        self.view.action_passage(1)

    def action_next_coding(self) -> None:
        """Choose, of several codings here, the one that stance, status and memo go to."""
        self.desk.choose_next(self._codings_here())
        self._show_notes()

    def action_stance(self, stance: str) -> None:
        """Say how the passage stands to the theory of the chosen coding."""
        if coding := self._chosen():
            self._do(lambda: self.desk.set_stance(coding, Stance(stance)))

    def action_status(self) -> None:
        """Give the chosen coding the next status."""
        if coding := self._chosen():
            self._do(lambda: self.desk.next_status(coding))

    def _chosen(self) -> Coding | None:
        chosen = self.desk.choice(self._codings_here())
        if chosen is None:
            self.tell("There is no coding here yet: put a code on the passage first.")
        return chosen

    def action_memo(self) -> None:
        """Write a memo on the chosen coding, or on the record where there is none."""
        subject = self.desk.memo_subject(self.desk.choice(self._codings_here()))
        prompt = TextPrompt(
            subject.title,
            hint=shorten(subject.quote, 180),
            memo=True,
            store=lambda text: self.project.coding.memo(subject.target, text).message,
        )
        self.app.push_screen(prompt, self.stored)

    # Tables

    def _tables_of_page(self, page: int) -> Sequence[PageTable]:
        return self.project.documents.tables_of_page(self._record, page)

    @on(ReadingView.Moved)
    def _look_for_tables(self) -> None:
        self.table_pane.search(self.view.cursor.at)

    @on(TablePane.Found)
    def _take_tables(self, message: TablePane.Found) -> None:
        """Remark in the text where tables begin; open one that was asked for meanwhile."""
        self.view.set_remarks(self.table_pane.tables.remarks(self.view.cursor.end))
        if self.table_pane.tables.wants(self.view.cursor.at):
            if message.problem:
                self.tell(message.problem, "warning")
            self.action_table(1)
        self._show_notes()
        self._look_for_tables()

    @on(TablePane.Failed)
    def _miss_tables(self, message: TablePane.Failed) -> None:
        if message.is_missed:
            self.tell("Looking for tables went wrong; t tries again.", "error")

    def action_table(self, step: int) -> None:
        """Show the table at the cursor, then the next of its page, then the text again."""
        was_open = self.table_pane.is_open
        if told := self.table_pane.step(
            step, self.view.cursor.at, self.view.cursor.text, self._presenter.marks(self.desk)
        ):
            self.tell(told)
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
        self.refresh_bindings()

    @on(TableView.Moved)
    def _follow_cell(self) -> None:
        """Select in the text what was chosen in the table, and show what belongs to it."""
        if not self.table_pane.is_open:
            return
        if span := self.table_pane.span:
            if span[0] >= self.desk.document.body_end and not self.view.cursor.asides_shown:
                self.view.show_asides(shown=True)
            self.view.select(*span)
        self._show_notes()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about passages is out of reach while a table is shown."""
        if self.has_class("-table") and action in OF_PASSAGES:
            return False
        return super().check_action(action, parameters)

    # Finding one's way, quoting

    def action_copy(self) -> None:
        """Copy the quotation with its citation."""
        if self._can_code():
            quote, citation = self.desk.quotation(self._target)
            copy(self.app, f"“{quote}” {citation}")
            self.tell(f"Copied with its citation: {shorten(quote, 60)}")

    def action_open_pdf(self) -> None:
        """Open the PDF at the page under the cursor."""
        path = self.project.documents.file_of(self._record)
        if path is None:
            self.tell("The file of this record is not in the corpus any more.", "warning")
        else:
            self._open_pdf(path, self.desk.document.page_at(self.view.cursor.at).number)

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
        self.view.show_asides(not self.view.cursor.asides_shown)
        self._show_all()
        if self.view.cursor.asides_shown:
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
    def _find(self, message: FindBar.Sought) -> None:
        """Show the matches, and go to the first from the cursor on."""
        if message.is_entered:
            self.view.focus()
            return
        cursor = self.view.cursor
        self._matches.search(cursor.text, message.words, cursor.end, cursor.at)
        self._show_match()

    @on(FindBar.Closed)
    def _stop_finding(self) -> None:
        """Take the matches away and go on reading."""
        self._matches.clear()
        self.query_one(FindBar).close()
        self._show_match()
        self.view.focus()

    def action_why(self) -> None:
        """Mark where the terms of the passage's first suggestion stand, or take the marks away."""
        if self._matches.spans:
            self._stop_finding()
        elif suggested := self._suggested_here():
            self._mark(*(term for term, _ in suggested[0].terms))

    def action_term(self, term: str) -> None:
        """Mark where a term stands in the passage."""
        self._mark(term)

    def _mark(self, *terms: str) -> None:
        passage = self.view.cursor.passage
        self._matches.mark(self.view.cursor.text, terms, (passage.start, passage.end))
        self._show_match()
        if not self._matches.spans:
            self.tell("None of the terms stands in the passage as it is written there.")

    def action_match(self, step: int) -> None:
        """Go to the next match of the search, round the end."""
        if self._matches.spans:
            self._matches.step(step)
            self._show_match()

    def _show_match(self) -> None:
        self.view.set_matches(self._matches.spans, self._matches.current)
        self.query_one(FindBar).show_count(self._matches.line)

    def action_back(self) -> None:
        """Give up the table, the selection or the search, or go back to where the Reader was opened from."""
        if self.table_pane.close():
            self._show_table_or_text()
        elif self.view.clear_selection():
            return
        elif self._matches.spans:
            self._stop_finding()
        else:
            self.review_app.action_leave_reader()
