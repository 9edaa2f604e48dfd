"""What an import of a table did, in lines for people: for the command and for the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.domain.reference import Notice, Refusal
from review.domain.wording.counted import counted
from review.project.spreadsheets.planned import TableReport

_MOST_MADE = 20
"""How many rows are shown with what was made of them; the others are counted."""


def report_lines(report: TableReport, *, stored: bool = True) -> Iterator[str]:
    """What happened, or will if nothing is `stored` yet: what is made, and what needs attention."""
    yield (
        f"{report.path}: {counted(report.rows, 'row')}: {report.taken:,} {'imported' if stored else 'to import'},"
        f" {report.known:,} known, {len(report.refused):,} refused"
    )
    if report.stopped:
        yield "stopped: import it again to continue"
    for made in report.made[:_MOST_MADE]:
        yield f"  {made.line}: {made.what}"
    if left := len(report.made) - _MOST_MADE:
        yield from [f"  and {left:,} more"] if left > 0 else []
    yield from _places(report.path, report.refused, "")
    yield from _places(report.path, report.notices, "note: ")


def _places(path: str, found: Sequence[Refusal | Notice], before: str) -> Iterator[str]:
    for one in found:
        yield f"{path}{f':{one.line}' if one.line else ''}: {before}{one.message}"
