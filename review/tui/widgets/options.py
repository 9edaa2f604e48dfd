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
        top = self.scroll_offset.y
        for line in range(self.size.height):
            option = self._option_in(line)
            if option is not None and option in {before, highlighted}:
                self.refresh_lines(top + line, 1)

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
