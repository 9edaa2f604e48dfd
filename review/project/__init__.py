"""One review on disk, and every verb that a person can do to it.

The verbs are grouped by what they are about, one class in one module each, every one built on the one before:
core, screening, coding, theory, evaluating, exporting, keeping, reading, referencing, rereading.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from review.project.core import Acknowledgement, reviewer_name
from review.project.ingest_report import FileReport, IngestReport, Progress
from review.project.rereading import Rereading

if TYPE_CHECKING:
    from review.project.learning import Suggestions

__all__ = ["Acknowledgement", "FileReport", "IngestReport", "Progress", "Project", "restore", "reviewer_name"]


class Project(Rereading):
    """A review: open it with `Project.open`, close it with `close`."""

    @cached_property
    def suggestions(self) -> Suggestions:
        """The learning process, to be started after the first paint and stopped at the end."""
        from review.project.learning import Suggestions

        return Suggestions(self.folder, self.reviewer)


def restore(folder: Path, source: Path) -> Path | None:
    """Put a backup in the place of the journal of the review in `folder`; returns where the present one was kept.

    A `source` that is not where it says is looked for in `folder`, too (``backups/review-….db``).

    Raises:
        JournalError: the backup is no sound journal, somebody has the review open, or the place cannot be written; then
            nothing was changed.
    """
    from review.journal import FILE_NAME, restoring

    return restoring.restore(folder / FILE_NAME, source if source.exists() else folder / source)
