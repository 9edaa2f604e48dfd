"""Prints what of an exported report is not as the journal has it."""

from __future__ import annotations

from pathlib import Path

from review.cli.command import Result
from review.domain.wording.counted import counted
from review.domain.wording.quoted import quoted
from review.domain.wording.word_changes import Change, near_changes, word_changes
from review.project import Project
from review.views.exports import ReportChecked

LONG = 160
"""Texts with more characters are shown only near what differs."""
NEAR = 40
"""So many characters are shown before and after what differs."""


def check_report(project: Project, file: Path) -> Result:
    """Compares an exported report with the journal, with a line for each number, quotation or cell that differs."""
    checked = project.reporting.check(file)
    found = checked.differences
    lines = [f"{one.where}: {both_sides(one.written, one.journal)}" for one in found]
    if found and checked.events_since > 0:
        since = counted(checked.events_since, "event")
        lines.insert(0, f"{file}: older than the journal ({since} since): export the report again")
    if not found:
        lines = [f"{file}: every number, quotation, verdict, statement and table is as the journal has it"]
    return Result(ReportChecked.of(checked), lines, 1 if found else 0)


def both_sides(written: str, journal: str) -> str:
    """What was written and what the journal has; of long texts only what differs, with some words around it."""
    if written and journal and max(len(written), len(journal)) > LONG:
        pieces = tuple(near_changes(word_changes(journal, written), NEAR))
        written, journal = (
            "".join(piece.text for piece in pieces if piece.change in (Change.SAME, change))
            for change in (Change.ADDED, Change.REMOVED)
        )
    return f"{_said(written)}; in the journal: {_said(journal)}"


def _said(text: str) -> str:
    """A text in quotation marks, its beginning if it is long; ``nothing`` without one."""
    if not text:
        return "nothing"
    return quoted(text) if len(text) <= 2 * LONG else quoted(f"{text[: 2 * LONG].rsplit(' ', 1)[0]} …")
