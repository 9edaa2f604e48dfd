"""Has a screen make only those lines of its widgets that the terminal gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from review.tui.widgets.screens.scroll_bars import bar_lines

Span: TypeAlias = tuple[int, int, int]
"""Part of a line of the screen: which line, from which cell, up to which."""

Pieces: TypeAlias = list[dict[int, Strip]]
"""The lines of the screen, each in the pieces that are painted, from left to right by their first cells."""


class SparingCompositor(Compositor):
    """Paints as Textual does, but only lines that are seen, and each of them whole.

    Textual asks all widgets between the first line and the last one that changed, also containers that are behind what is in them, and
    throws away what it does not need. It also cuts every line wherever any widget begins or ends in it.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not regions:
            return None
        spans = list(self._regions_to_spans(regions))
        pieces = self._pieces(spans)
        ends = [[x + piece.cell_length for x, piece in line.items()] for line in pieces]
        return ChopsUpdate(pieces, spans, ends)

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """A whole region, such as the screen."""
        spans = [(y, crop.x, crop.right) for y in crop.line_range if is_rendered_line(y)]
        return self._pieces(spans)

    def _pieces(self, spans: Iterable[Span]) -> Pieces:
        """The pieces that are in the spans, each of one widget alone: of the foremost there."""
        pieces: Pieces = [{} for _ in self.cuts]
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
                        for left, right in self._free(missing[y], y, seen):
                            pieces[y][left] = line.crop(left - seen.x, right - seen.x)
        return [dict(sorted(line.items())) for line in pieces]

    def _free(self, missing: set[int], y: int, seen: Region) -> Iterator[tuple[int, int]]:
        """Where a widget is the foremost in a line of which pieces are missing, from which cell up to which."""
        left = right = seen.x
        for x, end in pairwise(x for x in self.cuts[y] if seen.x <= x <= seen.right):
            if x not in missing:
                continue
            missing.remove(x)
            if x > right:  # another widget is in front of it up to here
                if right > left:
                    yield left, right
                left = x
            right = end
        if right > left:
            yield left, right
