"""One review on disk, and every verb that a person can do to it.

`Project` holds a service for each subject: theory, records, screening, documents, coding, references, learning, exports, history.
"""

from __future__ import annotations

from pathlib import Path

from review.project.project import Project, nearest_project
from review.project.reviewer import reviewer_name
from review.project.runs.report import FileReport, IngestReport, Progress
from review.project.service import Acknowledgement

__all__ = [
    "Acknowledgement",
    "FileReport",
    "IngestReport",
    "Progress",
    "Project",
    "nearest_project",
    "restore",
    "reviewer_name",
]


def restore(folder: Path, source: Path) -> Path | None:
    """Put a backup in the place of the journal of the review in `folder`; returns where the present one was kept.

    A `source` that is not where it says is looked for in `folder`, too (``backups/review-….db``).

    Raises:
        JournalError: the backup is no sound journal, somebody has the review open, or the place cannot be written; then
            nothing was changed.
    """
    from review.journal import restoring
    from review.journal.journal import FILE_NAME

    return restoring.restore(folder / FILE_NAME, source if source.exists() else folder / source)
