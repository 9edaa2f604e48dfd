"""A preview of an export: its first rows, aligned in columns."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.painted import Painted, Rows, Table
from review.tui.widgets.record_columns import fitted

MOST = 44
"""The most cells of a column."""

GAP = 2
"""Cells between two columns."""

NOTHING = Content("")

HEADINGS = 2
"""The rows of a table's headings, with the rule below them."""


def describe_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    right: Sequence[bool],
    fit: int | None = None,
) -> Content:
    """The lines of `table_lines` as one text."""
    return Content("\n").join(table_lines(headings, rows, right, fit))


def table_lines(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    right: Sequence[bool],
    fit: int | None = None,
) -> list[Content]:
    """The rows below their headings, all of one width; `right` lists the right-aligned columns.

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

    cells = sum(widths) + GAP * (len(widths) - 1)
    return [
        Content.styled(line([plain(heading) for heading in headings]), "bold", cells),
        Content.styled("─" * cells, MUTED, cells),
        # With their width, which takes long to measure where a table has many cells.
        *(Content(line(row), cell_length=cells) for row in texts),
    ]


def first_column(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    """The cells of a table's first column, with the gap after it."""
    cells = [headings[0], *("" if row[0] is None else plain(str(row[0])) for row in rows)]
    return min(MOST, max(map(len, cells))) + GAP


class TablePreview(Painted, can_focus=True):
    """Shows a title, a table or a text, and a note; scrolls in both directions.

    The headings of a table stay in sight, and its first column; the title of a text stays.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._parts: tuple[str, Sequence[Content], str] = ("", (), "")
        self._left = 0

    @property
    def text_width(self) -> int:
        """How many cells of a text fit beside each other."""
        return max(MOST, self.scrollable_content_region.width)

    def show(self, caption: str, shown: Sequence[Content], more: str, left: int = 0) -> None:
        """Show the lines of a table whose first column has `left` cells, or those of a text.

        `more` says how much was left out, and what the table counts.
        """
        self._parts, self._left = (caption, shown, more), left
        self.show_rows()

    def make_rows(self, width: int) -> Rows:
        """The title above the table and the note below it, which are as wide as the pane."""
        caption, shown, more = self._parts
        title = [*content(caption, MUTED).wrap(width), NOTHING] if caption else []
        note = [NOTHING, *content(more, MUTED).wrap(width)] if more else []
        rows = [*title, *shown, *note]
        if not self._left:
            return Rows(rows, len(title))
        return Rows(rows, table=Table(len(title), len(title) + len(shown), HEADINGS, self._left))
