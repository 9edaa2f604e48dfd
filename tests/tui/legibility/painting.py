"""The painted characters of a running app with their colours and widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.widget import Widget


@dataclass(frozen=True)
class Run:
    """Characters of one row that share a widget and their colours; `x` and `y` are cells of the screen.

    `ink_256` and `ground_256` are the colours that a terminal of 256 colours shows instead.
    """

    x: int
    y: int
    text: str
    ink: Color
    ground: Color
    ink_256: Color
    ground_256: Color
    widget: Widget


def runs(app: App) -> Iterator[Run]:
    """All that the front screen paints, row by row from left to right."""
    compositor = app.screen._compositor
    owners = compositor.layers_visible
    for y, strip in enumerate(compositor.render_strips()):
        x = 0
        for segment in strip:
            for start, text, widget in _by_widget(segment.text, x, owners[y]):
                style = segment.style or Style()
                yield Run(start, y, text, *_colours(style, app), *_colours(style, app, in_256=True), widget)
            x += cell_len(segment.text)


def rows(app: App) -> list[str]:
    """The characters on the screen."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def _by_widget(
    text: str, x: int, owners: list[tuple[Widget, Region, Region]]
) -> Iterator[tuple[int, str, Widget]]:
    """The parts of a segment by widget; `owners` are the row's widgets, foremost first."""
    start, begun, owner = x, 0, None
    for index, character in enumerate(text):
        here = next((widget for widget, seen, _ in owners if seen.x <= x < seen.right), None)
        if here is not owner:
            if owner is not None:
                yield start, text[begun:index], owner
            start, begun, owner = x, index, here
        x += cell_len(character)
    if owner is not None:
        yield start, text[begun:], owner


def _colours(style: Style, app: App, *, in_256: bool = False) -> tuple[Color, Color]:
    """Ink and ground as a terminal shows them: named colours by the app's own table, dimmed and reversed."""
    ink = _resolved(style.color, app, is_ink=True, in_256=in_256)
    ground = _resolved(style.bgcolor, app, is_ink=False, in_256=in_256)
    if style.reverse:
        ink, ground = ground, ink
    if style.conceal:
        ink = ground
    return (ink.blend(ground, 0.5) if style.dim else ink), ground


def _resolved(colour: RichColor | None, app: App, *, is_ink: bool, in_256: bool) -> Color:
    shown = colour or RichColor.default()
    if in_256:
        shown = shown.downgrade(ColorSystem.EIGHT_BIT)
    return Color(*shown.get_truecolor(app.ansi_theme, foreground=is_ink))
