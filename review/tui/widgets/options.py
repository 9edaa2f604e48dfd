"""A list to choose from."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import OptionList

HIGH = 30
"""Heights in lines from which a dialog has the class ``-high`` and shows a longer list."""


class Options(OptionList):
    """An OptionList that keeps its cursor in view, and paints only the options that the cursor leaves and reaches."""

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def _watch_highlighted(self, before: int | None, highlighted: int | None) -> None:
        for index in (before, highlighted):
            if index is not None and (first := self._index_to_line.get(index)) is not None:
                self.refresh_lines(first, self._heights[index])

    def on_resize(self) -> None:
        """Scroll to the option under the cursor."""
        self.scroll_to_highlight()
