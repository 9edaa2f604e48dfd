"""Finds the tables of a page: grids of cells from its rules, with open sides closed and merged rows split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.page import Page
from pdfplumber.table import merge_edges

from review.documents.layout.boxes import Box

Word = dict[str, Any]
"""A word from pdfplumber: ``text`` and its sides ``x0``, ``top``, ``x1``, ``bottom``."""

Edge = dict[str, object]
"""A line as pdfplumber expects it, with the same sides."""

SPACE = 0.15
"""The gap between letters that counts as a space, as a share of the type size."""

_LONG = 60.0
_SAME = 3.0
_MOST = 2 / 3
_FEWEST = 3
_RUNNING = 0.7
_LEADERS = ".…"
_SNAP = 3.0


class Grid(NamedTuple):
    """Rows of cell boxes (left, top, right, bottom from the upper left corner); None for a merged cell."""

    rows: list[list[Box | None]]
    has_head: bool = False

    @property
    def box(self) -> Box:
        """The box around all cells."""
        boxes = [box for row in self.rows for box in row if box]
        left, top, right, bottom = zip(*boxes, strict=True)
        return min(left), min(top), max(right), max(bottom)


def ruled_grids(page: Page, words: Sequence[Word]) -> list[Grid]:
    """The tables of a pdfplumber page with rules between columns; boxes and charts are left out."""
    settings = {"explicit_vertical_lines": _open_sides(page)}
    found = []
    for table in page.find_tables(settings):
        rows = _parted([list(row.cells) for row in table.rows], words)
        if grid := _with_text(rows, words):
            found.append(grid)
    return found


def inside(words: Iterable[Word], box: Box) -> list[Word]:
    """The words whose centre is in a box."""
    return [
        word
        for word in words
        if box[0] <= (word["x0"] + word["x1"]) / 2 < box[2]
        and box[1] <= (word["top"] + word["bottom"]) / 2 < box[3]
    ]


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words grouped into lines, from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word["top"] + word["bottom"]):
        middle = (word["top"] + word["bottom"]) / 2
        if lines and lines[-1][0]["top"] <= middle <= lines[-1][0]["bottom"]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: float(word["x0"])) for line in lines]


def long_rules(page: Page) -> list[tuple[float, float, float]]:
    """The horizontal rules of a page (left, right, distance from the top), from top to bottom; pieces are joined."""
    edges = merge_edges(page.horizontal_edges, _SNAP, _SNAP, _SNAP, _SNAP)
    rules = ((edge["x0"], edge["x1"], edge["top"]) for edge in edges)
    return sorted((rule for rule in rules if rule[1] - rule[0] >= _LONG), key=lambda rule: rule[2])


def same_extent(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Whether two rules have the same start and end."""
    return abs(one[0] - other[0]) <= _SAME and abs(one[1] - other[1]) <= _SAME


def _open_sides(page: Page) -> list[Edge]:
    """Edges that close tables on the left and right, where two equal rules are connected by others.

    Many tables have vertical rules between their columns and none at their sides.
    """
    rules = long_rules(page)
    uprights = merge_edges(page.vertical_edges, _SNAP, _SNAP, _SNAP, _SNAP)
    sides = []
    for place, upper in enumerate(rules):
        left, right, top = upper
        bottom = next((rule[2] for rule in rules[place + 1 :] if same_extent(upper, rule)), None)
        if bottom is not None and any(
            left + _SAME < edge["x0"] < right - _SAME
            and edge["top"] <= top + _SAME
            and edge["bottom"] >= bottom - _SAME
            for edge in uprights
        ):
            sides += [_side(x, top, bottom) for x in (left, right)]
    return sides


def _side(x: float, top: float, bottom: float) -> Edge:
    return {
        "object_type": "line",
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "width": 0,
        "height": bottom - top,
    }


def _parted(rows: list[list[Box | None]], words: Sequence[Word]) -> list[list[Box | None]]:
    """The rows, with a body that no rules divide split into several."""
    lines = [lines_of(_words_of(row, words)) for row in rows]
    total = sum(map(len, lines))
    found: list[list[Box | None]] = []
    for row, own in zip(rows, lines, strict=True):
        tops = _row_tops(row, own) if len(own) > total / 2 else []
        for top, bottom in pairwise([float("-inf"), *tops, float("inf")]):
            found.append([box and (box[0], max(box[1], top), box[2], min(box[3], bottom)) for box in row])
    return found


def _row_tops(row: list[Box | None], lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where the second and later rows of a body begin: at lines with text in nearly every cell.

    Lines with text in one cell belong to the row above. Empty if the cells contain running text or share no lines.
    """
    boxes = [box for box in row if box and any(inside(line, box) for line in lines)]
    counts = [_cells_on(line, boxes) for line in lines]
    if len(boxes) < _FEWEST or any(1 < count < _MOST * len(boxes) for count in counts):
        return []
    filled = [_fill(line, box) for line in lines for box in boxes[1:] if inside(line, box)]
    if sum(filled) > _RUNNING * len(filled):
        return []
    starts = [line for line, count in zip(lines, counts, strict=True) if count > 1]
    return [min(float(word["top"]) for word in line) for line in starts[1:]]


def _words_of(row: Iterable[Box | None], words: Sequence[Word]) -> list[Word]:
    return [word for box in row if box for word in inside(words, box)]


def _fill(line: Iterable[Word], box: Box) -> float:
    """The share of a cell's width that a line fills, without dot leaders."""
    own = [word for word in inside(line, box) if word["text"].strip(_LEADERS)]
    if not own:
        return 0.0
    return float(own[-1]["x1"] - own[0]["x0"]) / (box[2] - box[0])


def _cells_on(line: Sequence[Word], boxes: Iterable[Box]) -> int:
    """In how many cells a line has words."""
    middles = [(word["x0"] + word["x1"]) / 2 for word in line]
    return sum(any(box[0] <= middle < box[2] for middle in middles) for box in boxes)


def _with_text(rows: list[list[Box | None]], words: Sequence[Word]) -> Grid | None:
    """The grid without empty rows and columns; None if fewer than two of each remain."""
    filled = [[bool(box and inside(words, box)) for box in row] for row in rows]
    columns = [place for place, used in enumerate(zip(*filled, strict=True)) if any(used)]
    kept = [[row[place] for place in columns] for row, used in zip(rows, filled, strict=True) if any(used)]
    has_neighbours = any(sum(used) > 1 for used in filled)
    return Grid(kept) if len(columns) > 1 and len(kept) > 1 and has_neighbours else None
