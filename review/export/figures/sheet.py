"""The sheet that a figure is drawn on with matplotlib: millimetres from the top left, as wide as text on A4."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D

from review.export.figures import lettering
from review.export.figures.characters import CUT, on_a_line
from review.export.figures.lettering import POINT
from review.export.figures.shades import INK, MUTED, PAPER, RULE

WIDTH, MOST, EDGE = 157.0, 194.0, 0.7
"""The width of a sheet, the height that a page has room for, and the margin around it, in millimetres."""
SMALL, BODY, HEADING = 7.0, 7.5, 8.5
"""Sizes of letters in points."""
LINE = 1.3
"""The distance between lines, in sizes."""
DOTS = 200
"""Dots per inch of a PNG."""
_ABOVE = 0.97
"""Where the foot of letters is in their line, from its top, in sizes."""

SOLID, DASHED, DOTTED = (0, ()), (0, (4, 2)), (0, (1, 1.5))
"""Kinds of lines."""
Dash = tuple[int, tuple[float, ...]]

_ONE_AT_A_TIME = threading.RLock()
"""matplotlib's settings are the process's: only one thread draws."""
_NOT_DRAWING = (
    "backend",
    "interactive",
    "toolbar",
    "webagg",
    "tk.",
    "timezone",
    "date.epoch",
    "figure.raise",
)
_OURS: Mapping[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "review",
    "pdf.fonttype": 42,
    "text.parse_math": False,
    "text.hinting": "none",
    "font.family": ["DejaVu Sans"],
    "hatch.linewidth": 0.4,
    "axes.linewidth": 0.5,
    "path.simplify": False,
}


@contextmanager
def drawing() -> Iterator[None]:
    """While figures are drawn and written: matplotlib's own settings and ours, whatever the person's are."""
    settings: Any = {
        name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith(_NOT_DRAWING)
    }
    with _ONE_AT_A_TIME, mpl.rc_context(settings | _OURS):
        yield


def whole_ticks(most: int, low: float, high: float) -> list[int]:
    """At most about so many whole numbers at even distances, from `low` or just below it to `high` or just above it."""
    return [int(tick) for tick in MaxNLocator(most, integer=True).tick_values(low, high)]


@dataclass(frozen=True, slots=True)
class Area:
    """A place on a sheet in millimetres: what was drawn there has a `fill` or is a `text`."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    text: str = ""
    colour: str = ""

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


class Words(Artist):
    """A line of text that matplotlib does not measure; `x`, `y` are where the foot of its first letter is."""

    def __init__(self, x: float, y: float, text: str, font: FontProperties, colour: str, angle: int) -> None:
        super().__init__()
        self._place = (x, y)
        self._text, self._font, self._colour, self._angle = text, font, colour, angle
        self.set_zorder(5)

    def draw(self, renderer: Any) -> None:  # noqa: ANN401 - matplotlib has no type for it
        """Draw the line as it is, nothing in it being markup."""
        x, y = self.get_transform().transform(self._place)
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        gc = renderer.new_gc()
        gc.set_foreground(self._colour)
        renderer.draw_text(gc, x, y, self._text, self._font, self._angle, ismath=False)
        gc.restore()


