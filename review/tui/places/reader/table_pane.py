"""The Reader's table pane: finds tables on the page at the cursor and shows one cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from review.domain import Document, PageTable
from review.domain.texts.spans import Span
from review.errors import ReviewError
from review.tui.places.reader.page_tables import PageTables, obstacle
from review.tui.support.plain import content, plain
from review.tui.widgets.reading.marks import CodingMark
from review.tui.widgets.reading.table_view import TableView


class TablePane(Vertical):
    """Shows a table of the document with a line about it. `find` finds a page's tables, which takes seconds.

    `tables` are the document's known tables.
    """

    @dataclass
    class Found(Message):
        """A page was searched for tables, among those known of its document (`among`); `problem` says why that failed, if it did."""

        among: PageTables
        page: int
        tables: Sequence[PageTable]
        problem: str = ""

    @dataclass
    class Failed(Message):
        """The search for tables failed; `is_missed` if a table was requested meanwhile."""

        is_missed: bool

    def __init__(self, document: Document, find: Callable[[int], Sequence[PageTable]]) -> None:
        super().__init__()
        self.tables = PageTables(document)
        self.view = TableView()
        self._find = find

    def compose(self) -> ComposeResult:
        """A line about the table, and the table."""
        yield Static(id="table-line")
        yield self.view

    def open(self, document: Document, find: Callable[[int], Sequence[PageTable]]) -> None:
        """Show no table, and look for those of another document."""
        self.workers.cancel_node(self)
        self.tables = PageTables(document)
        self._find = find

    def relabel(self, document: Document) -> None:
        """Use the page labels of `document`, which is the same text."""
        self.tables.document = document
        self._describe()

    @property
    def is_open(self) -> bool:
        """Whether a table is shown."""
        return self.tables.shown is not None

    @property
    def span(self) -> Span | None:
        """The span of the text with just the selected cells, if a table is shown and there is one."""
        return self.view.span if self.is_open else None

    @property
    def obstacle(self) -> str:
        """Why the selected cells cannot be coded; empty if they can, or if no table is shown."""
        if not self.is_open or not (why := obstacle(self.view.table, self.view.chosen)):
            return ""
        return f"This {'row' if self.view.whole_row else 'cell'} is {why}."

    def step(self, step: int, cursor: int, text: str, codings: Iterable[CodingMark]) -> str:
        """Show the table at the cursor, the next on its page, or the text; returns a message if there is none."""
        message = self.tables.step(step, cursor)
        if shown := self.tables.shown:
            self.view.set_codings(codings)
            self.view.show(shown.table, text)
        return message

    def close(self) -> bool:
        """Show the text again; returns whether a table was shown."""
        return self.tables.close()

    @on(TableView.Moved)
    def _describe(self) -> None:
        if self.is_open:
            why = obstacle(self.view.table, self.view.chosen)
            line = self.tables.heading(self.view.row) + (f" · {why}" if why else "")
            self.query_one("#table-line", Static).update(content(plain(line)))

    # Finding tables

    def search(self, cursor: int) -> None:
        """Find the tables of the page at the cursor, one page at a time."""
        if page := self.tables.next_search(cursor):
            self._search(self.tables, self._find, page)

    @work(thread=True, exit_on_error=False)
    def _search(self, among: PageTables, find: Callable[[int], Sequence[PageTable]], page: int) -> None:
        try:
            answer = self.Found(among, page, find(page))
        except ReviewError as error:
            answer = self.Found(among, page, (), str(error))
        self.post_message(answer)

    @on(Found)
    def _take(self, message: Found) -> None:
        if message.among is self.tables:
            self.tables.came(message.page, message.tables)
        else:
            message.stop()  # another document was opened meanwhile

    @on(Worker.StateChanged)
    def _give_up(self, message: Worker.StateChanged) -> None:
        if message.state is WorkerState.ERROR:
            self.post_message(self.Failed(self.tables.failed()))
