"""Copies of the journal: rotating ones at openings, and one where a person asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from review.errors import JournalError
from review.journal import file_set, opening
from review.journal.journal import Journal
from review.sandbox.temporary import clear_files, database_beside, noted

FOLDER = file_set.BACKUPS
KEPT = 7
"""How many rotating backups stay."""
SPACING = timedelta(minutes=5)
"""Openings that follow one another faster than this (a script of commands) share a backup."""

_ROTATING = "review-????????T??????.db"
_STAMP = "%Y%m%dT%H%M%S"
_LOCAL = ("replica", "home", "backup_revision", "backup_time")
"""What a file says of itself and its place, and no copy of it does."""


def copy(journal: Journal, target: Path) -> Path:
    """Write a consistent copy of the journal to `target`, whole or not at all.

    Raises:
        JournalError: the target exists, or cannot be written.
    """
    if target.exists():
        raise JournalError(f"{target}: exists already; name a new file")
    clear_files(target.parent)
    with noted(journal.path.parent, target.parent):
        write(journal.copy_into, target, file_set.mode_of(journal.path), journal.revision)
    return target


def write(fill: Callable[[Path], None], target: Path, mode: int | None, revision: int) -> None:
    """Write a copy that `fill` makes to `target`; it gets its name when it is whole, checked and on the disk.

    Args:
        fill: writes a database into an empty file.
        target: where the copy is to lie; what is there is replaced.
        mode: who may read and write it, as the original.
        revision: the number that the copy's events must have reached.

    Raises:
        JournalError: it cannot be written, or is not what it should be.
    """
    try:
        file_set.make_folder(target.parent, mode)
        with database_beside(target) as partial, opening.in_plain_words(target):
            fill(partial)
            clean(partial)
            if not is_whole(partial, revision):
                raise JournalError(f"{target}: the copy is not what was copied; check the disk")
            file_set.put_in_place(partial, target, mode)
    except OSError as error:
        raise JournalError(f"{target}: cannot be written ({error.strerror}); choose another place") from error


def clean(copied: Path, **local: str) -> None:
    """Take out of a copy what concerns only the file that it was made from, so that nothing of it can be read there.

    Where the copy is to be a journal of its own, `local` says what is put in the place of that.
    """
    with closing(sqlite3.connect(copied, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA journal_mode=DELETE")
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").fetchone():
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("DELETE FROM meta WHERE name = ?", [(name,) for name in _LOCAL])
        connection.executemany("INSERT INTO meta VALUES (?, ?)", local.items())
        connection.execute("COMMIT")


def is_whole(copied: Path, revision: int) -> bool:
    """Whether a copy opens, SQLite finds no damage in it, and its events reach the number `revision`."""
    with closing(sqlite3.connect(copied, isolation_level=None)) as connection:
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            return False
        return not revision or connection.execute("SELECT max(sequence) FROM event").fetchone()[0] >= revision


# --- at openings ------------------------------------------------------------------------------------------------


def at_opening(journal: Journal) -> tuple[str, ...]:
    """Make the backup that an opening makes; where that cannot be done, a notice says so and the review opens."""
    return _or_notice(lambda: rotate(journal))


def before_update(journal: Journal, version: int) -> tuple[str, ...]:
    """Make the backup before the tables are brought to `version`; where that cannot be done, a notice says so.

    The update does not depend on it: each step is one transaction.
    """
    return _or_notice(lambda: rotate(journal, reason=f"before-schema-{version}"))


def _or_notice(make: Callable[[], Path | None]) -> tuple[str, ...]:
    try:
        make()
    except JournalError as error:
        return (f"no backup was made: {error}",)
    return ()


def rotate(journal: Journal, *, reason: str = "", now: datetime | None = None) -> Path | None:
    """Make the backup that an opening makes, where there is something new to keep, and let the oldest go.

    Returns:
        The new backup, or None where nothing changed since the last one, or the last one is minutes old.

    Raises:
        JournalError: it cannot be made.
    """
    now = now or datetime.now(UTC)
    folder = journal.path.parent / FOLDER
    revision = journal.revision
    if not revision or (not reason and not _claim(journal, folder, now)):
        return None
    target = _unused(folder, now, f"-{reason}" if reason else "")
    try:
        write(journal.copy_into, target, file_set.mode_of(journal.path), revision)
    except BaseException:
        if not reason:
            # The next opening is to try again, and not to wait for its turn.
            with suppress(JournalError):
                journal.set_meta("backup_time", "")
        raise
    if not reason:
        with suppress(JournalError):
            journal.set_meta("backup_revision", str(revision))
        _let_go(folder, target, now)
    return target


def _claim(journal: Journal, folder: Path, now: datetime) -> bool:
    """Whether a backup is due and this process is the one to make it, of several that open the review at once."""
    if not _is_due(journal, folder, now):
        return False
    with journal.transaction():
        if not _is_due(journal, folder, now):
            return False
        journal.set_meta("backup_time", now.isoformat())
    return True


def _is_due(journal: Journal, folder: Path, now: datetime) -> bool:
    if journal.meta("backup_revision") == str(journal.revision) and next(folder.glob(_ROTATING), None):
        return False
    try:
        age = now - datetime.fromisoformat(journal.meta("backup_time"))
    except (ValueError, TypeError):
        return True
    # A time to come was written by a clock that was ahead; it says nothing.
    return not timedelta(0) <= age < SPACING


def _unused(folder: Path, now: datetime, ending: str) -> Path:
    """A name that no backup has yet (of a clock that was set back, or of two reasons in a second)."""
    while (path := folder / f"review-{now.strftime(_STAMP)}{ending}.db").exists():
        now += timedelta(seconds=1)
    return path


def _let_go(folder: Path, made: Path, now: datetime) -> None:
    """Remove the oldest rotating backups but never the one just made; a name from the future says nothing and goes first."""
    present = f"review-{now.strftime(_STAMP)}.db"
    others = [path for path in folder.glob(_ROTATING) if path != made]
    others.sort(key=lambda path: (path.name <= present, path.name))
    for old in others[: max(0, len(others) - KEPT + 1)]:
        with suppress(OSError):
            old.unlink(missing_ok=True)
