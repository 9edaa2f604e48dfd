"""A configuration as a row of the list: one line where there is room, else two."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from review.domain.theories.configuration import Configuration, ConfigurationStatus
from review.domain.wording.named import named
from review.tui.places.configurations.marks import AGAINST, MARKS, marks
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.record_columns import fitted
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES

ONE_LINE = 70
"""The cells from which a row has the statement beside the rest; in fewer it is on a second line."""

LABEL, STATUS, THEORIES = 5, 10, 16
"""The cells of the columns before the marks."""

STATUS_STYLES = {
    ConfigurationStatus.CANDIDATE: MUTED,
    ConfigurationStatus.KEPT: "$text-success",
    ConfigurationStatus.SET_ASIDE: MUTED,
}

WORDS = 400
"""The most characters of a statement that a row looks at."""


def height_of_row(width: int) -> int:
    """The lines that a row takes at a width."""
    return 1 if width >= ONE_LINE else 2


def row_lines(one: Configuration, width: int, ink: Callable[[str], str]) -> tuple[Content, ...]:
    """The lines of a row: label, status, theories with the signs of their stances, marks, first words of the statement."""
    beginning = Content.assemble(
        (f"{fitted(one.label, LABEL - 1)} ", "bold"),
        (fitted(named(one.status), STATUS), STATUS_STYLES[one.status]),
        _theories(one, ink),
        " ",
        _marks(one),
        " ",
    )
    words = one.as_read[:WORDS] or "no elements yet"
    if height_of_row(width) == 1:
        return (beginning + Content(fitted(words, max(0, width - beginning.cell_length))),)
    said = " " * LABEL + fitted(words, max(0, width - LABEL))
    return beginning.truncate(width), Content.styled(said, MUTED)


def _theories(one: Configuration, ink: Callable[[str], str]) -> Content:
    """The codes with signs: ``T5+ T6~``, as many as fit, then an ellipsis."""
    shown = Content("")
    for code, stance in one.theories.items():
        tie = Content.assemble(
            (plain(code), f"bold {ink(code)}"), (STANCE_SIGNS[stance], STANCE_STYLES[stance]), " "
        )
        if shown.cell_length + tie.cell_length > THEORIES - 1:
            shown += Content("…")
            break
        shown += tie
    return shown.truncate(THEORIES, ellipsis=True, pad=True)


def _marks(one: Configuration) -> Content:
    """A letter for each mark, always in its own column."""
    found = marks(one)
    return Content("").join(
        Content.styled(letter if mark in found else " ", "$text-error" if mark == AGAINST else WARNING)
        for mark, letter in MARKS.items()
    )
