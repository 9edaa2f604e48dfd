"""A cursor in a document, without a screen: position, passage, selection, and movement."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from review.domain import Document, Passage, PassageKind
from review.domain.texts.spans import Span
from review.tui.widgets.reading.layout import cluster_end, cluster_start, displayed
from review.tui.widgets.reading.sentences import SentenceSelection
from review.tui.widgets.reading.words import next_word, previous_word, whole_words


class Cursor:
    """A cursor. `at` is the offset of the character under it, `text` the document's text as shown.

    A selection goes from `selected_from` to the cursor; `selection` is the span of whole words with both, which is what is
    highlighted and coded. `passages` are those within reach: with side text (running heads, footnotes …) while
    `asides_shown`.
    """

    def __init__(self, document: Document, at: int = 0) -> None:
        self.document = document
        self.text = displayed(document.text)
        self.at = at
        self.selected_from: int | None = None
        self.show_asides(shown=at >= document.body_end and bool(document.asides))

    def show_asides(self, *, shown: bool) -> None:
        """Include or exclude side text; clears the selection."""
        body = bisect_left(self.document.passages, self.document.body_end, key=lambda p: p.start)
        self.asides_shown = shown
        self.passages: Sequence[Passage] = self.document.passages if shown else self.document.passages[:body]
        self._starts = [passage.start for passage in self.passages]
        self._sentences = SentenceSelection(self.text, self.passages)
        self.put(None, self.at)

    def put(self, selected_from: int | None, at: int) -> None:
        """Go to an offset, with a selection from another offset to it, or none."""
        if self.passages:
            at = max(self.passages[0].start, min(at, self.passages[-1].end - 1))
        self.selected_from = selected_from
        self.at = cluster_start(self.text, at) if self.passages else 0
        self.selection = self._whole_words()

    def _whole_words(self) -> Span | None:
        if self.selected_from is None or not self.passages:
            return None
        first, last = sorted((self.selected_from, self.at))
        start, end = whole_words(self.document.text, first, min(last + 1, len(self.text)))
        return (start, end) if start < end else None

    # Position

    @property
    def end(self) -> int:
        """The end of the last passage within reach."""
        return self.passages[-1].end if self.passages else 0

    @property
    def index(self) -> int:
        """The index in `passages` of the one with the cursor."""
        return self._index_at(self.at)

    @property
    def passage(self) -> Passage:
        """The passage under the cursor (empty in a document without text)."""
        return self.passage_at(self.at)

    def passage_at(self, offset: int) -> Passage:
        """The passage at an offset, or before it if the offset is between two."""
        return self.passages[self._index_at(offset)] if self.passages else Passage(0, 0)

    def _index_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    # Movement

    def next_passage(self, step: int) -> int:
        """The start of the next (`step` 1) or previous (-1) passage; skips headings if other passages follow."""
        candidates = self.passages[self.index + 1 :] if step > 0 else self.passages[: self.index][::-1]
        reading = (passage for passage in candidates if passage.kind is not PassageKind.HEADING)
        return next(reading, candidates[0] if candidates else self.passage).start

    def next_sentence(self, step: int) -> Span:
        """The ends of a selection of the sentence at the cursor, or extended or shrunk by a sentence."""
        if self.selected_from is None:
            start, end = self._sentences.at(self.at)
            return start, end - 1
        return self._sentences.extended(self.selected_from, self.at, step)

    def next_word(self, step: int) -> int:
        """The start of the next or previous word."""
        text = self.document.text
        return next_word(text, self.at) if step > 0 else previous_word(text, self.at)

    def next_character(self, step: int) -> int:
        """The next or previous character; skips line ends."""
        if step > 0 and self.at < len(self.text) - 1:
            following = cluster_end(self.text, self.at)
            return following + (self.text[following : following + 1] == "\n")
        if step < 0 and self.at > 0:
            before = self.at - 1
            return before - (self.text[before] == "\n")
        return self.at
