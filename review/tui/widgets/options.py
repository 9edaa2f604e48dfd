"""A list to choose from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache

from textual.reactive import reactive
from textual.widgets import OptionList

HIGH = 30
"""Heights in lines from which a dialog has the class ``-high`` and shows a longer list."""


class Options(OptionList):
    """An OptionList that keeps its cursor in view, and paints only the options that the cursor leaves and reaches."""

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def _watch_highlighted(self, before: int | None, highlighted: int | None) -> None:
        top, lines = self.scroll_offset.y, range(self.size.height)
        option_at = cache(self._option_at)  # the same lines are asked for again and again
        for option in {one for one in (before, highlighted) if one is not None}:
            first, end = (find(lines, option, key=option_at) for find in (bisect_left, bisect_right))
            if end > first:
                self.refresh_lines(top + first, end - first)

    def _option_at(self, line: int) -> int:
        """The number of the option at a line in sight, or above a line that is a rule; what is below all has none."""
        found = (self._option_in(one) for one in (line, line - 1) if one >= 0)
        return next((option for option in found if option is not None), self.option_count)

    def _option_in(self, line: int) -> int | None:
        """The number of the option that a line in sight belongs to, as the mouse finds it."""
        return next((part.style.meta.get("option") for part in self.render_line(line) if part.style), None)

    def step(self, by: int) -> None:
        """Go to the next option (1) or the one before (-1), round the ends."""
        if by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def on_resize(self) -> None:
        """Scroll to the option under the cursor."""
        self.scroll_to_highlight()
