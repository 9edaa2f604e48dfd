"""``figure-years``: the included documents by year and source type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain import UNCLASSIFIED
from review.domain.wording.counted import counted
from review.export.figures.characters import wrapped
from review.export.figures.legend import legend
from review.export.figures.picture import NewSheet, Picture
from review.export.figures.shades import HATCHES, INK, MUTED, SERIES
from review.export.material import ExportMaterial

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from review.export.figures.sheet import Sheet

SPANS = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000, 2500)
"""How many years a bar may be of."""
BARS = 40
"""The most bars."""
FEW = 8
"""How many bars are as broad as bars get."""
LEFT, HEIGHT = 12.0, 62.0
"""The room for the numbers on the left, and the height of the bars, in millimetres."""


@dataclass(frozen=True)
class YearsPicture(Picture):
    """`years` has the number of documents by year and source type; `types` are the names of these, the commonest first."""

    years: Counter[tuple[int, str]]
    types: tuple[str, ...]
    without: int

    @property
    def caption(self) -> str:
        """What it shows."""
        return f"Included documents by year of publication and source type (N = {self.total})"

    @property
    def total(self) -> int:
        """N."""
        return sum(self.years.values()) + self.without

    @property
    def alternative(self) -> str:
        """Every bar in words."""
        bars = "; ".join(f"{self.label(start)}: {sum(of)}" for start, of in self.bars() if sum(of))
        without = f" {counted(self.without, 'document')} without a year." if self.without else ""
        return f"Documents by year: {bars or 'none'}.{without}"

    @property
    def note(self) -> str:
        """How to read it."""
        each = f"Each bar is of {self.span} years. " if self.span > 1 else ""
        without = f"Left out: {counted(self.without, 'document')} without a year." if self.without else ""
        return f"{each}{without}".strip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is included."""
        return not self.total

    @property
    def span(self) -> int:
        """How many years a bar is of, so that there are not too many."""
        known = [year for year, _ in self.years]
        across = max(known, default=0) - min(known, default=0) + 1
        return next((span for span in SPANS if across <= span * (BARS - 1)), SPANS[-1])

    def bars(self) -> list[tuple[int, tuple[int, ...]]]:
        """The first year of each bar, also of those without documents, and its documents by source type."""
        if not self.years:
            return []
        by: Counter[tuple[int, str]] = Counter()
        for (year, kind), number in self.years.items():
            by[year // self.span * self.span, kind] += number
        starts = [start for start, _ in by]
        every = range(min(starts), max(starts) + 1, self.span)
        return [(start, tuple(by[start, kind] for kind in self.types)) for start in every]

    @property
    def _aside(self) -> float:
        """The room on both sides of few bars, in bars, so that they are not broad."""
        return max(0, FEW - len(self.bars())) / 2

    def label(self, start: int) -> str:
        """A bar's years."""
        return f"{start}" if self.span == 1 else f"{start}–{start + self.span - 1}"

    def text(self, width: int) -> str:
        """A bar of blocks for each year."""
        bars = self.bars()
        most = max((sum(of) for _, of in bars), default=0)
        head = max((len(self.label(start)) for start, _ in bars), default=0)
        room = max(1, width - head - 7)
        lines = [
            f"{self.label(start):>{head}} {'█' * max(1 if sum(of) else 0, round(sum(of) * min(1, room / most)))} {sum(of)}"
            for start, of in bars
        ]
        types = [f"{kind}: {sum(of[place] for _, of in bars)}" for place, kind in enumerate(self.types)]
        return "\n".join([*lines, "", *(line for one in types for line in wrapped(one, width))])

    def draw(self, new: NewSheet) -> Sequence[Sheet]:
        """Bars in parts, with the number above each and what the parts are below."""
        from review.export.figures.sheet import SMALL, WIDTH, whole_ticks

        sheet, bars = new(), self.bars()
        most = max((sum(of) for _, of in bars), default=1)
        top = sheet.words(0, 0, "Documents", SMALL, colour=MUTED) + 2
        axes = sheet.plot(LEFT, top, WIDTH - LEFT, HEIGHT)
        axes.set_xlim(-0.6 - self._aside, len(bars) - 0.4 + self._aside)
        axes.set_xticks([])
        ticks = [tick for tick in whole_ticks(5, 0, most) if 0 <= tick <= most * 1.1]
        sheet.scale(axes, LEFT, top, HEIGHT, most * 1.12, ticks)
        self._draw_bars(axes)
        each = (WIDTH - LEFT) / (len(bars) + 0.2 + 2 * self._aside)
        y = self._years(sheet, top + HEIGHT + 2, each, most, top)
        y = legend(
            sheet, LEFT, y + 2, [(kind, SERIES[part], HATCHES[part]) for part, kind in enumerate(self.types)]
        )
        return [sheet.end(sheet.note(LEFT, y, self.note) + 1)]

    def _draw_bars(self, axes: Axes) -> None:
        """Draw the bars, their parts one on another."""
        bars = self.bars()
        below = [0] * len(bars)
        for part, _ in enumerate(self.types):
            numbers = [of[part] for _, of in bars]
            shown = [place for place, number in enumerate(numbers) if number]
            axes.bar(
                shown,
                [numbers[place] for place in shown],
                0.76,
                bottom=[below[place] for place in shown],
                color=SERIES[part],
                edgecolor=INK,
                linewidth=0.4,
                hatch=HATCHES[part] or None,
            )
            below = [one + more for one, more in zip(below, numbers, strict=True)]

    def _years(self, sheet: Sheet, y: float, each: float, most: int, top: float) -> float:
        """The number above each bar, and below as many years as there is room for."""
        from review.export.figures.lettering import width_of
        from review.export.figures.sheet import SMALL

        bars = self.bars()
        widest = max((width_of(self.label(start), SMALL) for start, _ in bars), default=1) + 2
        step = max(1, -(-widest // each).__int__())
        for place, (start, of) in enumerate(bars):
            x = LEFT + (place + 0.6 + self._aside) * each
            if sum(of) and width_of(f"{sum(of)}", SMALL) < each:
                above = top + HEIGHT * (1 - sum(of) / (most * 1.12)) - sheet.line_height(SMALL)
                sheet.words(x, above, f"{sum(of)}", SMALL, align=0.5)
            if place % step == 0:
                sheet.words(x, y, self.label(start), SMALL, align=0.5)
        return y + sheet.line_height(SMALL)


def years_figure(material: ExportMaterial) -> YearsPicture:
    """The figure of the included documents."""
    included = [material.record_of[one] for one in material.included if one in material.record_of]
    named = [material.type_of(record) or UNCLASSIFIED.capitalize() for record in included]
    common = [kind for kind, _ in sorted(Counter(named).items(), key=lambda one: (-one[1], one[0]))]
    own = common if len(common) <= len(SERIES) else common[: len(SERIES) - 1]
    others = () if len(own) == len(common) else ("Other types",)
    years = Counter(
        (record.year, kind if kind in own else "Other types")
        for record, kind in zip(included, named, strict=True)
        if record.year is not None
    )
    return YearsPicture(years, (*own, *others), sum(record.year is None for record in included))
