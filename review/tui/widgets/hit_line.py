"""The line below a record that shows where a search found the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from review.tui.widgets.record_columns import fitted, steady

if TYPE_CHECKING:
    from review.domain.search_hits import SearchHit

INDENT = 4


def hit_line(hit: SearchHit | None, width: int, muted: Style, words: Style) -> list[Segment]:
    """``… "an adviser who knew the forms" p. 6`` in at most `width` cells; the page is never cut."""
    if hit is None:
        return [Segment(" " * INDENT + "…", muted)]
    # Room for two quotation marks, the ellipsis and the spaces around it.
    place, before = steady(hit.place), steady(hit.before)
    room = width - INDENT - cell_len(place) - 5
    if room < 2 * cell_len(before):
        before = ""
    found = _shortened(hit.words, room - cell_len(before))
    after = _shortened(hit.after, room - cell_len(before) - cell_len(found))
    return [
        Segment(f'{" " * INDENT}… "{before}', muted),
        Segment(found, words),
        Segment(f'{after}" {place}', muted),
    ]


def _shortened(text: str, room: int) -> str:
    return fitted(text, max(0, min(room, cell_len(steady(text)))))
