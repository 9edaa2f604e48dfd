"""Shows the drawing of linked configurations: below one in full, and in a dialog with what each says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import Static

from review.domain.theories.chain import Drawing, Part, Piece, width_of
from review.domain.theories.configuration import Configuration, LinkKind
from review.domain.wording.one_line import first_words
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED, WARNING

KIND_STYLES: Mapping[LinkKind, str] = {
    LinkKind.LEADS_TO: "$text-success",
    LinkKind.VARIANT: "$text-primary",
    LinkKind.RIVAL: "$text-error",
    LinkKind.COUNTER_CASE: WARNING,
}
"""Cause, variant, rival and counter-case differ by line, word and colour."""

PART_STYLES: Mapping[Part, str] = {
    Part.LABEL: "bold",
    Part.CHOSEN: "bold $foreground on $primary-muted",
    Part.AGAIN: MUTED,
    Part.FORK: MUTED,
}

STATEMENT = 160
"""The most characters of a statement below the drawing."""


class ChainView(ScrollView):
    """A drawing of any size; only what is in sight is drawn."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "Down", show=False, id="chain.down"),
        Binding("up,k", "scroll_up", "Up", show=False, id="chain.up"),
        Binding("left,h", "scroll_left", "To the left", show=False, id="chain.left"),
        Binding("right,l", "scroll_right", "To the right", show=False, id="chain.right"),
    ]

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._drawing: Drawing = ()

    def show(self, drawing: Drawing) -> None:
        """Show a drawing, with the chosen configuration in sight."""
        self._drawing = drawing
        self.virtual_size = Size(width_of(drawing), len(drawing))
        self.set_class(bool(drawing), "-linked")
        self.refresh()
        self.call_after_refresh(self._show_chosen)

    def _show_chosen(self) -> None:
        for row, pieces in enumerate(self._drawing):
            for piece in pieces:
                if piece.part is Part.CHOSEN:
                    region = Region(piece.column, row, len(piece.text), 1)
                    self.scroll_to_region(region, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """A line as far as it is in sight."""
        left, top = self.scroll_offset
        row, width = y + top, self.scrollable_content_region.width
        if row >= len(self._drawing):
            return Strip.blank(width, self.rich_style)
        in_sight = [one for one in self._drawing[row] if one.column < left + width and one.end > left]
        line = painted(in_sight) or Content(" ")
        whole = max(line.cell_length, 1)
        strip = Visual.to_strips(self, line, whole, 1, self.visual_style, pad=True)[0]
        return strip.crop_extend(left, left + width, self.rich_style)


def painted(pieces: Sequence[Piece]) -> Content:
    """The pieces of a line at their columns, in their colours."""
    line = Content("")
    for piece in pieces:
        style = KIND_STYLES[piece.kinds[0]] if piece.kinds else PART_STYLES[piece.part]
        line += Content(" " * (piece.column - line.cell_length)) + Content.styled(plain(piece.text), style)
    return line


class ChainScreen(Dialog[None]):
    """The drawing, and below it the statement of each configuration in it."""

    CSS_PATH = "chain.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close", id="chain.close"),
    ]

    def __init__(self, title: str, drawing: Drawing, configurations: Sequence[Configuration]) -> None:
        super().__init__(title)
        self._drawing = drawing
        self._configurations = configurations

    def compose_body(self) -> ComposeResult:
        """The drawing and the statements."""
        yield ChainView("chain")
        yield Static(Content("\n").join(map(_said, self._configurations)), id="chain-said")

    def on_mount(self) -> None:
        """Draw."""
        view = self.query_one(ChainView)
        view.can_focus = True
        view.show(self._drawing)
        view.focus()


def _said(one: Configuration) -> Content:
    return Content.assemble((f"{plain(one.label)}  ", "bold"), plain(first_words(one.as_read, STATEMENT)))
