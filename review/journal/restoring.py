"""Restoring a copy: the present journal is kept, the copy is checked before and after, and nothing is left half done."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from review.errors import JournalError, ReadingError
from review.journal import copies, file_set, opening, schema, sharing
from review.journal.projections.letters.giving import carry_over
from review.sandbox.regular_file import check_named
from review.sandbox.temporary import COMPANIONS, database_beside

PATIENCE = 2.0
"""Seconds to wait for a program that is about to close the review."""

_NO_JOURNAL = "{source}: is not a review's journal"


def restore(path: Path, source: Path) -> Path | None:
    """Replace the journal at `path` with the copy `source`; the present one is kept in ``backups/`` first.

    A sound journal gets the content of the copy in one transaction and stays the file that it is. Where there is none, or a
    damaged one, the whole set of files is kept as it lies, cleared, and replaced.

    Returns:
        What was there, kept; None where there was nothing.

    Raises:
        JournalError: the copy is damaged, the review is open elsewhere, or the folder cannot be written; then
            nothing was changed.
    """
    path = path.resolve()
    _check_source(path, source)
    try:
        with database_beside(path) as staged, _writing_alone(path):
            events = _stage(source, staged, path)
            kept = _put(staged, path, events)
    except OSError as error:
        raise JournalError(f"{path}: cannot be written ({error.strerror})") from error
    file_set.clear_leftovers(path)
    return kept


def _check_source(path: Path, source: Path) -> None:
    try:
        check_named(source)
    except ReadingError as error:
        raise JournalError(str(error)) from error
    if path.exists() and path.samefile(source):
        raise JournalError(f"{source}: is the journal itself; name a copy of it")
    if file_set.has_foreign_wal(source):
        raise JournalError(
            f"{source}: {source.name}-wal beside it is another file's; move one of them to a folder of its own"
        )


@contextmanager
def _writing_alone(path: Path) -> Iterator[None]:
    """Be the single writer of a shared folder."""
    writer = sharing.WriterLock(path) if sharing.shared_place(path.parent) else None
    if writer:
        writer.take()
    try:
        yield
    finally:
        if writer:
            writer.release()


# --- the copy -----------------------------------------------------------------------------------------------------


def _stage(source: Path, staged: Path, path: Path) -> str:
    """Write the content of `source` to `staged`, ready for `path`; returns a digest of its events.

    Acts that lie in a ``-wal`` beside the copy belong to it. What goes on from a copy must not continue the chain of the
    file that it was copied from: it begins one of its own.
    """
    candidate = _opened(source)
    with closing(candidate), opening.in_plain_words(source):
        if candidate.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise JournalError(_NO_JOURNAL.format(source=source))
        if candidate.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise JournalError(f"{source}: is damaged itself; choose an older copy")
        opening.copy_whole(candidate, staged)
        # If there is no journal whose mode it could take, those who may read the copy may read it.
        staged.chmod((file_set.mode_of(source) or 0) | 0o600)
        events = _events(candidate)
    with opening.in_plain_words(path):
        copies.clean(staged, replica=uuid.uuid4().hex, home=opening.home_of(path))
        with closing(sqlite3.connect(staged, isolation_level=None)) as connection:
            if not _is_sound(connection, events):
                raise JournalError(f"{source}: the copy is incomplete; check the disk, then try again")
    return events


def _opened(source: Path) -> sqlite3.Connection:
    try:
        return opening.connect_reading(source)[0]
    except JournalError as error:
        if isinstance(error, opening.ForeignDatabaseError) or opening.is_no_database(error):
            raise JournalError(_NO_JOURNAL.format(source=source)) from error
        raise


def _events(connection: sqlite3.Connection) -> str:
    """A digest of all events with their chain, in order of arrival."""
    digest = sha256()
    for row in connection.execute(
        "SELECT hash, previous, replica, clock, time, reviewer, act FROM event ORDER BY sequence"
    ):
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _is_sound(connection: sqlite3.Connection, events: str) -> bool:
    return bool(
        connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and _events(connection) == events
    )


# --- the place -----------------------------------------------------------------------------------------------------


def _put(staged: Path, path: Path, events: str) -> Path | None:
    kept = _name_to_keep(path)
    if not _is_lone(path):
        return _replace(staged, path, kept, events)
    try:
        with _alone_with(path) as live:
            try:
                _keep_copy(live, path, kept)
            except JournalError as error:
                if not opening.is_damage(error):
                    raise
                # Before the connection closes, which would empty the files beside the database.
                _keep_files(path, kept)
            else:
                _write_into(live, staged, path, kept, events)
                return kept
    except JournalError as error:
        if not opening.is_damage(error):
            raise
    return _replace(staged, path, kept, events)


def _is_lone(path: Path) -> bool:
    """Whether SQLite may open the file: it is a database, and no file beside it would be applied by mistake."""
    present = file_set.holding(path)
    beside_it = {file.name for file in present[1:]}
    return (
        present[:1] == [path]
        and f"{path.name}-journal" not in beside_it
        and not file_set.has_foreign_wal(path)
    )


@contextmanager
def _alone_with(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the journal that nobody else can open until it closes.

    Raises:
        JournalError: somebody has it open, or it is damaged.
    """
    with (
        opening.in_plain_words(path),
        closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as live,
    ):
        live.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            live.execute("BEGIN EXCLUSIVE")
            live.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise JournalError(
                f"{path.name}: is open in another program (a screen, or a command); close it there and restore again; nothing was changed"
            ) from error
        yield live


