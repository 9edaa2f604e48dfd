"""One review on disk, and everything that a person can do in it.

`Project` has a service for each subject: theory, records, screening, documents, coding, references, learning, exports, history.
"""

from __future__ import annotations

from pathlib import Path

from review.errors import ReviewError
from review.project.project import Project, nearest_project
from review.project.runs.report import FileReport, IngestReport, Progress
from review.project.service import Acknowledgement, Reversed

__all__ = [
    "Acknowledgement",
    "FileReport",
    "IngestReport",
    "Progress",
    "Project",
    "Reversed",
    "exchanged_at",
    "nearest_project",
    "restore",
]


def exchanged_at(folder: Path) -> str:
    """Where the copy in `folder` exchanged last, without a password; ``""`` if it did nowhere, or that cannot be read."""
    from review.journal.journal import FILE_NAME
    from review.journal.verification.glance import glance

    try:
        return glance(folder / FILE_NAME).shared_at
    except ReviewError:
        return ""


def restore(folder: Path, source: Path) -> Path | None:
    """Restore the journal of the review in `folder` from a backup; returns where the present one is kept.

    A `source` that does not exist is also looked for in `folder` (``backups/review-….db``).

    Raises:
        JournalError: the backup is damaged, the review is open elsewhere, or the folder cannot be written; nothing was
            changed.
    """
    from review.journal import restoring
    from review.journal.journal import FILE_NAME

    return restoring.restore(folder / FILE_NAME, source if source.exists() else folder / source)
