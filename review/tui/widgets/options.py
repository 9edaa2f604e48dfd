"""A list to choose from."""

from __future__ import annotations

from textual.widgets import OptionList

HIGH = 30
"""Heights in lines from which a dialog has the class ``-high`` and shows a longer list."""


class Options(OptionList):
    """An OptionList that keeps its cursor in view when resized."""

    def on_resize(self) -> None:
        """Scroll to the option under the cursor."""
        self.scroll_to_highlight()
