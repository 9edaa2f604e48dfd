"""A preview of an export: its first rows, aligned in columns."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.widgets import Static

from review.tui.support.plain import content, plain
from review.tui.widgets.record_columns import fitted

MOST = 44
"""The most cells of a column."""

GAP = 2
"""Cells between two columns."""


def describe_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    right: Sequence[bool],
    fit: int | None = None,
) -> Content:
    """The rows below their headings; `right` lists the right-aligned columns.

    The last column is cut so that no line is wider than `fit` cells.
    """
    texts = [["" if cell is None else plain(str(cell)) for cell in row] for row in rows]
    widths = [
        min(MOST, max([len(heading), *(len(row[place]) for row in texts)]))
        for place, heading in enumerate(headings)
    ]

    if fit is not None:
        across = sum(widths) + GAP * (len(widths) - 1)
        widths[-1] = max(len(headings[-1]), widths[-1] - max(0, across - fit))

    def line(cells: Sequence[str]) -> str:
        return (" " * GAP).join(
            fitted(cell, width, right=aligned)
            for cell, width, aligned in zip(cells, widths, right, strict=True)
        )

    rule = "─" * (sum(widths) + GAP * (len(widths) - 1))
    return Content("\n").join(
        [
            Content.styled(line([plain(heading) for heading in headings]), "bold"),
            Content.styled(rule, "$foreground-muted"),
            *(Content(line(row)) for row in texts),
        ]
    )


class TablePreview(ScrollableContainer, can_focus=True):
    """Shows a title, rows and a note; scrolls in both directions."""

    def compose(self) -> ComposeResult:
        """The title above the table and the note below it, which are as wide as the pane."""
        yield Static(id="table-caption")
        yield Static(id="table-rows")
        yield Static(id="table-note")

    @property
    def text_width(self) -> int:
        """How many cells of a text fit beside each other, also if it is so long that it has a scrollbar."""
        return max(MOST, self.content_size.width - self.styles.scrollbar_size_vertical)

    def show(self, caption: str, table: Content, more: str) -> None:
        """Show a table; `more` says how much was left out, and what the table counts."""
        self.query_one("#table-caption", Static).update(content(caption, "$foreground-muted"))
        self.query_one("#table-rows", Static).update(table)
        self.query_one("#table-note", Static).update(content(more, "$foreground-muted"))
