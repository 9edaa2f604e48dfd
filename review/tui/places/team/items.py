"""The list of conflicts or differences, and what is read of the one under its cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from review.tui.widgets.items.parts import PartsView
from review.tui.widgets.items.rows import Rows


class TeamRows(Rows):
    """The conflicts, or the passages on which coders differ."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False, id="team-rows.open"),
        Binding("down,j", "move(1)", "Next", show=False, id="team-rows.next"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="team-rows.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="team-rows.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="team-rows.page_up"),
        Binding("home,g", "jump(0)", "First", show=False, id="team-rows.first"),
        Binding("end,G", "jump(-1)", "Last", show=False, id="team-rows.last"),
    ]


class TeamParts(PartsView):
    """Both sides of a conflict, codings that differ, or another page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False, id="team-parts.open"),
        Binding("down,j", "move(1)", "Next part", show=False, id="team-parts.next"),
        Binding("up,k", "move(-1)", "Previous part", show=False, id="team-parts.previous"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="team-parts.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="team-parts.page_up"),
        Binding("home,g", "jump(0)", "Beginning", show=False, id="team-parts.first"),
        Binding("end,G", "jump(-1)", "End", show=False, id="team-parts.last"),
    ]
