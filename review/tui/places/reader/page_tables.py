"""The tables of a document in the Reader: which are known, and which one is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.domain import Document, PageTable
from review.domain.page_labels import in_citation

Place = tuple[int, int]
"""A cell's row and column."""

NONE_HERE = "No table was found on this page."
SEARCHING = "Looking for tables on this page …"
NO_TEXT = "There is no text here."
NO_PAGES = "Tables are looked for in PDFs only."


@dataclass(frozen=True)
class ShownTable:
    """The table shown instead of the text, and its number on the page (from 0)."""

    table: PageTable
    page: int
    place: int
    known: int


class PageTables:
    """A document's known tables by page. `shown` is the table shown instead of the text, if any.

    Finding tables takes seconds: one page is searched at a time, and a table requested before it was found opens
    when it is found (`wants`).
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._found: dict[int, Sequence[PageTable]] = {}
        self._searched = 0
        self._wanted = 0
        self.shown: ShownTable | None = None

    def page(self, cursor: int) -> int:
        """The page at an offset of the text (from 1); 0 in a document without text, and in a text file."""
        has_pages = self.document.passages and not self.document.is_unpaged
        return self.document.page_at(cursor).number if has_pages else 0

    # Finding

    def next_search(self, cursor: int) -> int | None:
        """The page at the cursor if its tables are unknown and no other page is being searched."""
        page = self.page(cursor)
        if not page or self._searched or page in self._found:
            return None
        self._searched = page
        return page

    def came(self, page: int, tables: Sequence[PageTable]) -> None:
        """Store the tables found on a page."""
        self._searched = 0
        self._found[page] = tables

    def failed(self) -> bool:
        """End a failed search, so that it can be repeated; returns whether a table was requested."""
        self._searched = 0
        was_wanted, self._wanted = bool(self._wanted), 0
        return was_wanted

    def wants(self, cursor: int) -> bool:
        """Whether a table of the page at the cursor was requested before it was found."""
        page = self._wanted
        if not page or page not in self._found:
            return False
        self._wanted = 0
        return page == self.page(cursor)

    def remarks(self, end: int) -> dict[int, str]:
        """The labels in the margin where tables begin, by offset, up to `end`."""
        return {
            span[0]: f"table {place}"
            for tables in self._found.values()
            for place, table in enumerate(tables, 1)
            if (span := table.span) and span[0] < end
        }

    def is_in_table(self, cursor: int) -> bool:
        """Whether the cursor is in the text of a table that can be shown."""
        tables = () if self.shown else self._found.get(self.page(cursor), ())
        return any((span := table.span) and span[0] <= cursor < span[1] for table in tables)

    # Showing

    def step(self, step: int, cursor: int) -> str:
        """Show the table at the cursor, then the next on its page, then the text; returns why not if there is none."""
        page = self.shown.page if self.shown else self.page(cursor)
        tables = self._found.get(page)
        if tables is None:
            self._wanted = page
            return SEARCHING if page else NO_PAGES if self.document.is_unpaged else NO_TEXT
        if not tables:
            return NONE_HERE
        place = self.shown.place + step if self.shown else _nearest(tables, cursor)
        is_there = 0 <= place < len(tables)
        self.shown = ShownTable(tables[place], page, place, len(tables)) if is_there else None
        return ""

    def close(self) -> bool:
        """Show the text again; returns whether a table was shown."""
        was_shown, self.shown = self.shown is not None, None
        return was_shown

    def heading(self, row: int) -> str:
        """The table shown, and the cursor's row in it."""
        if self.shown is None:
            return ""
        page = self.document.pages[self.shown.page - 1]
        cited = in_citation(page.label, page.number)
        table = f"Table {self.shown.place + 1} of {self.shown.known} on {cited}"
        return f"{table} · row {row + 1:,} of {len(self.shown.table.rows):,}"


def obstacle(table: PageTable, chosen: Sequence[Place]) -> str:
    """Why the selected cells cannot be coded; empty if they can."""
    if table.rows and table.span_of(chosen):
        return ""
    cells = [table.rows[row][column] for row, column in chosen]
    if not any(cell.text for cell in cells):
        return "empty"
    if not any(cell.spans for cell in cells):
        return "not in the document's text: cannot be coded"
    return "split up in the text by other cells: code the row (v), or the text itself"


def _nearest(tables: Sequence[PageTable], cursor: int) -> int:
    """The table at the cursor, or else the next one, or the last."""
    ends = [span[1] if (span := table.span) else 0 for table in tables]
    return next((place for place, end in enumerate(ends) if end > cursor), len(tables) - 1)
