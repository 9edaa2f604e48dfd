"""Copies of a journal: written whole or not at all, checked, and without what concerns one file only."""

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
_LOCAL = ("replica", "home", "backup_revision", "backup_time")
"""What a file says of itself and its place, and no copy of it does."""


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


def unused_name(folder: Path, now: datetime, ending: str) -> Path:
    """A name that no backup has yet (of a clock that was set back, or of two reasons in a second)."""
    while (path := folder / f"review-{now.strftime(STAMP)}{ending}.db").exists():
        now += timedelta(seconds=1)
    return path


def or_notice(make: Callable[[], Path | None]) -> tuple[str, ...]:
    """Make a copy that nothing depends on; where it cannot be made, a notice says so."""
    try:
        make()
    except JournalError as error:
        return (f"no backup was made: {error}",)
    return ()


def before_update(fill: Callable[[Path], None], path: Path, revision: int, version: int) -> tuple[str, ...]:
    """Make the backup before the journal at `path` is brought to a schema's `version`; where that cannot be done, a notice says so.

    The update does not depend on it: each step is one transaction.
    """
    folder = path.parent / file_set.BACKUPS

    def make() -> Path:
        target = unused_name(folder, datetime.now(UTC), f"-before-schema-{version}")
        write(fill, target, file_set.mode_of(path), revision)
        return target

    return or_notice(make) if revision else ()
