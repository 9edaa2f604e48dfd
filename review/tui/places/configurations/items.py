"""The list of configurations."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from review.tui.widgets.items.rows import Rows


class ConfigurationRows(Rows):
    """The configurations."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", id="configuration-rows.open"),
        Binding("right", "open", "Read", show=False, id="configuration-rows.into"),
        Binding("down,j", "move(1)", "Next configuration", show=False, id="configuration-rows.next"),
        Binding("up,k", "move(-1)", "Previous configuration", show=False, id="configuration-rows.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="configuration-rows.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="configuration-rows.page_up"),
        Binding("home,g", "jump(0)", "First configuration", show=False, id="configuration-rows.first"),
        Binding("end,G", "jump(-1)", "Last configuration", show=False, id="configuration-rows.last"),
    ]
