"""The list of the desk's material."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from review.tui.widgets.items.parts import PartsView


class MaterialView(PartsView):
    """Passages, configurations and memos; the cursor goes from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="material.open"),
        Binding("down,j", "move(1)", "Next", show=False, id="material.next"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="material.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="material.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="material.page_up"),
        Binding("home,g", "jump(0)", "First", show=False, id="material.first"),
        Binding("end,G", "jump(-1)", "Last", show=False, id="material.last"),
    ]

    def on_resize(self) -> None:
        """Lay the lines out for the new width; the item under the cursor stays in view, and is known at the first layout."""
        # Textual calls it by itself, but after this; the second time nothing is laid out.
        super().on_resize()
        self.show_cursor()
        if self.count:
            self.post_message(self.Highlighted(self, self.cursor))
