"""The map itself, painted by lines: boxes in columns by category, or a list in narrow windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.theory_map import Code, TheoryMap
from review.tui.places.theory_map.arrangement import Arrangement, Heading, in_columns, in_list
from review.tui.places.theory_map.boxes import Box, as_box, as_line
from review.tui.support.plain import content
from review.tui.widgets.fitting.within import scroll_within

HEADINGS = 1
"""Lines above the boxes that do not scroll."""


class MapPane(ScrollView, can_focus=True, inherit_bindings=False):
    """The boxes of all theories, below a line that names the categories of the columns, or that of the row at the top.

    Another theory under the cursor, other counts or other wordings need no layout of the screen. Its bar is always there, for the same reason.
    """

    ALLOW_SELECT = False

    @dataclass
    class Clicked(Message):
        """A box was clicked, once or twice."""

        code: str
        is_double: bool

    def __init__(self) -> None:
        super().__init__(id="map")
        self._map: TheoryMap | None = None
        self._boxes: Mapping[str, Box] = {}
        self._chosen = ""
        self.arrangement = Arrangement()
        self._is_list = False
        self._width = 0
        self._drawn: dict[tuple[str, bool], Sequence[Strip]] = {}

    def show(self, theory_map: TheoryMap, boxes: Mapping[str, Box], chosen: str) -> None:
        """Show a map, its boxes by code; the rows at the top stay there. What is shown already is not drawn again."""
        is_shown = self.shows(theory_map) and chosen == self._chosen and _are_same(boxes, self._boxes)
        self._map, self._boxes, self._chosen = theory_map, boxes, chosen
        if not is_shown:
            self._arrange()

    def shows(self, theory_map: TheoryMap) -> bool:
        """Whether this version of the map is shown."""
        return self._map is theory_map

    def choose(self, code: str) -> None:
        """Put the cursor on a theory, and scroll to it."""
        before, self._chosen = self._chosen, code
        for one in {before, code}:
            if region := self.arrangement.region_of(one):
                self.refresh(region.translate((0, HEADINGS - self.scroll_offset.y)).intersection(self._room))
        self._show_chosen()

    def beside(self, by: int) -> str:
        """The code of the box in the next column to the right (1) or left (-1); ``""`` if there is none."""
        return self.arrangement.beside(self._chosen, by)

    @property
    def _room(self) -> Region:
        """The cells in which boxes are seen."""
        return Region(0, HEADINGS, self._width, max(0, self.scrollable_content_region.height - HEADINGS))

    def _arrange(self) -> None:
        self._width = width = self.scrollable_content_region.width
        self._drawn.clear()
        # Kept with the arrangement: in a window that becomes narrow, lines are painted before the boxes are arranged again.
        self._is_list = self.screen.has_class("-narrow")
        if not width or self._map is None:
            self.arrangement = Arrangement()
            return  # it gets its size later, and is arranged then
        if self._is_list:
            self.arrangement = in_list(self._map, width)
        else:
            self.arrangement = in_columns(self._map, width, self._height_of)
        scroll_within(self, Size(width, HEADINGS + self.arrangement.height))
        self.refresh()

    def _height_of(self, code: Code, width: int) -> int:
        # The one under the cursor is drawn first, as it is.
        return len(self._box(code.id, width, chosen=code.id == self._chosen))

    def _show_chosen(self) -> None:
        """Scroll as little as possible to have the whole box in view, or the beginning of one that is higher than the pane."""
        region, room = self.arrangement.region_of(self._chosen), self._room.height
        if region is None or not room:
            return
        # The rows above the first boxes are seen with them.
        top = 0 if region.y <= HEADINGS else region.y
        y = min(top, max(self.scroll_offset.y, region.bottom - room))
        self.scroll_to(y=y, animate=False, force=True)

    def on_resize(self, _event: events.Resize) -> None:
        """Arrange the boxes for the new size."""
        self._arrange()
        self._show_chosen()

    def notify_style_update(self) -> None:
        """Draw again after a change of theme."""
        super().notify_style_update()
        self._drawn.clear()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """A line: the headings that stay, or the lines of the boxes side by side."""
        parts = self._above() if y < HEADINGS else self._row(y - HEADINGS + self.scroll_offset.y)
        style = self.visual_style.rich_style
        strips, x = [], 0
        for start, strip in sorted(parts, key=lambda part: part[0]):
            strips += [Strip.blank(start - x, style), strip]
            x = start + strip.cell_length
        return Strip.join(strips).adjust_cell_length(self._width, style)

    def _above(self) -> Iterator[tuple[int, Strip]]:
        yield from map(self._heading, self.arrangement.above)
        if category := self.arrangement.category_at(self.scroll_offset.y) if self._is_list else "":
            yield self._heading(Heading(category, Region(0, 0, self._width, 1)))

    def _row(self, row: int) -> Iterator[tuple[int, Strip]]:
        for heading in self.arrangement.headings:
            if heading.region.y == row:
                yield self._heading(heading)
        for code, region in self.arrangement.boxes:
            if region.y <= row < region.bottom:
                lines = self._box(code.id, region.width, chosen=code.id == self._chosen)
                yield region.x, lines[row - region.y]

    def _heading(self, heading: Heading) -> tuple[int, Strip]:
        text = content(heading.text).truncate(heading.region.width, ellipsis=True)
        return heading.region.x, self._strip(text.stylize("bold $text-muted"))

    def _box(self, code: str, width: int, *, chosen: bool) -> Sequence[Strip]:
        """The lines of a box, drawn once."""
        if (code, chosen) not in self._drawn:
            box = self._boxes[code]
            rows = (
                [as_line(box, width, chosen=chosen)] if self._is_list else as_box(box, width, chosen=chosen)
            )
            self._drawn[code, chosen] = [self._strip(row).adjust_cell_length(width) for row in rows]
        return self._drawn[code, chosen]

    def _strip(self, row: Content) -> Strip:
        return Strip(Segment(text, style.rich_style) for text, style in row.render(self.visual_style, ""))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Report which box was clicked."""
        at = event.get_content_offset(self)
        if at is None or at.y < HEADINGS:
            return
        if code := self.arrangement.box_at(at.x, at.y - HEADINGS + self.scroll_offset.y):
            self.post_message(self.Clicked(code, is_double=event.chain == 2))


def _are_same(some: Mapping[str, Box], others: Mapping[str, Box]) -> bool:
    """Whether boxes look the same on the same map."""
    return some.keys() == others.keys() and all(
        (one.ink, [counts.markup for counts in one.counts])
        == (others[code].ink, [counts.markup for counts in others[code].counts])
        for code, one in some.items()
    )
