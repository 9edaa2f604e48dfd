"""Has a screen make only those lines of its widgets that the terminal gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias, cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from review.tui.widgets.screens.scroll_bars import bar_lines

Span: TypeAlias = tuple[int, int, int]
"""Part of a line of the screen: which line, from which cell, up to which."""

Pieces: TypeAlias = list[dict[int, Strip | None]]
"""The lines of the screen, each in pieces by their first cells; None where nothing is painted."""


class SparingCompositor(Compositor):
    """Paints as Textual does, but asks a widget only for lines that are painted and not behind another widget.

    Textual asks all widgets between the first line and the last one that changed, also containers that are behind what is in them, and
    throws away what it does not need.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not regions:
            return None
        spans = list(self._regions_to_spans(regions))
        return ChopsUpdate(self._pieces(spans), spans, [cuts[1:] for cuts in self.cuts])

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """A whole region, such as the screen."""
        spans = [(y, crop.x, crop.right) for y in crop.line_range if is_rendered_line(y)]
        return cast("Sequence[Mapping[int, Strip]]", self._pieces(spans))

    def _pieces(self, spans: Iterable[Span]) -> Pieces:
        """The pieces that are in the spans.

        Each ends where any widget ends, so that it is of one widget alone: of the foremost there.
        """
        pieces: Pieces = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        missing: dict[int, set[int]] = {}
        for y, left, right in spans:
            starts = {x for x, end in pairwise(self.cuts[y]) if x < right and end > left}
            missing.setdefault(y, set()).update(starts)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            rows = {y for y in seen.line_range if any(seen.x <= x < seen.right for x in missing.get(y, ()))}
            if rows:
                first, last = min(rows), max(rows)
                made = Region(seen.x - region.x, first - region.y, seen.width, last + 1 - first)
                lines = (
                    bar_lines(widget, made) if isinstance(widget, ScrollBar) else widget.render_lines(made)
                )
                for y, line in enumerate(lines, first):
                    if y in rows:
                        self._put(pieces[y], missing[y], y, line, seen)
        return pieces

    def _put(
        self, pieces: dict[int, Strip | None], missing: set[int], y: int, line: Strip, seen: Region
    ) -> None:
        """Put a widget's line where pieces of a line are missing."""
        starts = [x for x in self.cuts[y] if seen.x <= x <= seen.right]
        parts = line.divide([x - seen.x for x in starts[1:]])
        for x, part in zip(starts, parts, strict=False):
            if x in missing:
                missing.remove(x)
                pieces[x] = part