class Sheet:
    """One page or picture. What is drawn is noted in `texts` and `boxes`, in its order.

    `has_every_letter`: the file leaves letters to the program that shows it (SVG), so that what the font here lacks is kept.
    `lacks` says whether something had to be replaced, `is_cut` whether a text was shortened; notes begin at `notes_left`.
    """

    def __init__(self, *, has_every_letter: bool = False) -> None:
        self.texts: list[Area] = []
        self.boxes: list[Area] = []
        self.lacks = self.is_cut = False
        self.height = self.notes_left = 0.0
        self._keeps = has_every_letter
        self._plots: list[tuple[Axes, float, float, float, float]] = []
        self._figure = Figure(figsize=(1, 1), facecolor=PAPER)
        FigureCanvasAgg(self._figure)
        self._down = Affine2D()
        self._transform = self._down + self._figure.dpi_scale_trans

    # --- text ----------------------------------------------------------------------------------------------------------

    def wrapped(
        self, text: str, width: float, size: float = BODY, *, bold: bool = False, most: int = 0
    ) -> list[str]:
        """A text in lines of at most `width`, at most `most` of them."""
        return lettering.wrapped(text, width, size, bold=bold, most=most)

    def line_height(self, size: float = BODY) -> float:
        """How high a line is."""
        return size * POINT * LINE

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        *,
        bold: bool = False,
        italic: bool = False,
        colour: str = INK,
        align: float = 0,
        upward: bool = False,
    ) -> float:
        """Write a line whose top is at `y`, and return where the next one begins.

        `align`: 0 begins at `x`, 0.5 has its middle there, 1 ends there. `upward` lines run up to or from `y` (`align` -1: end there), with their top at `x`.
        """
        shown = on_a_line(text)
        italic = italic and lettering.can_slant(shown, bold=bold)
        drawn = shown if self._keeps else lettering.drawable(shown, bold=bold, italic=italic)
        self.lacks |= drawn != shown
        self.is_cut |= shown.endswith(CUT)
        wide, high = lettering.width_of(shown, size, bold=bold), self.line_height(size)
        file = lettering.font_file(bold=bold, italic=italic)
        font = FontProperties(
            family=["DejaVu Sans", "Verdana", "sans-serif"],
            fname=file,
            size=size,
            weight="bold" if bold else "normal",
            style="italic" if italic else "normal",
        )
        if upward:
            below = y + abs(align) * wide
            self.texts.append(Area(x, below - wide, high, wide, text=shown, colour=colour))
            artist = Words(x + _ABOVE * size * POINT, below, drawn, font, colour, 90)
        else:
            self.texts.append(Area(x - align * wide, y, wide, high, text=shown, colour=colour))
            artist = Words(x - align * wide, y + _ABOVE * size * POINT, drawn, font, colour, 0)
        self._add(artist)
        return y + high

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = BODY, **how: Any) -> float:  # noqa: ANN401 - those of `words`
        """Write lines below each other, and return where the next one begins."""
        for line in lines:
            y = self.words(x, y, line, size, **how)
        return y

    def note(self, x: float, y: float, text: str, most: int = 0) -> float:
        """Write a note over the whole width from `x` on, and return where the next one begins; later ones begin at `x`, too."""
        self.notes_left = x
        return self.lines(x, y, self.wrapped(text, WIDTH - x, SMALL, most=most), SMALL, colour=MUTED)

    # --- shapes --------------------------------------------------------------------------------------------------------

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = PAPER,
        edge: str = RULE,
        weight: float = 0.5,
        dash: Dash = SOLID,
        hatch: str = "",
    ) -> None:
        """Draw a rectangle; `edge` ``""`` has none."""
        self.boxes.append(Area(x, y, width, height, fill=fill))
        self._add(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=fill,
                edgecolor=edge or "none",
                linewidth=weight if edge else 0,
                linestyle=dash,
                hatch=hatch or None,
                zorder=1 + len(self.boxes) * 1e-6,
            )
        )

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        edge: str,
        weight: float = 0.5,
        dash: Dash = SOLID,
    ) -> None:
        """Draw the edge of a rectangle over what is in it."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        self.line(corners, colour=edge, weight=weight, dash=dash)

    def code(self, x: float, y: float, text: str, width: float, *, colour: str = INK) -> None:
        """Write a short identifier with its middle at `x`, smaller or over several lines where it is long."""
        for line in self.wrapped(text, width, SMALL, bold=True, most=3):
            y = self.words(x, y, line, SMALL, bold=True, colour=colour, align=0.5)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str = INK,
        weight: float = 0.7,
        dash: Dash = SOLID,
        head: str = "",
    ) -> None:
        """Draw a line through points; `head` is ``filled`` or ``open`` for the head of an arrow at its end."""
        xs, ys = zip(*points, strict=True)
        self._add(
            Line2D(
                xs,
                ys,
                color=colour,
                linewidth=weight,
                linestyle=dash,
                zorder=3,
                solid_capstyle="butt",
                dash_capstyle="butt",
            )
        )
        if head:
            (x, y), (to_x, to_y) = points[-2:]
            length = max(abs(to_x - x), abs(to_y - y)) or 1
            along, across = (to_x - x) / length * 1.8, (to_y - y) / length * 1.8
            corners = [
                (to_x, to_y),
                (to_x - along - across * 0.5, to_y - across + along * 0.5),
                (to_x - along + across * 0.5, to_y - across - along * 0.5),
            ]
            fill = colour if head == "filled" else PAPER
            self._add(Polygon(corners, facecolor=fill, edgecolor=colour, linewidth=0.6, zorder=4))

    def plot(self, x: float, y: float, width: float, height: float) -> Axes:
        """Axes in a place of the sheet, without labels: these are `words`. Call `end` before anything is asked of them."""
        axes = self._figure.add_axes((0, 0, 1, 1))
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(RULE)
        axes.tick_params(labelbottom=False, labelleft=False, color=RULE, width=0.5, length=2)
        axes.set_axisbelow(True)
        axes.grid(visible=True, axis="y", color="#e3e3e3", linewidth=0.4)
        self._plots.append((axes, x, y, width, height))
        return axes

    def scale(self, axes: Axes, x: float, y: float, height: float, top: float, ticks: Sequence[int]) -> None:
        """Let the y axis of a plot end at `top`, with these whole numbers to the left of it."""
        axes.set_ylim(0, top)
        axes.set_yticks(ticks)
        for tick in ticks:
            middle = y + height * (1 - tick / top)
            self.words(x - 1.5, middle - self.line_height(SMALL) / 2, f"{tick}", SMALL, align=1)

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._transform)
        artist.set_clip_on(False)
        self._figure.add_artist(artist)

    # --- the file ------------------------------------------------------------------------------------------------------

    def end(self, height: float) -> Sheet:
        """Give the sheet its height, now that it is known."""
        self.height = height
        across, down = WIDTH + 2 * EDGE, height + 2 * EDGE
        self._figure.set_size_inches(across / 25.4, down / 25.4)
        self._down.clear().scale(1 / 25.4, -1 / 25.4).translate(EDGE / 25.4, (down - EDGE) / 25.4)
        for axes, x, y, wide, high in self._plots:
            left, bottom = (x + EDGE) / across, 1 - (y + high + EDGE) / down
            axes.set_position((left, bottom, wide / across, high / down))
        return self

    def written(self, file_format: str, title: str, about: str) -> bytes:
        """The file: ``svg``, ``png`` or ``pdf``. The same sheet makes the same bytes."""
        about = on_a_line(about)
        metadata: dict[str, str | None] = {"Title": on_a_line(title)}
        if file_format == "svg":
            metadata |= {"Description": about, "Creator": "review", "Date": None}
        elif file_format == "png":
            metadata |= {"Description": about, "Software": "review"}
        else:
            metadata |= {"Subject": about, "Creator": "review", "CreationDate": None}
        file = io.BytesIO()
        self._figure.savefig(file, format=file_format, dpi=DOTS, metadata=metadata)
        return file.getvalue()
