"""A list to choose from."""

from __future__ import annotations

from textual.widgets import OptionList

HIGH = 30
"""Lines of a window in which a dialog shows a longer list; it has the class ``-high`` then."""


class Options(OptionList):
    """An OptionList that keeps its cursor in sight when its size changes."""

    def on_resize(self) -> None:
        """Show the option under the cursor."""
        self.scroll_to_highlight()
