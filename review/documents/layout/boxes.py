"""Rectangles on a page: the glyph boxes of a span, merged line by line."""

from __future__ import annotations

from collections.abc import Iterable

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner of the page."""

_OVERLAP = 0.5
_WIDEST = 3.0


def merge_boxes(boxes: Iterable[Box]) -> list[Box]:
    """Rectangles that cover all boxes; consecutive boxes of one line, upright or rotated, are merged."""
    merged: list[Box] = []
    for box in boxes:
        if box[2] <= box[0] and box[3] <= box[1]:
            continue
        if merged and (_in_line(merged[-1], box, 1) or _in_line(merged[-1], box, 0)):
            last = merged[-1]
            merged[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            merged.append(box)
    return merged


def _in_line(one: Box, other: Box, axis: int) -> bool:
    """Whether two boxes lie in one line across `axis`: they overlap there and nearly touch.

    In a vertical line all glyphs have about the width of the line; a glyph that only happens to be below the end of
    a long line does not belong to it.
    """
    extents = (one[axis + 2] - one[axis], other[axis + 2] - other[axis])
    shared = min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
    along = 1 - axis
    gap = max(one[along], other[along]) - min(one[along + 2], other[along + 2])
    if axis == 0 and max(extents) > _WIDEST * min(extents):
        return False
    return min(extents) > 0 and shared > _OVERLAP * min(extents) and gap < max(extents)
