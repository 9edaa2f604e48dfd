"""``figure-saturation``: how much each document added to those coded before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from review.domain import SaturationStep
from review.domain.wording.counted import are, counted
from review.export.figures.characters import wrapped
from review.export.figures.picture import NewSheet, Picture
from review.export.figures.shades import INK, MUTED
from review.export.material import ExportMaterial

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from review.export.figures.sheet import Sheet

BLOCKS = " ▁▂▃▄▅▆▇█"
"""Heights of a sign, from nothing."""
LEFT, HEIGHT, BETWEEN = 12.0, 24.0, 5.0
"""The room for numbers on the left, the height of a curve, and the room between two, in millimetres."""
FEW = 6
"""With fewer documents the curves are narrower."""
LINE, FILL = "#1f4e79", "#c8d9ea"


@dataclass(frozen=True)
class SaturationPicture(Picture):
    """`steps` are the documents in the order in which they were first coded, `outside` how many of them are not included."""

    steps: tuple[SaturationStep, ...]
    outside: int = 0

    @property
    def caption(self) -> str:
        """What it shows."""
        return f"What each document added to those coded before it ({counted(len(self.steps), 'document')})"

    def series(self) -> Iterator[tuple[str, list[int]]]:
        """What was counted, with what each document added; sub-themes and passages of configurations only if there are any."""
        every = {
            "Codes": [step.new_codes for step in self.steps],
            "Sub-themes (among the codes)": [step.new_subthemes for step in self.steps],
            "Passages in configurations": [step.new_fragments for step in self.steps],
            "Changes of theories": [step.theory_changes for step in self.steps],
        }
        for name, added in every.items():
            if any(added) or name == "Codes":
                yield name, added

    @property
    def alternative(self) -> str:
        """Totals, and after which document nothing was new."""
        said = []
        for name, added in self.series():
            last = max((place for place, number in enumerate(added, 1) if number), default=0)
            after = f", none of them after document {last}" if 0 < last < len(added) else ""
            said.append(f"{name}: {sum(added)} in all{after}.")
        return " ".join(said)

    @property
    def note(self) -> str:
        """How to read it."""
        said = "Documents are in the order in which they were first coded. A line that stays level: nothing was new."
        return " ".join([said, outside_in_words(self.outside)]).rstrip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is coded."""
        return not self.steps

    def text(self, width: int) -> str:
        """For each series a line of blocks, as high as what the documents added; several documents share a sign if they must."""
        room = max(10, width - 2)
        each = max(1, -(-len(self.steps) // room))
        lines = []
        for name, added in self.series():
            sums = [sum(added[start : start + each]) for start in range(0, len(added), each)]
            most = max(sums, default=0) or 1
            signs = "".join(BLOCKS[-(-number * (len(BLOCKS) - 1) // most)] for number in sums)
            by = "at once" if each == 1 else f"by {each} documents"
            said = f"{name}: {sum(added)} (at most {most if any(sums) else 0} new {by})"
            lines += [*wrapped(said, width), f"▕{signs}▏"]
        return "\n".join(
            [*lines, f" 1{f'document {len(self.steps)}':>{min(room, -(-len(self.steps) // each)) - 1}}"]
        )

    def draw(self, new: NewSheet) -> Sequence[Sheet]:
        """A curve for each series of all that was found up to each document, with bars of what it added."""
        from review.export.figures.sheet import SMALL, WIDTH, whole_ticks

        number = len(self.steps)
        sheet, y, across = new(), 0.0, (WIDTH - LEFT - 8) * min(number, FEW) / FEW
        high = sheet.line_height(SMALL)
        for name, added in self.series():
            total = list(accumulate(added))
            y = sheet.words(LEFT, y, name, SMALL, bold=True) + 1
            axes = sheet.plot(LEFT, y, across, HEIGHT)
            top = (total[-1] or 1) * 1.08
            axes.set_xlim(0.5, number + 0.5)
            axes.set_xticks([])
            _draw_series(axes, added, total)
            ticks = [tick for tick in whole_ticks(4, 0, top) if 0 <= tick <= top]
            sheet.scale(axes, LEFT, y, HEIGHT, top, ticks)
            height = y + HEIGHT * (1 - total[-1] / top) - high / 2
            sheet.words(LEFT + across + 1, height, f"{total[-1]}", SMALL, bold=True)
            y += HEIGHT + BETWEEN
        y += self._documents(sheet, y - BETWEEN + 2, across) - BETWEEN + 2
        said = f"Line: all that was found up to a document. Bars: what it added. {self.note}"
        return [sheet.end(sheet.note(LEFT, y, said) + 1)]

    def _documents(self, sheet: Sheet, y: float, across: float) -> float:
        """Numbers of documents below the last curve, as many as there is room for."""
        from review.export.figures.sheet import SMALL, whole_ticks

        number = len(self.steps)
        ticks = whole_ticks(10, 1, number)
        step = ticks[1] - ticks[0] if len(ticks) > 1 else 1
        shown = {1, *(tick for tick in ticks if step <= tick <= number and (tick > 1 + step / 2))}
        for one in sorted(shown):
            sheet.words(LEFT + across * (one - 0.5) / number, y, f"{one}", SMALL, align=0.5)
        sheet.words(LEFT - 1.5, y, "No.", SMALL, colour=MUTED, align=1)
        return sheet.line_height(SMALL) + 2


def saturation_figure(material: ExportMaterial) -> SaturationPicture:
    """The figure of what each coded document added."""
    steps = tuple(material.saturation())
    return SaturationPicture(steps, sum(step.record not in material.included for step in steps))


def outside_in_words(outside: int) -> str:
    """How many of the documents are not counted in N; ``""`` if all are."""
    if not outside:
        return ""
    return f"{counted(outside, 'document')} of these {are(outside)} not included at the last stage, and not counted in N."


def _draw_series(axes: Axes, added: Sequence[int], total: Sequence[int]) -> None:
    """A curve of all that was found up to each document, and bars of what it added."""
    places = range(1, len(added) + 1)
    edges = [0.5, *(place + 0.5 for place in places)]
    axes.step(edges, [0, *total], where="pre", color=LINE, linewidth=1.2)
    shown = [place for place in places if added[place - 1]]
    axes.bar(shown, [added[place - 1] for place in shown], 0.8, color=FILL, edgecolor=INK, linewidth=0.3)
