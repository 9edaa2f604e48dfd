"""What stands on the sheets of a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from review.export import EXPORTS, ExportMaterial, FigureExport
from review.export.figures.drawing import sheets
from review.export.figures.sheet import Area, Sheet, drawing

FIGURES = {name: export for name, export in EXPORTS.items() if isinstance(export, FigureExport)}


_DRAWN: dict[tuple[str, int, bool], tuple[ExportMaterial, list[Sheet]]] = {}
"""Sheets that several tests look at, with the review, so that its id is not used again."""


def sheets_of(name: str, review: ExportMaterial, *, has_every_letter: bool = False) -> list[Sheet]:
    """The sheets that a figure is drawn on."""
    key = name, id(review), has_every_letter
    if key not in _DRAWN:
        picture = FIGURES[name].make(review)
        with drawing():
            made = sheets(picture, FIGURES[name].needed(picture), has_every_letter=has_every_letter)
        _DRAWN[key] = review, made
    return _DRAWN[key][1]


_IMAGES: dict[tuple[str, int, str], tuple[ExportMaterial, Sequence[bytes]]] = {}
"""Files that several tests look at, with the review, as `_DRAWN`."""


def images_of(name: str, review: ExportMaterial, file_format: str = "svg") -> Sequence[bytes]:
    """What a figure's files contain, drawn once."""
    key = name, id(review), file_format
    if key not in _IMAGES:
        _IMAGES[key] = review, FIGURES[name].images(review, file_format)
    return _IMAGES[key][1]


def texts(sheet: Sheet) -> list[str]:
    """The lines of text on a sheet."""
    return [one.text for one in sheet.texts]


def overlaps(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Lines of text that run into each other, by more than letters' own room."""
    for one, other in combinations(sheet.texts, 2):
        across = min(one.right, other.right) - max(one.x, other.x)
        down = min(one.bottom, other.bottom) - max(one.y, other.y)
        if across > 0.2 and down > 0.5:
            yield one.text, other.text


def behind(sheet: Sheet, text: Area) -> str:
    """The colour behind the middle of a text: that of the last box there, or the paper's."""
    x, y = text.x + text.width / 2, text.y + text.height / 2
    there = [box.fill for box in sheet.boxes if box.x <= x <= box.right and box.y <= y <= box.bottom]
    return there[-1] if there else "#ffffff"


def outside(sheet: Sheet, text: Area, room: float) -> bool:
    """Whether a text leaves the sheet, or the smallest box that it begins in."""
    if text.x < -room or text.y < -room or text.right > room + 157 or text.bottom > sheet.height + room:
        return True
    around = [
        box for box in sheet.boxes if box.x <= text.x + 0.1 < box.right and box.y <= text.y + 0.1 < box.bottom
    ]
    smallest = min(around, key=lambda box: box.width * box.height, default=None)
    return smallest is not None and (
        text.right > smallest.right + room or text.bottom > smallest.bottom + room
    )
