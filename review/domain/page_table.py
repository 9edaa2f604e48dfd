"""Tables in documents: cells as views of spans of the frozen text."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from review.domain.texts.spans import Span

_MOSTLY = 0.5
"""The share of a covering span that must belong to the cells."""


class TableCell(Struct, frozen=True):
    """One cell. `text` is shown; `spans`, line by line, are the positions of its characters in the frozen text.

    A cell without spans is empty, or its content is not in the frozen text; it cannot be coded.
    """

    text: str = ""
    spans: tuple[Span, ...] = ()


class PageTable(Struct, frozen=True):
    """A table on a page (from 1): rows of the same length. `has_head`: the first row is a header, as far as known."""

    page: int
    rows: tuple[tuple[TableCell, ...], ...]
    has_head: bool = False

    @property
    def columns(self) -> int:
        """The number of cells in each row."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def span(self) -> Span | None:
        """From the first to the last character of the table in the frozen text; None if it has none."""
        spans = [span for row in self.rows for cell in row for span in cell.spans]
        return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None

    def row_places(self, row: int) -> tuple[Span, ...]:
        """The places (row, column) of a row's cells."""
        return tuple((row, column) for column in range(self.columns))

    def span_of(self, places: Collection[tuple[int, int]]) -> Span | None:
        """The one span that covers the cells at these places (row, column) and no other cell of the table.

        None if they have no text in the frozen text, or if other text separates its parts.
        """
        own = [span for row, column in places for span in self.rows[row][column].spans]
        if not own:
            return None
        start, end = min(first for first, _ in own), max(last for _, last in own)
        others = (
            span
            for row, cells in enumerate(self.rows)
            for column, cell in enumerate(cells)
            if (row, column) not in places
            for span in cell.spans
        )
        if any(first < end and last > start for first, last in others):
            return None
        return (start, end) if sum(last - first for first, last in own) >= _MOSTLY * (end - start) else None
