"""What an import of a table did, in lines for people: for the command and for the screen."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.wording.counted import counted
from review.project.spreadsheets.planned import TableReport

_MOST_MADE = 20
"""How many rows are shown with what was made of them; the others are counted."""


def headline(report: TableReport, *, stored: bool) -> str:
    """How many rows were imported, or will be if nothing is `stored` yet, are known already, or do not fit."""
    return (
        f"{report.path}: {counted(report.rows, 'row')}: {report.taken:,} {'imported' if stored else 'to import'},"
        f" {report.known:,} known, {len(report.refused):,} refused"
    )


def made_lines(report: TableReport) -> Iterator[str]:
    """What was made of the rows that fit, a line each."""
    for made in report.made[:_MOST_MADE]:
        yield f"  line {made.line}: {made.what}"
    left = len(report.made) - _MOST_MADE
    if left > 0:
        yield f"  and {left:,} more"


def attention_lines(report: TableReport) -> Iterator[str]:
    """What needs attention: that it was stopped, rows that do not fit, and notes."""
    if report.stopped:
        yield "stopped: import it again to continue"
    for one in report.refused:
        yield f"{report.path}{f':{one.line}' if one.line else ''}: {one.message}"
    for note in report.notices:
        yield f"{report.path}{f':{note.line}' if note.line else ''}: note: {note.message}"
