"""The files of a journal on disk: whether they belong together, and whether they are still in place."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from review.domain.wording.counted import do
from review.errors import JournalError
from review.sandbox.temporary import clear_files

BACKUPS = "backups"
"""The folder of the backups, beside the journal."""

_OF_EARLIER_VERSIONS = re.compile(r"review.*\.db\.partial(?:-journal|-wal|-shm)?|\.review\.db\.probe-\d+")
"""Temporary files whose names do not say whose they are."""

_QUIET_SECONDS = 60.0
"""After this many seconds without a write, such a file is no longer work in progress."""

_HEADER = 20
"""Bytes at the start of a database that show whether it uses a write-ahead log."""

BEFORE_RESTORE = "-before-restore.db"
"""The ending of the names of files that a restore kept."""


class Place:
    """Ties an open database to its file, by device and inode (by time of making where a file system numbers no files).

    Args:
        path: the database, just opened.
        writes: whether acts go into the file that SQLite writes ahead to, which must stay in place, too.
    """

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._path = path
        self._wal = beside(path, "-wal") if writes else None
        # As text, because these are looked at three times for each act.
        self._known = {os.fspath(file): _identity(file) for file in (path, self._wal) if file}
        # Held as long as the database is open: closing it would give back the locks that SQLite has on the file.
        self._held = os.open(path, os.O_RDONLY) if writes and hasattr(os, "pread") else None

    def departed(self) -> str:
        """What has happened to the files since, in words; ``""`` if they are still those that were opened."""
        for file, known in self._known.items():
            found = _identity(file)
            if known and found != known:
                return f"{Path(file).name} was {'replaced' if found else 'removed or moved'}"
        return f"{self._path.name} was overwritten" if self.is_overwritten() else ""

    def is_overwritten(self) -> bool:
        """Whether a copy was written into the file: copies are marked as never having used a write-ahead log."""
        return self._held is not None and _is_without_wal(os.pread(self._held, _HEADER, 0))

    def keeps_its_wal(self) -> bool:
        """Whether the write-ahead log is still this database's, or is gone."""
        return self._wal is not None and _identity(self._wal) in {None, self._known[os.fspath(self._wal)]}

    def empty_its_wal(self) -> None:
        """Empty the write-ahead log, so that it is never applied to the file's new content."""
        if self._wal and self.keeps_its_wal():
            with suppress(OSError):
                os.truncate(self._wal, 0)

    def close(self) -> None:
        """Let the files go, after the database was closed."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _is_without_wal(start: bytes) -> bool:
    return start.startswith(b"SQLite format 3\x00") and start[18:20] == b"\x01\x01"


def _identity(path: str | Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - see Place
    except OSError:
        return None
    return found.st_dev, found.st_ino or found.st_ctime_ns


def beside(path: Path, ending: str) -> Path:
    """The file that SQLite keeps beside the database at `path`; of a link, where it leads to."""
    real = path.resolve()
    return real.with_name(real.name + ending)


def size_of(path: Path) -> int:
    """The size of a file in bytes, 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def holding(path: Path) -> list[Path]:
    """The database and its companions, those of them that hold something."""
    return [file for file in (path, beside(path, "-wal"), beside(path, "-journal")) if size_of(file)]


def check(path: Path) -> None:
    """Check that the files at and beside `path` can be opened as one review, before SQLite does so.

    Raises:
        JournalError: the file is missing or empty although acts or backups are beside it, is not a regular file, or its companion is another's.
    """
    if path.exists() and not path.is_file():
        raise JournalError(f"{path.name}: is not a file; move it out of the way")
    if not path.exists() or (not path.stat().st_size and not size_of(beside(path, "-journal"))):
        _check_alone(path)
    elif has_foreign_wal(path):
        raise JournalError(
            f"{path.name}: was put here while {path.name}-wal held the last acts of another file; close the review everywhere, "
            f"then `review restore FILE` with the copy that you want (what lies here is kept)"
        )


def has_foreign_wal(path: Path) -> bool:
    """Whether a ``-wal`` lies beside a database that never wrote one: copies have none, so the file was put there."""
    if not size_of(beside(path, "-wal")) or not size_of(path):
        return False
    try:
        with path.open("rb") as file:
            return _is_without_wal(file.read(_HEADER))
    except OSError:
        return False


def _check_alone(path: Path) -> None:
    """Refuse to begin an empty review where there was one.

    A file that is gone or empty was moved, removed, or lost by a full disk or a synchronisation; taken for new, the review
    would be hidden by an empty one, and SQLite would remove the acts beside it.
    """
    copies = copies_of(path)
    remains = [file.name for file in holding(path)]
    if copies:
        remains.insert(0, f"{BACKUPS}/")
    if not remains or (path.exists() and (size_of(path) or size_of(beside(path, "-journal")))):
        # Nothing was here, or another process has begun the review since the first look.
        return
    what = "missing" if not path.exists() else "empty"
    advice = ["put it back"] if what == "missing" else []
    if sound := next(filter(is_sound, copies), None):
        advice.append(f"`review restore {BACKUPS}/{sound.name}` brings the newest copy")
    there = " and ".join(remains)
    raise JournalError(
        f"{path.name}: is {what}, though {there} {do(len(remains), 'hold')} the review: "
        f"{', or '.join([*advice, f'move {there} away to start over'])}"
    )


def copies_of(path: Path) -> list[Path]:
    """The copies in ``backups/``, the newest first; what a restore kept comes last."""
    found = [file for file in (path.parent / BACKUPS).glob("*.db") if size_of(file)]
    return sorted(found, key=lambda file: (file.name.endswith(BEFORE_RESTORE), -file.stat().st_mtime_ns))


def is_sound(copy: Path) -> bool:
    """Whether a copy can be opened and SQLite finds no damage in it."""
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def clear_leftovers(path: Path) -> None:
    """Remove what killed processes left half written beside the database at `path` and in ``backups/``."""
    folders = (path.parent, path.parent / BACKUPS)
    clear_files(*folders)
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if _OF_EARLIER_VERSIONS.fullmatch(entry.name) and _is_quiet(entry):
                    Path(entry.path).unlink(missing_ok=True)


def _is_quiet(entry: os.DirEntry[str]) -> bool:
    facts = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(facts.st_mode) and time.time() - facts.st_mtime > _QUIET_SECONDS


def mode_of(path: Path) -> int | None:
    """Who may read and write a file, as bits; None where there is no file."""
    try:
        return stat.S_IMODE(path.stat().st_mode) & 0o666
    except OSError:
        return None


def make_folder(folder: Path, mode: int | None) -> None:
    """Make a folder for copies, readable only by those who may read the original.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    reading = 0o777 if mode is None else mode | (mode & 0o444) >> 2
    folder.mkdir(mode=reading | 0o700, exist_ok=True)


def put_in_place(written: Path, target: Path, mode: int | None) -> None:
    """Move a file written beside `target` into its place, flushed to disk, with this mode.

    Raises:
        OSError: it cannot be done; then `target` is as it was.
    """
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    if mode is not None:
        written.chmod(mode)
    written.replace(target)
    for folder in _to_be_flushed(target.parent):
        os.fsync(folder)


def _to_be_flushed(folder: Path) -> Iterator[int]:
    """The folder's descriptor, where a system lets a folder be flushed (Windows does not)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
