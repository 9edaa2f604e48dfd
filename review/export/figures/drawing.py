"""Draws a figure into files: the only place, with ``sheet``, that loads matplotlib."""

from __future__ import annotations

from review.export.figures.lettering import MISSING
from review.export.figures.picture import Picture
from review.export.figures.sheet import WIDTH, Sheet, drawing

MARGIN = 2.0
LACKING = f"{MISSING} is a character that the font of this file lacks; the SVG and the text have it."
CUT = "Texts that end with … are shortened."


def drawn(
    picture: Picture, file_format: str, needed: str, made_of: str, remark: str = ""
) -> tuple[bytes, ...]:
    """The figure as a file for each page that it needs; `needed` and `remark` as in `sheets`."""
    with drawing():
        about = f"{picture.alternative} {made_of}"
        return tuple(
            sheet.written(file_format, picture.caption, about)
            for sheet in sheets(picture, needed, remark, has_every_letter=file_format == "svg")
        )


def parts(picture: Picture) -> int:
    """How many pages a figure needs."""
    with drawing():
        return len(sheets(picture, ""))


def sheets(picture: Picture, needed: str, remark: str = "", *, has_every_letter: bool = False) -> list[Sheet]:
    """The sheets of a figure, drawn, with a `remark` below each.

    `needed` is on the only one instead where there is nothing to show yet.
    """

    def new() -> Sheet:
        return Sheet(has_every_letter=has_every_letter)

    made = [_said(new(), needed)] if needed else list(picture.draw(new))
    for sheet in made:
        _explain(sheet, remark)
    return made


def _said(sheet: Sheet, sentence: str) -> Sheet:
    sheet.notes_left = MARGIN
    lines = sheet.wrapped(sentence, WIDTH - 2 * MARGIN)
    return sheet.end(sheet.lines(MARGIN, MARGIN, lines) + MARGIN)


def _explain(sheet: Sheet, remark: str) -> None:
    """Say below what could not be drawn as it is, what was shortened, and the remark."""
    said = ((remark, bool(remark)), (LACKING, sheet.lacks), (CUT, sheet.is_cut))
    if remarks := [text for text, applies in said if applies]:
        lacks = sheet.lacks
        below = sheet.note(sheet.notes_left, sheet.height, " ".join(remarks))
        sheet.lacks = lacks
        sheet.end(below + MARGIN)
