"""Makes the lines of scroll bars, of which each picture has dozens: few of them differ."""

from __future__ import annotations

from collections.abc import Sequence

import rich.style
from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


def bar_lines(bar: ScrollBar, part: Region) -> Sequence[Strip]:
    """The lines of a part of a scroll bar, as Textual makes them; those that look the same are made once."""
    shown = bar.render()
    width, height = bar.size
    if not bar.vertical or bar.opacity < 1 or type(shown) is not ScrollBarRender:
        return bar.render_lines(part)
    style = shown.style
    if not isinstance(style, rich.style.Style) or style.bgcolor is None or style.color is None:
        return bar.render_lines(part)
    made = shown.render_bar(
        size=height,
        virtual_size=shown.virtual_size,
        window_size=shown.window_size,
        position=shown.position,
        thickness=width,
        vertical=True,
        back_color=style.bgcolor,
        bar_color=style.color,
    )
    segments = list(made.segments)[part.y : part.bottom]
    strips = {segment: _strip(bar, segment, width) for segment in dict.fromkeys(segments)}
    return [strips[segment].crop(part.x, part.right) for segment in segments]


def _strip(bar: ScrollBar, segment: Segment, width: int) -> Strip:
    strip = Strip(Segment.apply_style([segment], bar.visual_style.rich_style), width)
    background = bar.background_colors[1]
    for line_filter in bar.get_line_filters():
        strip = strip.apply_filter(line_filter, background)
    return strip
