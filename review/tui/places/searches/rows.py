"""A search as a row of the list, in as many lines as its width calls for."""

from __future__ import annotations

from textual.content import Content

from review.domain.searches.search import Search
from review.domain.searches.wording import NOT_REPORTED
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.tui.places.searches.desk import Logged
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.record_columns import fitted

ID, KIND, ROUND = 7, 18, 9
"""The cells of the columns before the numbers."""

TWO_LINES = ID + KIND + ROUND + 34
"""The cells from which the numbers are beside the kind."""


def height_of_row(width: int) -> int:
    """The lines that a row takes at a width."""
    return 2 if width >= TWO_LINES else 3


def row_lines(one: Logged, width: int) -> tuple[Content, ...]:
    """The lines of a row: id, kind, round and what it found, then the component."""
    search = one.search
    beginning = Content.assemble(
        (fitted(search.id, ID - 1) + " ", "bold"),
        fitted(named(search.kind), KIND),
        (fitted(f"round {search.round}", ROUND), MUTED),
    )
    found = _found(search)
    component = Content(" " * ID) + Content(fitted(search.component or "–", max(0, width - ID)))
    if height_of_row(width) == 2:
        return (_with_marks(beginning + found, one, width), component)
    return (_with_marks(beginning, one, width), (Content(" " * ID) + found).truncate(width), component)


def _found(search: Search) -> Content:
    """What it found: computed, beside it what is stated if that differs, and how many lines are not reported."""
    said = [] if search.computed is None else [f"{search.computed:,} found"]
    if search.total_stated not in {None, search.computed}:
        said.append(f"{search.total_stated:,} stated")
    if search.unreported and search.computed is not None:
        said.append(f"{counted(search.unreported, 'line')} {NOT_REPORTED}")
    return Content(", ".join(said) or f"results {NOT_REPORTED}")


def _with_marks(line: Content, one: Logged, width: int) -> Content:
    """A line with what is wrong at its end: the number of contradictions, and that it was logged apart."""
    marks = Content.assemble(
        (f" ! {len(one.problems):,}" if one.problems else "", WARNING),
        (" apart" if one.search.others else "", WARNING),
    )
    room = max(0, width - marks.cell_length)
    return line.truncate(room, ellipsis=True, pad=True) + marks
