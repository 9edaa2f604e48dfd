"""The search in the Reader: a line for the words, and the matches marked in the text."""

from __future__ import annotations

from collections.abc import Iterable

from review.tui.places.reader.finding import Matches
from review.tui.widgets.reading.find_bar import FindBar
from review.tui.widgets.reading.view import ReadingView


class TextSearch:
    """Marks `matches` in the text of `view` and counts them in `bar`."""

    def __init__(self, view: ReadingView) -> None:
        self.view = view
        self.bar = FindBar()
        self.matches = Matches()

    @property
    def has_matches(self) -> bool:
        """Whether something is marked."""
        return bool(self.matches.spans)

    @property
    def is_open(self) -> bool:
        """Whether there is something to end: the line for the words is shown, or something is marked."""
        return self.bar.is_open or self.has_matches

    def search(self, words: str) -> None:
        """Mark the words and go to the first match from the cursor on."""
        cursor = self.view.cursor
        self.matches.search(cursor.text, words, cursor.end, cursor.at)
        self._show()

    def show(self, searched: str) -> None:
        """Mark the words by which a search of the Library found the text, from the cursor on."""
        cursor = self.view.cursor
        self.matches.show(cursor.text, searched, cursor.end, cursor.at)
        self._show()

    def mark(self, terms: Iterable[str]) -> bool:
        """Mark terms in the passage at the cursor and go to the first; returns whether there is one."""
        passage = self.view.cursor.passage
        self.matches.mark(self.view.cursor.text, terms, (passage.start, passage.end))
        self._show()
        return self.has_matches

    def step(self, step: int) -> None:
        """Go to the next match or the previous one, wrapping round."""
        if self.has_matches:
            self.matches.step(step)
            self._show()

    def end(self) -> None:
        """Clear the matches and return to the text."""
        self.matches.clear()
        self.bar.close()
        self._show()
        self.view.focus()

    def forget(self) -> None:
        """Clear the matches and close the line: another text is shown."""
        self.matches.clear()
        self.bar.close()
        self.bar.show_count("")

    def _show(self) -> None:
        self.view.set_matches(self.matches.spans, self.matches.current)
        self.bar.show_count(self.matches.line)
