"""Shows one configuration in full, with a cursor that goes over its elements and passages."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from review.tui.widgets.items.parts import PartsView


class DetailView(PartsView):
    """One configuration in full; the cursor goes over its elements and passages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="configuration-parts.open"),
        Binding("down,j", "move(1)", "Next passage or element", show=False, id="configuration-parts.next"),
        Binding(
            "up,k", "move(-1)", "Previous passage or element", show=False, id="configuration-parts.previous"
        ),
        Binding("pagedown", "page(1)", "Page down", show=False, id="configuration-parts.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="configuration-parts.page_up"),
        Binding("home,g", "jump(0)", "Beginning", show=False, id="configuration-parts.first"),
        Binding("end,G", "jump(-1)", "End", show=False, id="configuration-parts.last"),
    ]
