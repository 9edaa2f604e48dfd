"""Gives a view that paints its own lines another size to scroll within, without a layout of the screen where that can be."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def scroll_within(view: ScrollView, size: Size) -> None:
    """Scroll within this size, from where it was, as far as there is so much.

    The screen is laid out only where a scrollbar comes or goes.
    """
    width, height = view.container_size
    across = _is_there(view.styles.overflow_x, needed=size.width > width - view.scrollbar_size_vertical)
    down = _is_there(view.styles.overflow_y, needed=size.height > height - view.scrollbar_size_horizontal)
    if not width or (across, down) != (view.show_horizontal_scrollbar, view.show_vertical_scrollbar):
        view.virtual_size = size
        return
    view.set_reactive(Widget.virtual_size, size)
    if down:
        view.vertical_scrollbar.window_virtual_size = size.height
    if across:
        view.horizontal_scrollbar.window_virtual_size = size.width
    view.scroll_to(view.scroll_x, view.scroll_y, animate=False)


def _is_there(overflow: str, *, needed: bool) -> bool:
    """Whether a scrollbar is there."""
    return overflow == "scroll" or (overflow == "auto" and needed)
