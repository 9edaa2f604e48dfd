"""The list of searches, and what is read beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from review.tui.widgets.items.parts import PartsView
from review.tui.widgets.items.rows import Rows


class SearchRows(Rows):
    """The searches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", id="search-rows.open"),
        Binding("right", "open", "Read", show=False, id="search-rows.into"),
        Binding("down,j", "move(1)", "Next search", show=False, id="search-rows.next"),
        Binding("up,k", "move(-1)", "Previous search", show=False, id="search-rows.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="search-rows.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="search-rows.page_up"),
        Binding("home,g", "jump(0)", "First search", show=False, id="search-rows.first"),
        Binding("end,G", "jump(-1)", "Last search", show=False, id="search-rows.last"),
    ]


class SearchParts(PartsView):
    """A search with a cursor over its parts and lines, the flow with one over its boxes, or PRISMA-S's items."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Change", id="search-parts.open"),
        Binding("down,j", "move(1)", "Next part, line or box", show=False, id="search-parts.next"),
        Binding("up,k", "move(-1)", "Previous part, line or box", show=False, id="search-parts.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="search-parts.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="search-parts.page_up"),
        Binding("home,g", "jump(0)", "Beginning", show=False, id="search-parts.first"),
        Binding("end,G", "jump(-1)", "End", show=False, id="search-parts.last"),
    ]
