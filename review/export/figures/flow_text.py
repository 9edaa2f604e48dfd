"""The flow in characters: drawn in two columns where there is room, else as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from review.domain.searches.flow import Box
from review.export.figures.characters import padded, wrapped

if TYPE_CHECKING:
    from review.export.figures.flow import FlowPicture

WIDE = 72
"""From how many columns on the flow is drawn."""

WIDEST = 120
"""How wide it is drawn at most: longer lines are hard to read."""

_ARROW = "──▶ "
_INDENT = "  "
_RULE = "─"
"""A line across a box: what is above it goes the same way as what is below."""


def in_characters(picture: FlowPicture, width: int) -> list[str]:
    """The lines of the flow in so many columns."""
    lines = _drawn(picture, min(width, WIDEST)) if width >= WIDE else _listed(picture, max(width, 40))
    return [line.rstrip() for line in lines]


# --- drawn -----------------------------------------------------------------------------------------------------------------


def _drawn(picture: FlowPicture, width: int) -> Iterator[str]:
    """The way down on the left, what leaves it on the right."""
    left = (width - len(_ARROW)) // 2
    right = width - len(_ARROW) - left
    found = picture.identified(picture.databases)
    others = [box for box in picture.identified(picture.others) if picture.count(box).n != 0]
    yield "IDENTIFICATION"
    by_others = ["By other methods", *_of(picture, others)]
    lines = ["By databases and registers", *_of(picture, found)]
    if picture.only_others:
        lines = by_others
    elif others:
        lines += [_RULE, *by_others]
    yield from _step(lines, [_of(picture, [Box.DUPLICATES])], left, right)
    yield from _down(left)
    yield "SCREENING"
    for box, leaving in picture.steps:
        yield from _step(_of(picture, [box]), [_of(picture, [one]) for one in leaving], left, right)
        yield from _down(left)
    yield "INCLUDED"
    lines = [*_of(picture, [Box.INCLUDED]), picture.studies]
    yield from _step(lines, [], left, right, leads_on=False)


def _of(picture: FlowPicture, boxes: Iterable[Box]) -> list[str]:
    """Boxes with their numbers, and their parts below them."""
    return [
        line
        for box in boxes
        for line in (picture.named(box), *(f"{_INDENT}{part}" for part in picture.parts(box)))
    ]


def _step(
    stays: Sequence[str], leaves: Sequence[Sequence[str]], left: int, right: int, *, leads_on: bool = True
) -> Iterator[str]:
    """A box of the way down, with arrows to the boxes beside it; the way goes on below it where these are higher."""
    own = _boxed(stays, left, leads_on=leads_on)
    beside: list[str] = []
    arrows: set[int] = set()
    for lines in leaves:
        arrows.add(len(beside) + 1)
        beside += _boxed(lines, right)
    way = f"{' ' * (left // 2)}│{' ' * (left - left // 2 - 1)}" if leads_on else " " * left
    for row, (of, other) in enumerate(zip_longest(own, beside)):
        line = of if of is not None else way
        if row in arrows and of is not None and row < len(own) - 1:
            line = f"{line[:-1]}├"
        elif row in arrows and leads_on:
            line = f"{' ' * (left // 2)}├{'─' * (left - left // 2 - 1)}"
        between = _ARROW if row in arrows else " " * len(_ARROW)
        yield f"{line}{between}{other or ''}" if other is not None else line


def _down(left: int) -> Iterator[str]:
    yield f"{' ' * (left // 2)}▼"


def _boxed(lines: Sequence[str], width: int, *, leads_on: bool = False) -> list[str]:
    """Lines in a frame; the way down leaves it at its middle."""
    inside = width - 4
    below = "─" * (width - 2)
    if leads_on:
        middle = width // 2 - 1
        below = f"{below[:middle]}┬{below[middle + 1 :]}"
    rows: list[str] = []
    for line in lines:
        if line == _RULE:
            rows.append(f"├{'─' * (width - 2)}┤")
        else:
            rows += (f"│ {padded(part, inside)} │" for part in _wrapped(line, inside))
    return [f"┌{'─' * (width - 2)}┐", *rows, f"└{below}┘"]


def _wrapped(line: str, width: int) -> list[str]:
    """A line in several that fit, the others further in than the first."""
    indent = " " * (len(line) - len(line.lstrip(" ")))
    return wrapped(line, width, indent, indent + _INDENT) or [""]


# --- as a list ---------------------------------------------------------------------------------------------------------------


def _listed(picture: FlowPicture, width: int) -> Iterator[str]:
    """The boxes below each other, arrows before what leaves the flow."""
    yield "IDENTIFICATION"
    found = () if picture.only_others else picture.identified(picture.databases)
    for box in (*found, *picture.identified(picture.others)):
        yield from _lines_of(picture, box, width, _INDENT)
    yield from _lines_of(picture, Box.DUPLICATES, width, f"{_INDENT}{_ARROW}")
    yield f"{_INDENT}▼"
    yield "SCREENING"
    for box, leaving in picture.steps:
        yield from _lines_of(picture, box, width, _INDENT)
        for one in leaving:
            yield from _lines_of(picture, one, width, f"{_INDENT}{_ARROW}")
        yield f"{_INDENT}▼"
    yield "INCLUDED"
    yield from _lines_of(picture, Box.INCLUDED, width, _INDENT)
    yield f"{_INDENT}{picture.studies}"


def _lines_of(picture: FlowPicture, box: Box, width: int, indent: str) -> Iterator[str]:
    below = " " * (len(indent) + 2)
    yield from wrapped(picture.named(box), width, indent, below)
    for part in picture.parts(box):
        yield from wrapped(part, width, below, below + _INDENT)
