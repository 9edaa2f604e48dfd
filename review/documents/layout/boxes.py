"""Rectangles on a page: the glyph boxes of a span, merged line by line."""

from __future__ import annotations

from collections.abc import Iterable

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""

_OVERLAP = 0.5
_NEAR = 0.4
_BACK = 0.5
_TOUCH = 0.1
_WIDEST_GAP = 2.0


def merge_boxes(boxes: Iterable[Box], *, upward: bool = False) -> list[Box]:
    """Rectangles that cover all boxes; consecutive boxes of one line are merged, whatever is between its words.

    `upward`: the lines run up or down the page, as on turned pages.
    """
    merged: list[Box] = []
    for box in boxes:
        if box[2] <= box[0] and box[3] <= box[1]:
            continue
        if merged and _in_line(merged[-1], box, 0 if upward else 1):
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


def _in_line(line: Box, box: Box, across: int) -> bool:
    """Whether a box lies in a line: it overlaps with it and nearly touches it, or goes on where it ends.

    A comma or a quotation mark hardly overlaps with small letters; and spaces are wide in justified text.
    """
    along = 1 - across
    extents = line[across + 2] - line[across], box[across + 2] - box[across]
    high = max(extents)
    gap = max(line[along], box[along]) - min(line[along + 2], box[along + 2])
    shared = min(line[across + 2], box[across + 2]) - max(line[across], box[across])
    if shared > _OVERLAP * min(extents) > 0 and gap < high:
        return True
    goes_on = box[along] >= line[along + 2] - _BACK * high or box[along + 2] <= line[along] + _TOUCH * high
    return (
        goes_on and gap < _WIDEST_GAP * high and (_is_near(line, box, across) or _is_near(box, line, across))
    )


def _is_near(one: Box, other: Box, across: int) -> bool:
    """Whether the middle of the other is in the one, or hardly above or below it."""
    middle = (other[across] + other[across + 2]) / 2
    margin = _NEAR * (one[across + 2] - one[across])
    return one[across] - margin < middle < one[across + 2] + margin
