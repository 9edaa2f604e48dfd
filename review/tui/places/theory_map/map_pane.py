"""The map itself: theories as boxes in columns by category, rival framings below them; a list in narrow windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from review.theory_map import Code, TheoryMap
from review.tui.places.theory_map.columns import columns_of, rival_rows
from review.tui.support.plain import content
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.theory_box import TheoryBox

BoxOf = Callable[[Code], TheoryBox]
"""Makes the box of a theory."""


class GiveFocus(Protocol):
    """Gives the focus to one of the new boxes."""

    def __call__(self, *, scroll: bool) -> None:
        """`scroll`: and scroll to it."""


def _across(columns: int, *boxes: Widget) -> Vertical:
    """A part of a row as wide as several columns, with boxes or empty."""
    part = Vertical(*boxes, classes="across" if boxes else "gap")
    part.styles.width = f"{columns}fr"
    if not columns:
        part.display = False
    return part


class MapScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls the map; arrow keys move between the boxes."""

    @dataclass
    class Scrolled(Message):
        """Other rows are at the top."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and post that other rows are at the top."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())


class MapPane(Vertical):
    """The boxes of all theories, below a line that names the categories of the columns, or that of the row at the top."""

    def __init__(self) -> None:
        super().__init__(id="map-pane")
        self._drawn: TheoryMap | None = None

    def compose(self) -> ComposeResult:
        """The line of categories, the boxes."""
        yield Horizontal(id="map-headings")
        yield MapScroll(id="map", can_focus=False)

    @property
    def boxes(self) -> list[TheoryBox]:
        """The boxes of theories and rival framings."""
        return list(self.query(TheoryBox))

    def shows(self, theory_map: TheoryMap) -> bool:
        """Whether this version of the map is drawn."""
        return self._drawn is theory_map

    async def draw(self, theory_map: TheoryMap, box_of: BoxOf, focus: GiveFocus) -> None:
        """Draw a map instead of the one before; the rows at the top stay there."""
        scroll = self.query_one(MapScroll)
        top, is_first = scroll.scroll_offset.y, self._drawn is None
        self._drawn = theory_map
        headings = self.query_one("#map-headings", Horizontal)
        with self.app.batch_update():
            await scroll.remove_children()
            await scroll.mount_all(self._map_widgets(theory_map, box_of))
            await headings.remove_children()
            await headings.mount_all(self._headings(theory_map))
        focus(scroll=is_first)
        if not is_first:
            scroll.scroll_to(y=top, animate=False, force=True)
        self.call_after_refresh(self._name_top)

    @staticmethod
    def _headings(theory_map: TheoryMap) -> Iterator[Widget]:
        """The line above the map: the categories of all columns, or that of the row at the top of the list."""
        yield Clipped(id="top-category", classes="category")
        for name, _ in columns_of(theory_map):
            yield Clipped(content(name.capitalize()), classes="category column-heading")

    @staticmethod
    def _map_widgets(theory_map: TheoryMap, box_of: BoxOf) -> Iterator[Widget]:
        columns = columns_of(theory_map)
        yield Horizontal(
            *(
                Vertical(
                    Static(content(name.capitalize()), classes="category" if number else "category first"),
                    *map(box_of, codes),
                    classes="column",
                )
                for number, (name, codes) in enumerate(columns)
            ),
            id="columns",
        )
        if theory_map.rival_framings:
            yield Static(
                Content("Rival framings, below the theories they rival"), classes="category of-rivals"
            )
        for row in rival_rows(theory_map.rival_framings, columns):
            parts = (_across(width, *([box_of(code)] if code else [])) for width, code in row)
            yield Horizontal(*parts, classes="rivals")

    @on(MapScroll.Scrolled)
    def _name_top(self) -> None:
        """Name the category at the top of the list, unless its own heading is there."""
        top = self.query_one(MapScroll).region.y
        headings = list(self.query("#map .category").results(Static))
        passed = [heading for heading in headings[1:] if heading.display and heading.region.y <= top]
        current = (headings[:1] + passed)[-1:]
        for line in self.query("#top-category").results(Static):
            at_top = bool(passed) and passed[-1].region.y == top
            text = "" if at_top or not current else current[0].content
            if text != line.content:
                line.update(text, layout=line.display)

    def beside(self, by: int) -> str:
        """The code of the nearest box in the next column to the right (1) or left (-1); ``""`` if there is none."""
        here = next((box.region for box in self.boxes if box.has_focus), None)
        beside = [box for box in self.boxes if here and (box.region.x - here.x) * by > 0]
        if not here or not beside:
            return ""
        nearest = min(beside, key=lambda box: (abs(box.region.x - here.x), abs(box.region.y - here.y)))
        return nearest.code.id