def _name_to_keep(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return path.parent / file_set.BACKUPS / f"review-{stamp}{file_set.BEFORE_RESTORE}"


def _keep_copy(live: sqlite3.Connection, path: Path, kept: Path) -> None:
    def fill(partial: Path) -> None:
        opening.copy_whole(live, partial)

    copies.write(fill, kept, file_set.mode_of(path), 0)


def _keep_files(path: Path, kept: Path) -> list[Path]:
    """Keep the database and the files beside it as they are, under names that still belong together."""
    present = file_set.holding(path)
    if present:
        file_set.make_folder(kept.parent, file_set.mode_of(present[0]))
    for file in present:
        target = kept.with_name(kept.name + file.name.removeprefix(path.name))
        with database_beside(target) as partial:
            shutil.copyfile(file, partial)
            file_set.put_in_place(partial, target, file_set.mode_of(file))
    return present


def _write_into(live: sqlite3.Connection, staged: Path, path: Path, kept: Path, events: str) -> None:
    """Write the staged copy's content into the journal in one transaction; letters that were given since stay given."""
    with closing(sqlite3.connect(staged, isolation_level=None)) as copied:
        # A file keeps its page size, which may be an older version's.
        (page_size,) = live.execute("PRAGMA page_size").fetchone()
        if copied.execute("PRAGMA page_size").fetchone() != (page_size,):
            copied.execute(f"PRAGMA page_size={page_size}")
            copied.execute("VACUUM")
        carry_over(live, copied)
        copied.backup(live)
    try:
        _see_arrived(live, path, events)
    except (sqlite3.Error, JournalError):
        with closing(sqlite3.connect(kept)) as before:
            before.backup(live)
        raise


def _replace(staged: Path, path: Path, kept: Path, events: str) -> Path | None:
    """Replace the whole set of files, which is kept, with the staged copy."""
    present = file_set.holding(path)
    if present and not file_set.size_of(kept):
        _keep_files(path, kept)
    for ending in COMPANIONS:
        file_set.beside(path, ending).unlink(missing_ok=True)
    try:
        file_set.put_in_place(staged, path, file_set.mode_of(path) or file_set.mode_of(staged))
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as restored:
            _see_arrived(restored, path, events)
    except (OSError, sqlite3.Error, JournalError):
        _put_back(path, kept, present)
        raise
    return kept if present else None


def _see_arrived(restored: sqlite3.Connection, path: Path, events: str) -> None:
    if not _is_sound(restored, events):
        raise JournalError(
            f"{path}: the restored copy is incomplete, and the previous journal is back; check the disk"
        )


def _put_back(path: Path, kept: Path, present: list[Path]) -> None:
    with suppress(OSError):
        if path not in present:
            path.unlink(missing_ok=True)
        for file in present:
            shutil.copyfile(kept.with_name(kept.name + file.name.removeprefix(path.name)), file)
