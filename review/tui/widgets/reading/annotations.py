"""Annotations on and beside the rows of a document: labels, codings, notes, search matches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from review.domain import Document, Page
from review.domain.page_labels import in_citation
from review.domain.texts.spans import Span
from review.tui.widgets.reading.cursor import Cursor
from review.tui.widgets.reading.layout import TextRows
from review.tui.widgets.reading.marks import Bar, CodingMark, MarginNote, Marks, lanes_of

RECOGNISED = "OCR"
"""Shown below the label of a page whose text was recognised."""

_EVERY = 5
"""Of a text file every fifth paragraph has its number beside it."""

_LEAST, _MOST = 7, 9
"""The width of the label column in cells: enough for ``table 1``."""


def label_width(document: Document) -> int:
    """The width of a document's label column in cells."""
    return min(_MOST, max([_LEAST, *(len(_page_label(page)) for page in document.pages)]))


class Annotations:
    """A document's annotations by offset, mapped to rows again after each change (`lay`).

    `notes` returns the notes of a passage by its start, when a row of it is drawn; `remarks` (by offset) are
    in the label column. `matches` are sorted and do not overlap.
    """

    def __init__(self) -> None:
        self.codings = Marks()
        self.notes: Callable[[int], Sequence[MarginNote]] = lambda _: ()
        self.remarks: Mapping[int, str] = {}
        self.matches: Sequence[Span] = ()
        self.current_match: Span | None = None
        self._labels: dict[int, str] = {}
        self._codes: dict[int, list[CodingMark]] = {}
        self._lanes: list[int] = []
        self._first_rows: list[int] = []
        self._named: set[int] = set()

    def lay(self, rows: TextRows, cursor: Cursor) -> None:
        """Map labels and bars to rows; only what the cursor can reach is shown."""
        self._labels = _labels(rows, cursor, self.remarks)
        marks = self.codings.codings
        spans = [rows.rows_of(mark.start, mark.end) for mark in marks]
        self._first_rows = [first for first, _ in spans]
        self._lanes = lanes_of(spans)
        marked = zip(marks, spans, strict=True)
        self._codes = _codes(marked, rows, self._labels, label_width(cursor.document))
        self._named = {id(mark) for marks in self._codes.values() for mark in marks}

    def label(self, row: int) -> str:
        """The label in the first column of a row."""
        return self._labels.get(row, "")

    def codes(self, row: int) -> Sequence[CodingMark]:
        """The codings whose labels are in the first column of a row."""
        return self._codes.get(row, ())

    def note(self, passage: int, line: int) -> MarginNote | None:
        """The margin note at a line (from 0) of the passage that begins at an offset."""
        notes = self.notes(passage)
        return notes[line] if 0 <= line < len(notes) else None

    def bars(self, row: int, start: int, end: int) -> list[Bar]:
        """The codings beside the row with this span."""
        return [
            Bar(self._lanes[index], mark, row == self._first_rows[index] and id(mark) not in self._named)
            for index in self.codings.within(start, max(end, start + 1))
            for mark in (self.codings.codings[index],)
        ]

    def matches_within(self, start: int, end: int) -> Sequence[Span]:
        """The matches that overlap a span."""
        first = bisect_right(self.matches, start, key=lambda match: match[1])
        last = bisect_left(self.matches, end, key=lambda match: match[0])
        return self.matches[first:last]


def _page_label(page: Page) -> str:
    """A page in the narrow label column: ``p. 347``, or ``PDF 3`` if it has no printed number."""
    return in_citation(page.label, page.number) if page.label else f"PDF {page.number}"


def _labels(rows: TextRows, cursor: Cursor, remarks: Mapping[int, str]) -> dict[int, str]:
    """The labels by row; remarks are below page labels that begin on the same row."""
    document = cursor.document
    pages = [page for page in document.pages if page.start < page.end]
    labels = {rows.row_of(page.start): _page_label(page) for page in pages if not document.is_unpaged}
    numbered = document.paragraph_starts[_EVERY - 1 :: _EVERY]
    labels |= {rows.row_of(start): f"¶ {_EVERY * place}" for place, start in enumerate(numbered, 1)}
    if cursor.asides_shown:
        for aside in reversed(document.asides):
            labels[rows.row_of(aside.start)] = _page_label(document.page_at(aside.start))
    recognised = [(page.start, RECOGNISED) for page in pages if page.recognised]
    for offset, label in (*recognised, *remarks.items()):
        row = rows.row_of(offset)
        while row in labels:
            row += 1
        labels[row] = label
    return labels


def _codes(
    marked: Iterable[tuple[CodingMark, tuple[int, int]]],
    rows: TextRows,
    labels: Mapping[int, str],
    width: int,
) -> dict[int, list[CodingMark]]:
    """The codings by the row of their label: the first of their rows with room, or the empty one below."""
    found: defaultdict[int, list[CodingMark]] = defaultdict(list)
    used = dict.fromkeys(labels, width)
    for mark, (first, last) in marked:
        end = last + 1
        end += end < len(rows) and rows.is_gap(end)
        for row in range(first, end) if mark.label else ():
            before = used[row] + 1 if row in used else 0
            if before + len(mark.label) <= width:
                found[row].append(mark)
                used[row] = before + len(mark.label)
                break
    return found
