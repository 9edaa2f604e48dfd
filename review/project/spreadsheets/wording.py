"""What an import of a table did, in lines for people: for the command and for the screen."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.wording.counted import counted
from review.project.spreadsheets.planned import TableReport

_MOST_MADE = 20
"""How many rows are shown with what was made of them; the others are counted."""


_MOST_LISTED = 100
"""How many refused rows, and how many notes, are listed; `--json` has them all."""


def headline(report: TableReport, *, stored: bool) -> str:
    """How many rows were imported, or will be if nothing is `stored` yet, are known already, or do not fit."""
    of_rows = f" ({counted(len(report.made), 'appraisal')})" if len(report.made) > report.taken else ""
    return (
        f"{report.path}: {counted(report.rows, 'row')}: {report.taken:,} {'imported' if stored else 'to import'}{of_rows},"
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
    refused = [f"{_place(report.path, one.line)}: {one.message}" for one in report.refused]
    notes = [f"{_place(report.path, one.line)}: note: {one.message}" for one in report.notices]
    for lines, what in ((refused, "rows refused"), (notes, "notes")):
        yield from lines[:_MOST_LISTED]
        if len(lines) > _MOST_LISTED:
            yield f"{report.path}: {len(lines) - _MOST_LISTED:,} more {what}"


def _place(path: str, line: int) -> str:
    """A place in a file; without a line where the whole file is meant."""
    return f"{path}:{line}" if line else path
