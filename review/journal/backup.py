"""Copies of the journal: rotating ones at each opening, one where a person asks, and the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from review.errors import JournalError
from review.journal import opening, schema
from review.journal.journal import Journal

FOLDER = opening.BACKUPS
KEPT = 7
"""How many rotating backups stay."""
SPACING = timedelta(minutes=5)
"""Openings that follow one another faster than this (a script of commands) share a backup."""


def copy(journal: Journal, target: Path) -> Path:
    """Write a consistent copy of the journal to `target`, whole or not at all.

    Raises:
        JournalError: the target exists, or cannot be written.
    """
    if target.exists():
        raise JournalError(f"{target}: exists already; name a new file")
    return _copy_over(journal, target)


def _copy_over(journal: Journal, target: Path) -> Path:
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        with opening.in_plain_words(target), closing(sqlite3.connect(partial)) as copied:
            journal.copy_into(copied)
            copied.execute("PRAGMA journal_mode=DELETE")
        partial.replace(target)
    except OSError as error:
        raise JournalError(f"{target}: cannot be written ({error.strerror}); choose another place") from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def rotate(journal: Journal, *, reason: str = "", now: datetime | None = None) -> Path | None:
    """Make the backup that an opening makes, where there is something new to keep, and let the oldest go.

    Returns:
        The new backup, or None where nothing changed since the last one, or the last one is minutes old.
    """
    now = now or datetime.now(UTC)
    folder = journal.path.parent / FOLDER
    state = str(journal.revision)
    if not reason:
        recent = journal.meta("backup_time")
        if journal.revision == 0 or journal.meta("backup_revision") == state:
            return None
        if recent and now - datetime.fromisoformat(recent) < SPACING:
            return None
    stamp = now.strftime("%Y%m%dT%H%M%S")
    made = _copy_over(journal, folder / f"review-{stamp}{'-' + reason if reason else ''}.db")
    if not reason:
        journal.set_meta("backup_revision", state)
        journal.set_meta("backup_time", now.isoformat())
        rotating = sorted(path for path in folder.glob("review-????????T??????.db"))
        for old in rotating[:-KEPT]:
            old.unlink(missing_ok=True)
    return made


def restore(path: Path, source: Path) -> Path | None:
    """Put the copy `source` in the place of the journal at `path`; the present file is backed up first.

    Returns:
        The backup of what was there, or None where there was nothing.

    Raises:
        JournalError: the copy is no sound journal, or the place cannot be written; then nothing was changed.
    """
    if not source.is_file():
        raise JournalError(f"{source}: there is no such file")
    with (
        closing(opening.connect(source, read_only=True, shared=False)) as candidate,
        opening.in_plain_words(source),
    ):
        if candidate.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise JournalError(f"{source}: is not a review's journal")
        if candidate.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise JournalError(f"{source}: is damaged itself; choose an older copy")
    kept = _keep_present(path)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        with (
            opening.in_plain_words(path),
            closing(opening.connect(source, read_only=True, shared=False)) as candidate,
            closing(sqlite3.connect(partial)) as restored,
        ):
            candidate.backup(restored)
            # What goes on from a copy must not continue the chain of the file that it was copied from.
            restored.execute("DELETE FROM meta WHERE name IN ('replica', 'home')")
            restored.commit()
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        partial.replace(path)
    except OSError as error:
        raise JournalError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        partial.unlink(missing_ok=True)
    return kept


def _keep_present(path: Path) -> Path | None:
    """Keep the present file: a consistent copy where it can be read, else the bytes as they lie."""
    if not path.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.parent / FOLDER / f"review-{stamp}-before-restore.db"
    try:
        journal = Journal.open(path)
    except JournalError as error:
        if "writing" in str(error):
            raise
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(path.read_bytes())
        return kept
    try:
        return copy(journal, kept)
    finally:
        journal.close()
