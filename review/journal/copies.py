"""Copies of a journal: written whole or not at all, checked, and without the original's local settings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from review.errors import JournalError
from review.journal import file_set, opening
from review.sandbox.temporary import database_beside

STAMP = "%Y%m%dT%H%M%S"
_LOCAL = ("replica", "home", "backup_revision", "backup_time", "shared_at", "shared_read", "shared_until")
"""Settings of one file in its place, left out of copies."""


def write(fill: Callable[[Path], None], target: Path, mode: int | None, revision: int) -> None:
    """Write the copy that `fill` makes to `target`; it gets its name once it is complete, checked and on disk.

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
                raise JournalError(f"{target}: the copy differs from the journal; check the disk")
            file_set.put_in_place(partial, target, mode)
    except OSError as error:
        raise JournalError(f"{target}: cannot be written ({error.strerror}); choose another place") from error


def clean(copied: Path, **local: str) -> None:
    """Remove the original's local settings from a copy, beyond recovery.

    `local` holds the copy's own settings, if it is to be a journal of its own.
    """
    with closing(sqlite3.connect(copied, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        # Nobody relies on it before it is whole, and then it is flushed at once.
        connection.execute("PRAGMA synchronous=OFF")
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


def unused_name(folder: Path, now: datetime, ending: str = "") -> Path:
    """A name that no backup has yet, even if the clock was set back or two are made in one second."""
    while (path := folder / f"review-{now.strftime(STAMP)}{ending}.db").exists():
        now += timedelta(seconds=1)
    return path


def or_notice(make: Callable[[], Path | None]) -> tuple[str, ...]:
    """Make a copy that nothing depends on; a notice if it cannot be made."""
    try:
        make()
    except JournalError as error:
        return (f"no backup was made: {error}",)
    return ()


def before_update(fill: Callable[[Path], None], path: Path, revision: int, version: int) -> tuple[str, ...]:
    """Make the backup before the journal at `path` is updated to schema `version`; a notice if it cannot be made.

    The update does not depend on it: each step is one transaction.
    """
    folder = path.parent / file_set.BACKUPS

    def make() -> Path:
        target = unused_name(folder, datetime.now(UTC), f"-before-schema-{version}")
        write(fill, target, file_set.mode_of(path), revision)
        return target

    return or_notice(make) if revision else ()
