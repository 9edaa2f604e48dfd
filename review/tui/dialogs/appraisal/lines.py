"""An appraisal as text: what it is for, the levels of all reviewers beside each other, what the levels mean."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from review.domain.theories.appraisal import Level
from review.domain.wording.named import named
from review.domain.wording.quoted import quoted
from review.theory_map import Dimension
from review.tui.dialogs.appraisal.appraising import Appraising
from review.tui.dialogs.appraisal.levels import KEYS, SIGNS, STYLES, UNJUDGED
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.hung import hung

WHO = 12
"""The most cells of a reviewer's name."""

COLUMN = 18
"""The most cells of a dimension."""


def subject_line(appraising: Appraising, width: int) -> Content:
    """What is appraised, and for what: ``for T5 Information · the passage on p. 41: “…”``; that it is a passage is never cut."""
    passage = appraising.passage if appraising.of_passage else None
    of = f"the passage on {passage.cited_page}" if passage else "the whole source"
    said = f": {quoted(plain(passage.quote))}" if passage else ""
    room = width - len(f"for  · {of}{said[:1]}")
    name = shorten(appraising.target.name, max(WHO, room))
    line = Content.assemble(("for ", MUTED), (name, "bold"), (f" · {plain(of)}{said}", MUTED))
    return line.truncate(width, ellipsis=True)


def level_rows(appraising: Appraising, width: int) -> list[Content]:
    """The dimensions, the reviewer's levels below them, then those of each other reviewer with the last reason."""
    rows = [("you", appraising.levels, "")]
    rows += [(one.reviewer, one.levels, next(iter(one.because), "")) for one in appraising.others]
    who = min(WHO, max(len(name) for name, _, _ in rows)) + 2
    column = max(4, min(COLUMN, (width - who) // len(appraising.dimensions)))
    head = [Content(" " * who)]
    for place, dimension in enumerate(appraising.dimensions):
        style = "bold reverse" if place == appraising.at else "bold"
        head.append(padded(Content.styled(shorten(dimension.name, column - 1), style), column))
    lines = [Content("").join(head)]
    for name, levels, because in rows:
        cells = [padded(level_cell(levels.get(one.id), column - 1), column) for one in appraising.dimensions]
        room = width - who - column * len(cells)
        said = (
            Content.styled(shorten(quoted(because), room), MUTED) if because and room > WHO else Content("")
        )
        lines.append(Content("").join([padded(Content(shorten(name, who - 2)), who), *cells, said]))
    return lines


def level_cell(level: Level | None, width: int) -> Content:
    """A level with its sign, in words as far as there is room: ``▲ high``."""
    if level is None:
        return Content.styled(UNJUDGED, MUTED)
    worded = f"{SIGNS[level]} {named(level)}"
    return Content.styled(worded if len(worded) <= width else SIGNS[level], STYLES[level])


def padded(text: Content, width: int) -> Content:
    """A text with spaces up to a width."""
    return text + Content(" " * (width - text.cell_length))


def meaning_lines(
    dimension: Dimension, chosen: Mapping[str, Level], width: int, height: int
) -> list[Content]:
    """The keys of the levels of a dimension and what each means, cut to a line each if they do not fit in `height`."""
    cells = [
        Content.assemble(
            (f"{key} ", "bold $accent"),
            (f"{named(level)}", f"bold {STYLES[level]}" if chosen.get(dimension.id) is level else "bold"),
            (f"  {plain(meaning)}" if (meaning := dimension.levels.get(level, "")) else "", ""),
        )
        for key, level in KEYS.items()
    ]
    whole = [line for cell in cells for line in hung(cell, width)]
    return whole if len(whole) <= height else [cell.truncate(width, ellipsis=True) for cell in cells]
