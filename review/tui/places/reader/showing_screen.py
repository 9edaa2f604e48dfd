"""What the Reader shows: the text, the codings on it, the suggestions that come from the learning process."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from review.domain import Coding, PassageKind, RecordSuggestions
from review.errors import ReviewError
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.desk import CodingDesk
from review.tui.places.reader.presenter import Presenter
from review.tui.support.asking import Asking
from review.tui.support.plain import content, plain
from review.tui.widgets.reading.find_bar import FindBar
from review.tui.widgets.reading.notes import NotesStrip
from review.tui.widgets.reading.panel import NotesPanel
from review.tui.widgets.reading.table_view import TableView
from review.tui.widgets.reading.title_line import TitleLine
from review.tui.widgets.reading.view import ReadingView

_READING_CSS = Path(__file__).parents[2] / "widgets" / "reading" / "reading.tcss"


class ShowingScreen(ReviewScreen):
    """One record's text, opened at an offset (default: its first paragraph), with all that is known about it."""

    CSS_PATH: ClassVar = [_READING_CSS, "reader.tcss"]

    def __init__(self, record: str, at: int | None = None) -> None:
        super().__init__()
        self._record = record
        self._at = at
        self.suggestions_on = True
        self._model = "Suggestions are being made …"
        self._suggestions = Asking(self, self._fetch_suggestions, self._take_suggestions)

    def compose_body(self) -> ComposeResult:
        """A title line, the text, a search line, and the notes beside or below."""
        self.desk = CodingDesk(self.project, self._record)
        self.presenter = self._newshower()
        self.table_view = TableView()
        self.view = ReadingView(
            self.desk.document, self._at if self._at is not None else self._first_passage()
        )
        yield TitleLine()
        with Horizontal(id="reader-columns"):
            with Vertical(id="reader-text"):
                if self.view.passages:
                    yield self.view
                else:
                    yield Static(self._why_empty(), id="reader-empty")
                yield Static(id="table-line")
                yield self.table_view
                yield FindBar()
            yield NotesPanel()
        yield NotesStrip()

    def on_mount(self) -> None:
        """Draw what is known and ask for suggestions."""
        self.show_all()
        self.ask_for_suggestions()
        if self.view.is_attached:
            self.view.focus()

    def _first_passage(self) -> int:
        passages = self.desk.document.passages
        return next((p.start for p in passages if p.kind is PassageKind.PARAGRAPH), 0)

    def _why_empty(self) -> Content:
        record = self.desk.record
        why = record.message or ("Its file has no text." if record.path else "It has no file.")
        return content(
            f"There is no text to read for {plain(record.author_year)}.\n{plain(why)}\n\n"
            "It can be screened by its reference (F3). Esc goes back.",
            "$foreground-muted",
        )

    # Showing

    def _newshower(self) -> Presenter:
        return Presenter(self.project.theory.map, self.app.theme_variables)

    def theme_changed(self) -> None:
        """Show the codes in the colours that the theme gives them."""
        self.presenter = self._newshower()
        self.show_all()

    def project_changed(self) -> None:
        """Look again after acts elsewhere, an undo, another version of the map."""
        self.desk.reload()
        self.presenter = self._newshower()
        self.show_all()
        self.ask_for_suggestions()

    def show_all(self) -> None:
        """Draw codings, margin and notes."""
        self.view.set_codings(self.presenter.marks(self.desk))
        self.show_suggestions()

    def show_suggestions(self) -> None:
        """Draw the margin and the notes."""
        margin = partial(self.presenter.margin, self.desk, suggestions_on=self.suggestions_on)
        self.view.set_notes(margin)
        self.show_notes()

    @on(ReadingView.Moved)
    def show_notes(self) -> None:
        """Draw what belongs to the place of the cursor."""
        model = self._model if self.suggestions_on else "Suggestions are off (S)"
        has_passage = self.suggestions_on and self.is_reading
        notes = self.presenter.notes(
            self.desk, self.view, self.codings_here(), model, suggestions_on=has_passage
        )
        self.query_one(NotesPanel).notes = notes
        self.query_one(NotesStrip).notes = notes
        title = self.query_one(TitleLine)
        title.author_year, title.title = self.desk.record.author_year, self.desk.record.title
        title.place = self._place()

    @property
    def is_reading(self) -> bool:
        """Whether the text is shown, so that what is suggested for its passage can be taken."""
        return True

    def codings_here(self) -> list[Coding]:
        """The codings that the notes tell of and that acts go to."""
        if not self.view.passages:
            return []
        return self.desk.codings_at(self.view.cursor, self.view.passage, self.view.selection)

    def _place(self) -> str:
        """Where one is, for the first line."""
        document = self.desk.document
        if not document.pages:
            return ""
        page = document.page_at(self.view.cursor)
        origin = ", recognised" if page.recognised else ""
        return f"p. {page.label} (PDF {page.number}/{len(document.pages)}{origin})  {self.desk.read}/{self.desk.to_read} done"

    # Suggestions

    def ask_for_suggestions(self) -> None:
        """Ask the learning process anew; while it is busy with a question, the next one waits, and only one does."""
        if not self.view.passages or not self.suggestions_on:
            return
        self._suggestions.ask(self._record)

    def ask_again(self) -> None:
        """Ask another learning process for this record's suggestions."""
        self.ask_for_suggestions()

    def _fetch_suggestions(self, record: str) -> RecordSuggestions | str:
        try:
            return self.project.learning.suggestions.record(record)
        except ReviewError as error:
            return str(error)

    def _take_suggestions(self, _record: str, answer: RecordSuggestions | str) -> None:
        """Show what was suggested, or why nothing was."""
        if isinstance(answer, str):
            self._model = answer
        else:
            self.desk.take(answer)
            self._model = self.desk.suggestions.model
        self.show_suggestions()
