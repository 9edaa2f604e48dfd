"""Curves in the terminal, in the colours of the theme."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.theme import Theme
from textual_plotext import PlotextPlot

Point = tuple[float, float]


@dataclass(frozen=True)
class Curve:
    """Points joined by a line, or separate if `dots`. `name` is shown in the legend."""

    name: str
    points: tuple[Point, ...]
    dots: bool = False


@dataclass(frozen=True)
class Drawing:
    """Curves with common axes; `highest` is the top of the vertical axis (default: the largest value)."""

    title: str
    across: str
    curves: tuple[Curve, ...]
    highest: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there are too few points to draw."""
        return not any(len(curve.points) > 1 for curve in self.curves)


_COLOURS = ("primary", "accent", "success", "error", "secondary")
"""The theme's variables for the curves in order; background and axes follow the theme automatically."""


def ticks(highest: float, most: int = 6) -> list[float]:
    """Round numbers from 0 to at most `highest`: steps of 1, 2 or 5 times a power of ten, at most `most` of them."""
    if highest <= 0:
        return [0.0]
    power = 10.0 ** floor(log10(highest / most))
    step = next(power * factor for factor in (1, 2, 5, 10) if highest / (power * factor) < most)
    return [place * step for place in range(floor(highest / step + 1e-9) + 1)]


def labelled(places: list[float]) -> tuple[list[float], list[str]]:
    """Ticks with their labels."""
    return places, [f"{place:g}" for place in places]


class Plot(Vertical):
    """A plot; hidden if there is nothing to draw."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing = Drawing("", "", ())

    def compose(self) -> ComposeResult:
        """The plot itself."""
        yield PlotextPlot()

    def on_mount(self) -> None:
        """Use the colours of the theme."""
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)
        self._draw()

    def _theme_changed(self, _theme: Theme) -> None:
        self._draw()

    def show(self, drawing: Drawing) -> None:
        """Show another plot."""
        if drawing != self._drawing:
            self._drawing = drawing
            self._draw()

    def _draw(self) -> None:
        self.display = not self._drawing.is_empty
        if self._drawing.is_empty:
            return
        widget, drawing = self.query_one(PlotextPlot), self._drawing
        figure = widget.plt
        figure.clear_figure()
        figure.title(drawing.title)
        figure.xlabel(drawing.across)
        for curve, colour in zip(drawing.curves, _COLOURS, strict=False):
            draw = figure.scatter if curve.dots else figure.plot
            draw(
                [point[0] for point in curve.points],
                [point[1] for point in curve.points],
                label=curve.name,
                color=self._colour(colour),
                marker="braille",
            )
        points = [point for curve in drawing.curves for point in curve.points]
        across, up = max(point[0] for point in points), drawing.highest or max(point[1] for point in points)
        figure.xticks(*labelled(ticks(across)))
        figure.yticks(*labelled(ticks(up)))
        figure.ylim(0, up or 1)
        widget.refresh()

    def _colour(self, variable: str) -> tuple[int, int, int]:
        return Color.parse(self.app.theme_variables[variable]).rgb
