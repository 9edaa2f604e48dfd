"""A document laid out for a width: its rows with their annotations, drawn one by one when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from textual.cache import LRUCache
from textual.strip import Strip

from review.domain import PassageKind
from review.domain.texts.spans import Span
from review.tui.widgets.reading.annotations import Annotations, label_width
from review.tui.widgets.reading.cursor import Cursor
from review.tui.widgets.reading.layout import TextRows, blocks_of, cluster_end, cluster_start, fitted_leaders
from review.tui.widgets.reading.marks import RowMarks
from review.tui.widgets.reading.painter import Columns, Painter, Palette

_KIND_STYLES = {
    PassageKind.HEADING: "heading",
    PassageKind.REFERENCE: "reference",
    PassageKind.FRONT_MATTER: "reference",
    PassageKind.ASIDE: "aside",
}


class _Look(NamedTuple):
    """What a row looks like because of the cursor: whether it is of the passage under it, and what is selected."""

    row: int
    width: int
    is_current: bool
    caret: int | None
    selection: Span | None


@dataclass(slots=True)
class _Drawn:
    """A row as it was drawn with its marks. Set in place, since a cache of Textual's keeps the first value of a key."""

    marks: RowMarks
    strip: Strip


class Sheet:
    """The rows and columns of a document, and what is beside them. `palette` gives the present colours.

    `text` is the cursor's text as it is drawn, as long as that.

    Drawn rows are kept until something that they show changes: `lay` and `look_again` after other annotations, where only rows with
    other marks than before are drawn again, `forget` after other colours.
    """

    def __init__(self, cursor: Cursor, palette: Callable[[], Palette]) -> None:
        self.annotations = Annotations()
        self.text = ""
        self.rows = TextRows("", (), 2)
        self.columns = Columns.of(0, 0)
        self._cursor = cursor
        self._palette = palette
        self._drawn: LRUCache[_Look, _Drawn] = LRUCache(512)
        self._strips: LRUCache[_Look, Strip] = LRUCache(512)
        self._painter: Painter | None = None
        self._colours: Palette | None = None

    def open(self, cursor: Cursor) -> None:
        """Have the document of another cursor, without rows and annotations."""
        self._cursor = cursor
        self.annotations = Annotations()
        self.text, self.rows = "", TextRows("", (), 2)
        self.forget()

    def wrap(self, width: int) -> None:
        """Wrap the text that the cursor can reach to a width in cells."""
        self.columns = Columns.of(width, label_width(self._cursor.document))
        blocks = list(blocks_of(self._cursor.text, self._cursor.passages))
        self.text = fitted_leaders(self._cursor.text, blocks, self.columns.text)
        self.rows = TextRows(self.text, blocks, self.columns.text)
        self.forget()
        self.lay()

    def lay(self) -> None:
        """Map the annotations to rows again."""
        self.annotations.lay(self.rows, self._cursor)
        self.look_again()

    def look_again(self) -> None:
        """Look at the marks of each row again when it is asked for."""
        self._strips.clear()

    def recoloured(self) -> bool:
        """Forget the rows if their colours changed, and say so: a focus that comes or goes changes other styles only."""
        if self._colours is not None and self._colours == self._palette():
            return False
        self._colours = None
        self.forget()
        return True

    def forget(self) -> None:
        """Draw all rows again when they are asked for, in the same colours."""
        self.look_again()
        self._drawn.clear()
        self._painter = None

    def drawn(self, rows: Iterable[int], width: int) -> dict[int, Strip | None]:
        """Rows as they were drawn last; None for one that was not drawn as it is with the present cursor and annotations."""
        return {row: self._strips.get(self._look(row, width)) for row in rows}

    def strip(self, row: int, width: int) -> Strip:
        """A row; the same object as before if it looks as it was drawn before."""
        look = self._look(row, width)
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = self._strip(look, self._marks(look))
        return strip

    def _look(self, row: int, width: int) -> _Look:
        start, end = self.rows.starts[row], self.rows.ends[row]
        passage = self._cursor.passage
        return _Look(
            row,
            width,
            is_current=start < end and passage.start <= start < passage.end,
            caret=self._cursor.at if self.rows.row_of(self._cursor.at) == row else None,
            selection=_within(self._cursor.selection, start, end),
        )

    def _strip(self, look: _Look, marks: RowMarks) -> Strip:
        """A row with these marks, as it was drawn before if it had the same."""
        drawn = self._drawn.get(look)
        if drawn and drawn.marks == marks:
            return drawn.strip
        if self._painter is None:
            self._colours = self._colours or self._palette()
            self._painter = Painter(self.text, self.rows, self.columns, self._colours)
        strip = self._painter.strip(look.row, marks, look.width)
        if drawn:
            drawn.marks, drawn.strip = marks, strip
        else:
            self._drawn[look] = _Drawn(marks, strip)
        return strip

    def _marks(self, look: _Look) -> RowMarks:
        row, caret = look.row, look.caret
        start, end = self.rows.starts[row], self.rows.ends[row]
        passage = self._cursor.passage_at(start)
        return RowMarks(
            label=self.annotations.label(row),
            codes=self.annotations.codes(row),
            style=_KIND_STYLES.get(passage.kind, ""),
            note=self.annotations.note(passage.start, row - self.rows.row_of(passage.start)),
            is_current=look.is_current,
            bars=self.annotations.bars(row, start, end),
            matches=self.annotations.matches_within(start, end),
            current_match=self.annotations.current_match,
            selection=look.selection,
            caret=None
            if caret is None
            else (cluster_start(self.text, caret, start), cluster_end(self.text, caret)),
        )


def _within(span: Span | None, start: int, end: int) -> Span | None:
    """The overlap of two spans, or None."""
    if span is None or span[0] >= end or span[1] <= start:
        return None
    return max(start, span[0]), min(end, span[1])
