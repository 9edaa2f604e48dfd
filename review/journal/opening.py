"""Opening the database file: who else has it, where it lies, which version it is, and one clear line where it cannot be used."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from review.errors import JournalError
from review.journal import schema
from review.journal.turns import WAIT_SECONDS

BACKUPS = "backups"
"""The folder of the rotating backups, beside the journal."""

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "fuse.sshfs",
        "fuse.rclone",
        "9p",
        "ceph",
        "glusterfs",
    }
)
SYNCED_FOLDERS = ("Dropbox", "OneDrive", "Google Drive", "GoogleDrive", "iCloud", "Mobile Documents", "Nextcloud", "ownCloud", "pCloud", "Syncthing", "Box Sync")  # fmt: skip


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one line that says what is wrong and what to do.

    Raises:
        JournalError: in the place of every ``sqlite3.Error``.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise JournalError(f"{path.name}: {_meaning(str(error).lower(), error)}") from error


def _meaning(message: str, error: sqlite3.Error) -> str:
    if "locked" in message or "busy" in message:
        return f"another process is writing (waited {WAIT_SECONDS:g} s); nothing was changed, try again when it has finished"
    if "full" in message:
        return "the disk is full; nothing was changed, free some space and try again"
    if "readonly" in message or "read-only" in message:
        return (
            "the file or its folder is read-only; nothing was changed, make it writable or copy the project"
        )
    if "unable to open" in message:
        return "cannot be opened; check that the folder exists and may be written to"
    if "not a database" in message or "malformed" in message or "corrupt" in message:
        return "is damaged; go back to a copy in backups/ with `review restore FILE`"
    if "disk i/o" in message:
        return "the disk reports an error; check the disk, then `review verify`"
    return f"{error}; run `review verify`"


def file_system_of(path: Path) -> str:
    """The type of the file system that holds `path`, where the system tells (Linux); else ``""``."""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    resolved = str(path.resolve())
    for line in mounts:
        _, mount, name, *_ = line.split(" ")
        mount = mount.encode().decode("unicode_escape")
        inside = resolved == mount or resolved.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, name
    return kind


def shared_place(folder: Path) -> str:
    """Why several machines may see this folder (``a network share (nfs4)``, ``a synced folder (Dropbox)``), or ``""``."""
    kind = file_system_of(folder)
    if kind in NETWORK_FILE_SYSTEMS:
        return f"a network share ({kind})"
    if str(folder).startswith("\\\\"):
        return "a network share"
    for part in folder.resolve().parts:
        for name in SYNCED_FOLDERS:
            if part == name or part.startswith((name + " ", name + "-")):
                return f"a synced folder ({name})"
    return ""


class WriterLock:
    """The one writer's mark in a folder that several machines may see: a file that names host, process and time."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".writer")
        self.held = False

    def take(self) -> None:
        """Take the lock, or take over one whose process on this machine is gone.

        Raises:
            JournalError: somebody else holds it.
        """
        body = json.dumps({"host": socket.gethostname(), "process": os.getpid(), "since": _now()})
        for _ in range(2):
            try:
                with self.path.open("x", encoding="utf-8") as file:
                    file.write(body)
            except FileExistsError:
                self._clear_if_stale()
            else:
                self.held = True
                return
        raise JournalError(f"{self.path.name}: another process took the folder at the same moment; try again")

    def _clear_if_stale(self) -> None:
        try:
            holder = json.loads(self.path.read_text("utf-8"))
            host, process, since = str(holder["host"]), int(holder["process"]), str(holder["since"])
        except (OSError, ValueError, KeyError, TypeError):
            host, process, since = "an unknown machine", 0, "an unknown time"
        if host == socket.gethostname() and not _is_running(process):
            self.path.unlink(missing_ok=True)
            return
        raise JournalError(
            f"{self.path.name}: {host} (process {process}) has been writing here since {since}; "
            "close it there, or delete this file if that program is gone"
        )

    def release(self) -> None:
        """Give the lock back, if it is ours."""
        if self.held:
            self.path.unlink(missing_ok=True)
            self.held = False


def _is_running(process: int) -> bool:
    import psutil

    return process > 0 and psutil.pid_exists(process)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def connect(path: Path, *, read_only: bool, shared: bool) -> sqlite3.Connection:
    """A connection with the project's settings: WAL (``DELETE`` in a shared folder), foreign keys, ``synchronous=FULL``.

    Raises:
        JournalError: the file is no journal, is damaged, newer, or cannot be opened.
    """
    _check_header(path)
    with in_plain_words(path):
        if read_only:
            connection = _connect_reading(path)
        else:
            connection = sqlite3.connect(
                path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.execute(f"PRAGMA journal_mode={'DELETE' if shared else 'WAL'}")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version > schema.VERSION:
        connection.close()
        raise JournalError(
            f"{path.name}: was written by a newer realist-review (schema {version}; this one knows {schema.VERSION}); "
            "update the program, nothing was changed"
        )
    if version and mark != schema.APPLICATION_ID:
        connection.close()
        raise JournalError(f"{path.name}: is a SQLite database, but not a review's; move it out of the way")
    return connection


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except FileNotFoundError:
        return
    except OSError as error:
        raise JournalError(
            f"{path.name}: cannot be opened ({error.strerror}); check its permissions"
        ) from error
    backups = sorted((path.parent / BACKUPS).glob("*.db"), key=lambda file: file.stat().st_mtime_ns)
    if not start and backups:
        # A full disk or a synchronisation that failed; taken for new, the review would be hidden by an empty one.
        raise JournalError(
            f"{path.name}: is empty, though {BACKUPS}/ holds the review: `review restore {BACKUPS}/{backups[-1].name}`"
        )
    if start and start != b"SQLite format 3\x00":
        raise JournalError(
            f"{path.name}: is damaged; go back to a copy in backups/ with `review restore FILE`"
        )


def _connect_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection; where the folder forbids the files that WAL needs, the database is taken as it lies."""
    address = path.resolve().as_uri()
    connection = sqlite3.connect(
        f"{address}?mode=ro", uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        connection = sqlite3.connect(
            f"{address}?immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
    return connection


def is_writable(path: Path) -> bool:
    """Whether the database, and files beside it, may be written; only a try tells (read-only mounts, permissions)."""
    if path.exists() and not os.access(path, os.W_OK):
        return False
    probe = path.with_name(f".{path.name}.probe-{os.getpid()}")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        # A full disk can still be opened: its own line comes with the first act.
        return error.errno not in {13, 30, 1}
    return True


def statements(script: str) -> Iterator[str]:
    """The single statements of an SQL script (``executescript`` would end the transaction that holds them together)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def home_of(path: Path) -> str:
    """Where a database lives: machine and place. A copy that is written to elsewhere must not continue the same chain."""
    return f"{socket.gethostname()}|{sys.platform}|{path.resolve()}"
