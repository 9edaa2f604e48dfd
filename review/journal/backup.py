"""Copies of the journal: rotating ones at openings, and single ones on request."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as StopEvent

from review.errors import JournalError
from review.journal import file_set
from review.journal.copies import STAMP, or_notice, unused_name, write
from review.journal.journal import Journal
from review.sandbox.temporary import clear_files, noted

FOLDER = file_set.BACKUPS
KEPT = 7
"""How many rotating backups stay."""
SPACING = timedelta(minutes=5)
"""Openings that follow one another faster than this (a script of commands) share a backup."""

_ROTATING = "review-????????T??????.db"


def copy(journal: Journal, target: Path, stop: StopEvent | None = None) -> Path:
    """Write a consistent copy of the journal to `target`, whole or not at all; `stop` ends it.

    Raises:
        JournalError: the target exists, or cannot be written, or it was stopped.
    """
    if target.exists():
        raise JournalError(f"{target}: exists already; name a new file")
    clear_files(target.parent)
    with noted(journal.path.parent, target.parent):
        write(
            lambda partial: journal.database.copy_into(partial, stop),
            target,
            file_set.mode_of(journal.path),
            journal.revision,
        )
    return target


# --- at openings ------------------------------------------------------------------------------------------------


def at_opening(journal: Journal) -> tuple[str, ...]:
    """Make the backup that an opening makes; if it cannot be made, the review opens with a notice."""
    return or_notice(lambda: rotate(journal))


def rotate(journal: Journal, *, now: datetime | None = None) -> Path | None:
    """Make the backup that an opening makes if there is anything new, and remove the oldest.

    Returns:
        The new backup, or None where nothing changed since the last one, or the last one is minutes old.

    Raises:
        JournalError: it cannot be made.
    """
    now = now or datetime.now(UTC)
    folder = journal.path.parent / FOLDER
    revision = journal.revision
    if not revision or not _claim(journal, folder, now):
        return None
    target = unused_name(folder, now)
    try:
        write(journal.database.copy_into, target, file_set.mode_of(journal.path), revision)
    except BaseException:
        # The next opening should try again at once.
        with suppress(JournalError):
            journal.database.set_meta("backup_time", "")
        raise
    with suppress(JournalError):
        journal.database.set_meta("backup_revision", str(revision))
    _let_go(folder, target, now)
    return target


def _claim(journal: Journal, folder: Path, now: datetime) -> bool:
    """Whether a backup is due and this process, of several opening at once, is to make it."""
    if not _is_due(journal, folder, now):
        return False
    with journal.transaction():
        if not _is_due(journal, folder, now):
            return False
        journal.database.set_meta("backup_time", now.isoformat())
    return True


def _is_due(journal: Journal, folder: Path, now: datetime) -> bool:
    if journal.database.meta("backup_revision") == str(journal.revision) and next(
        folder.glob(_ROTATING), None
    ):
        return False
    try:
        age = now - datetime.fromisoformat(journal.database.meta("backup_time"))
    except (ValueError, TypeError):
        return True
    # A future time came from a clock that was ahead; it is ignored.
    return not timedelta(0) <= age < SPACING


def _let_go(folder: Path, made: Path, now: datetime) -> None:
    """Remove the oldest rotating backups, never the one just made; names with a future date go first."""
    present = f"review-{now.strftime(STAMP)}.db"
    others = [path for path in folder.glob(_ROTATING) if path != made]
    others.sort(key=lambda path: (path.name <= present, path.name))
    for old in others[: max(0, len(others) - KEPT + 1)]:
        with suppress(OSError):
            old.unlink(missing_ok=True)
