"""Tables in the Reader: looked for on the page under the cursor, shown in the place of the text, coded cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from review.domain import Coding, PageTable
from review.errors import ReviewError
from review.tui.places.reader.coding_screen import CodingScreen
from review.tui.support.plain import content, plain
from review.tui.widgets.reading.movement import Span
from review.tui.widgets.reading.table_view import TableView
from review.tui.widgets.reading.view import ReadingView

_OF_PASSAGES = {
    "accept", "reject", "done", "suggestion", "asides", "page", "find", "match", "why",
}  # fmt: skip
"""What is about passages and cannot be done while a table is shown."""


class TableScreen(CodingScreen):
    """A text whose tables can be shown as tables. While one is, the selection in the text is the chosen cell or row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "table(1)", "Table", id="reader.table"),
        Binding("T", "table(-1)", "Previous table", show=False, id="reader.previous_table"),
    ]

    @dataclass
    class TablesCame(Message):
        """The tables of a page were looked for; `problem` says why they could not be."""

        page: int
        tables: Sequence[PageTable]
        problem: str = ""

    def __init__(self, record: str, at: int | None = None) -> None:
        super().__init__(record, at)
        self._tables: dict[int, Sequence[PageTable]] = {}
        self._open_table: tuple[int, int] | None = None
        self._looks_at = 0
        self._is_wanted = False

    # Looking for tables

    @property
    def _page(self) -> int:
        """The page under the cursor."""
        return self.desk.document.page_at(self.view.cursor).number if self.view.passages else 0

    @on(ReadingView.Moved)
    def look_for_tables(self) -> None:
        """Look for the tables of this page, one page at a time; the page where the cursor is then comes next."""
        page = self._page
        if page and not self._looks_at and page not in self._tables:
            self._looks_at = page
            self._find_tables(page)

    @work(thread=True, group="tables", exit_on_error=False)
    def _find_tables(self, page: int) -> None:
        try:
            answer = self.TablesCame(page, self.project.documents.tables_of_page(self._record, page))
        except ReviewError as error:
            answer = self.TablesCame(page, (), str(error))
        self.post_message(answer)

    @on(Worker.StateChanged)
    def give_up(self, message: Worker.StateChanged) -> None:
        """After a fault the tables of the page can be looked for again."""
        if message.worker.group == "tables" and message.state is WorkerState.ERROR:
            self._looks_at = 0
            if self._is_wanted:
                self._is_wanted = False
                self.tell("Looking for tables went wrong; t tries again.", "error")

    @on(TablesCame)
    def take_tables(self, message: TablesCame) -> None:
        """Remark in the text where tables begin; open one that was asked for meanwhile."""
        self._looks_at = 0
        self._tables[message.page] = message.tables
        end = self.view.passages[-1].end if self.view.passages else 0
        self.view.set_remarks(
            {
                span[0]: f"table {place}"
                for tables in self._tables.values()
                for place, table in enumerate(tables, 1)
                if (span := table.span) and span[0] < end
            }
        )
        if self._is_wanted and message.page == self._page:
            self._is_wanted = False
            if message.problem:
                self.tell(message.problem, "warning")
            self.action_table(1)
        self.show_notes()
        self.look_for_tables()

    # Showing a table

    @property
    def is_table_shown(self) -> bool:
        """Whether a table stands in the place of the text."""
        return self._open_table is not None

    @property
    def is_reading(self) -> bool:
        """Whether the text is shown, and no table in its place."""
        return not self.is_table_shown

    def action_table(self, step: int) -> None:
        """Show the table at the cursor, then the next of its page, then the text again."""
        page = self._open_table[0] if self._open_table else self._page
        tables = self._tables.get(page)
        if tables is None:
            self._is_wanted = bool(page)
            self.tell("Looking for tables on this page …" if page else "There is no text here.")
            self.look_for_tables()
        elif not tables:
            self.tell("No table was found on this page.")
        else:
            place = self._open_table[1] + step if self._open_table else self._nearest(tables)
            if 0 <= place < len(tables):
                self._show_table(page, place)
            else:
                self.close_table()

    def _nearest(self, tables: Sequence[PageTable]) -> int:
        """Which table the cursor is in, or else the next one, or the last."""
        ends = [span[1] if (span := table.span) else 0 for table in tables]
        return next((place for place, end in enumerate(ends) if end > self.view.cursor), len(tables) - 1)

    def _show_table(self, page: int, place: int) -> None:
        self._open_table = page, place
        self.add_class("-table")
        self.table_view.set_codings(self.presenter.marks(self.desk))
        self.table_view.show(self._tables[page][place], self.view.text)
        self.table_view.focus()
        self.refresh_bindings()

    def close_table(self) -> bool:
        """Show the text again, at the cell where one was; whether a table was shown."""
        if self._open_table is None:
            return False
        self._open_table = None
        self.remove_class("-table")
        self.view.clear_selection()
        self.view.focus()
        self.refresh_bindings()
        return True

    @on(TableView.Moved)
    def follow_cell(self) -> None:
        """Select in the text what was chosen in the table, and show what belongs to it."""
        if self._open_table is None:
            return
        if span := self.table_view.span:
            if span[0] >= self.desk.document.body_end and not self.view.asides_shown:
                self.view.show_asides(shown=True)
            self.view.select(*span)
        page, place = self._open_table
        known, table = self._tables[page], self.table_view.table
        label = self.desk.document.pages[page - 1].label
        where = f"Table {place + 1} of {len(known)} on p. {plain(label)}"
        size = f"row {self.table_view.row + 1} of {len(table.rows)}"
        self.query_one("#table-line", Static).update(content(f"{where} · {size}{self._obstacle(' · ')}"))
        self.show_notes()

    def _obstacle(self, before: str = "") -> str:
        """Why the chosen cells cannot be coded, or nothing."""
        chosen = [self.table_view.table.rows[row][column] for row, column in self.table_view.chosen]
        if self.table_view.span:
            return ""
        if not any(cell.text for cell in chosen):
            return f"{before}empty"
        if not any(cell.spans for cell in chosen):
            return f"{before}not in the document's text: cannot be coded"
        return (
            f"{before}in pieces in the text, with other cells between: code the row (v), or the text itself"
        )

    # Coding in it

    @property
    def target(self) -> Span:
        """What an act is on: the chosen cells, the selection, or the passage."""
        return (self._open_table and self.table_view.span) or super().target

    def can_code(self) -> bool:
        """Whether there is something to put a code on; what stands in the way is told."""
        if self._open_table and (obstacle := self._obstacle()):
            self.tell(f"This {'row' if self.table_view.whole_row else 'cell'} is {obstacle}.")
            return False
        return super().can_code()

    def codings_here(self) -> list[Coding]:
        """The codings in the chosen cells, or at the cursor in the text."""
        if self._open_table and not self.table_view.span:
            return []
        return super().codings_here()

    def show_all(self) -> None:
        """Draw codings, margin and notes, in the table too."""
        super().show_all()
        self.table_view.set_codings(self.presenter.marks(self.desk))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about passages is out of reach while a table is shown."""
        if self._open_table and action in _OF_PASSAGES:
            return False
        return super().check_action(action, parameters)

    def _place(self) -> str:
        """Where one is, for the first line; and that there is a table to show."""
        place, cursor = super()._place(), self.view.cursor
        tables = () if self._open_table else self._tables.get(self._page, ())
        inside = any((span := table.span) and span[0] <= cursor < span[1] for table in tables)
        return f"t shows the table  {place}" if inside else place
