"""The question by which criterion to exclude: all of them at once, as high as the window allows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from review.theory_map import Criterion
from review.tui.places.screening.asking import exclusion_keys
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.places.screening.lines import hints, key_hint
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.fitting.fitted import with_keys
from review.tui.widgets.fitting.hung import hung

GAP = 2
"""Cells between two columns."""

WORD = 24
"""The most characters of a word that was found."""

LEAST_COLUMN = 24
"""The least cells of a column."""


def asked(desk: ScreeningDesk, complaint: str, width: int, height: int) -> Content:
    """The question and the exclusion criteria with their keys, in at most `height` lines if they fit at all.

    `complaint` says what was wrong with the last key.
    """
    excluding = [criterion for criterion in desk.criteria if criterion.excludes]
    key_of = {criterion: key for key, criterion in exclusion_keys(excluding).items()}
    found = desk.found()
    cells = [_cell(key_of.get(c.id, " "), c, found[c.id], c.id in desk.overrides) for c in excluding]
    heading = _heading(desk, complaint, width, has_criteria=bool(cells))
    return Content("\n").join([heading, *arranged(cells, width, height - 1)])


def _heading(desk: ScreeningDesk, complaint: str, width: int, *, has_criteria: bool) -> Content:
    question = "Exclude by" if has_criteria else "This stage has no exclusion criteria"
    left = Content.styled(f" {question} ", "bold $background on $warning")
    if complaint:
        left += Content.styled(f"  {plain(complaint)}", "$text-error")
    keys = []
    if last := desk.same_again:
        keys.append(key_hint("X", f"same as last ({plain(last)})", "screen.exclude_again"))
    if not desk.criterion_required:
        keys.append(key_hint("Enter", "without", "screen.exclude_without"))
    return with_keys([left], hints(*keys, key_hint("Esc", "back", "screen.back")), width)


def _cell(key: str, criterion: Criterion, found: Sequence[str], overridden: bool) -> Content:
    words = ", ".join(shorten(word, WORD) for word in found[:4])
    return Content.assemble(
        (f"{key} ", "bold $text-error"),
        (f"{plain(criterion.id)} ", MUTED),
        (plain(criterion.text), "strike" if overridden else ""),
        (" (overridden)", WARNING) if overridden else "",
        (f" [{words}]", "$text-error") if words else "",
    )


def arranged(cells: Sequence[Content], width: int, height: int) -> list[Content]:
    """The cells in columns, read downward: whole in the fewest lines if they fit in `height`, else one line each."""
    most = max(1, (width + GAP) // (LEAST_COLUMN + GAP))
    whole = [_columns(cells, number, width, cut=False) for number in range(1, most + 1)]
    lowest = min(whole, key=len)
    if len(lowest) <= height:
        return lowest
    cut = [_columns(cells, number, width, cut=True) for number in range(1, most + 1)]
    return next((lines for lines in cut if len(lines) <= height), cut[-1])


def _columns(cells: Sequence[Content], number: int, width: int, *, cut: bool) -> list[Content]:
    room = (width - GAP * (number - 1)) // number
    rows = -(-len(cells) // number)
    columns = []
    for start in range(0, len(cells), rows or 1):
        column: list[Content] = []
        for cell in cells[start : start + rows]:
            column += [cell.truncate(room, ellipsis=True)] if cut else hung(cell, room)
        columns.append(column)
    blank = Content("")
    return [
        Content(" " * GAP).join(
            _padded(column[line] if line < len(column) else blank, room) for column in columns
        )
        for line in range(max(map(len, columns), default=0))
    ]


def _padded(line: Content, room: int) -> Content:
    return line + Content(" " * max(0, room - line.cell_length))
