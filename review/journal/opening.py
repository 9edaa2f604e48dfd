"""Opening the database file: settings, version checks, and one clear line if it cannot be used."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import sqlite3
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from review.errors import JournalError
from review.journal import file_set, schema
from review.journal.exchange import installation
from review.journal.turns import WAIT_SECONDS
from review.sandbox.temporary import temporary_folder

_REFUSALS = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    }
)
"""SQLite's errors that come from the disk rather than from the file's content."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_CACHE_KIBIBYTES = 64 * 1024
"""An import changes pages all over the indexes; with SQLite's own 2 MB they would be written and read again and again."""

SYNCHRONOUS = "FULL"
"""SQLite's word for how sure a commit is: on disk before it is reported. Tests need not outlive a power cut and do not wait."""

LOG_PAGES = 1000
"""After how many pages SQLite copies the write-ahead log into the file: its own default, 8 MB here."""

LONG_LOG_PAGES = 4000
"""The same while much is written, 32 MB."""

_LEAST_SPACE = 64 * 1024
"""Free bytes that SQLite needs to begin writing."""


class in_plain_words:  # noqa: N801 - used as a function; a generator would double the cost of small queries
    """A context that turns SQLite's errors into one line that says what is wrong and what to do.

    Raises:
        JournalError: instead of any ``sqlite3.Error``.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing is done before."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise the error in plain words, if there is one."""
        if isinstance(error, sqlite3.Error):
            raise JournalError(f"{self._path.name}: {_meaning(str(error).lower(), error)}") from error


def _meaning(message: str, error: sqlite3.Error) -> str:
    if "closed database" in message:
        return "the review was closed; open it again"
    if "locked" in message or "busy" in message:
        return f"another process is writing (waited {WAIT_SECONDS:g} s); nothing was changed, try again when it has finished"
    if "full" in message:
        return "the disk is full; nothing more was stored, free some space and try again"
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


class ForeignTriggerError(JournalError):
    """The file holds a trigger of somebody else's that would run with every change; the text names it."""


class ForeignDatabaseError(JournalError):
    """The file is a SQLite database of another program."""


def refuse_triggers(path: Path, connection: sqlite3.Connection) -> None:
    """Look for triggers; this program makes none.

    Raises:
        ForeignTriggerError: there are some.
    """
    found = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    ).fetchall()
    if found:
        names = ", ".join(str(name)[:40] for (name,) in found[:5])
        raise ForeignTriggerError(f"{path.name} holds triggers that this program did not make ({names})")


def is_damage(error: JournalError) -> bool:
    """Whether SQLite cannot read the file's content."""
    return _code(error.__cause__) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_no_database(error: JournalError) -> bool:
    """Whether the file has no SQLite header."""
    return _code(error.__cause__) == sqlite3.SQLITE_NOTADB


def why_only_reading(path: Path, error: JournalError) -> str:
    """Why a review that could not be opened for writing can only be read; ``""`` if the disk is not the reason."""
    cause = error.__cause__
    if isinstance(error, ForeignTriggerError):
        return f"{error}: you can look, but nothing can be changed; `review verify` says how to remove them"
    if not isinstance(cause, OSError) and _code(cause) not in _REFUSALS:
        return ""
    number = cause.errno if isinstance(cause, OSError) else 0
    look = "you can look, but nothing can be changed"
    if number in _FULL or _code(cause) == sqlite3.SQLITE_FULL or _is_full(path.parent):
        return f"the disk is full: {look}; free some space and open the review again"
    if _code(cause) == sqlite3.SQLITE_IOERR:
        return f"the disk reports an error ({cause}): {look}; check the disk"
    return f"{path.parent} is read-only: {look}"


def _code(cause: BaseException | None) -> int:
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF if isinstance(cause, sqlite3.Error) else 0


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_SPACE
    except OSError:
        return False


def connect_writing(path: Path, *, shared: bool) -> sqlite3.Connection:
    """A connection with the project's settings: WAL (``DELETE`` in a shared folder), foreign keys, ``synchronous=FULL``.

    Raises:
        JournalError: the file is not a journal, is damaged, newer, or cannot be written.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise JournalError(f"{path.name}: is read-only") from PermissionError(errno.EACCES, "read-only")
    with in_plain_words(path):
        connection = sqlite3.connect(
            path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            # First, because setting the mode writes into the file, whatever program owns it.
            _checked(path, connection)
            # Has an effect only on an empty file.
            connection.execute(f"PRAGMA page_size={schema.PAGE_SIZE}")
            _set_journal_mode(connection, "DELETE" if shared else "WAL")
            connection.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
            connection.execute(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
            # Deleted content does not stay readable on its page.
            connection.execute("PRAGMA secure_delete=FAST")
        except BaseException:
            connection.close()
            raise
    return connection


def connect_reading(path: Path) -> tuple[sqlite3.Connection, str]:
    """A read-only connection, and a line on what it does not show (mostly ``""``).

    Raises:
        JournalError: the file is not a journal, is damaged, newer, or cannot be opened.
    """
    with in_plain_words(path):
        connection, lack = _connect_reading(path)
        try:
            return _checked(path, connection), lack
        except BaseException:
            connection.close()
            raise


def _set_journal_mode(connection: sqlite3.Connection, mode: str) -> None:
    """Set the mode, with retries: SQLite does not wait for others here, and several may open a new file at once."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode={mode}")
        except sqlite3.OperationalError as error:
            if _code(error) not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _checked(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    # In this order: if another process sets up a new file in between, it has version and mark.
    holds = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version > schema.VERSION:
        raise JournalError(
            f"{path.name}: was written by a newer realist-review (schema {version}; this one knows {schema.VERSION}); "
            "update the program, nothing was changed"
        )
    if (holds or version) and mark != schema.APPLICATION_ID:
        raise ForeignDatabaseError(
            f"{path.name}: is a SQLite database, but not a review's; move it out of the way"
        )
    if version and (tables := projections_version(connection)) > schema.PROJECTIONS_VERSION:
        raise JournalError(
            f"{path.name}: was written by a newer realist-review (tables {tables}; this one knows {schema.PROJECTIONS_VERSION}); "
            "update the program, nothing was changed"
        )
    return connection


def projections_version(connection: sqlite3.Connection) -> int:
    """The version of the tables that are made from events; 0 where they are to be made, whatever is there."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (schema.PROJECTIONS,)).fetchone()
    return int(row[0]) if row and re.fullmatch(r"[0-9]{1,9}", str(row[0])) else 0


def _connect_reading(path: Path) -> tuple[sqlite3.Connection, str]:
    """A read-only connection; if the folder forbids the files that WAL needs, the database is read as it is."""
    address = path.resolve().as_uri()
    connection = sqlite3.connect(
        f"{address}?mode=ro", uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
    except sqlite3.Error:
        connection.close()
        raise
    else:
        return connection, ""
    if not file_set.holding(path)[1:]:
        connection = sqlite3.connect(
            f"{address}?immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
        return connection, ""
    return _in_memory(path)


def _in_memory(path: Path) -> tuple[sqlite3.Connection, str]:
    """The database with its write-ahead log applied, in a copy that is read from memory."""
    try:
        with temporary_folder() as folder:
            for file in file_set.holding(path.resolve()):
                shutil.copyfile(file, Path(folder) / file.name)
            with closing(sqlite3.connect(Path(folder) / path.resolve().name)) as whole:
                connection = copied_to_memory(whole)
    except OSError as error:
        raise JournalError(
            f"{path.name}: acts that lie beside it cannot be read here ({error.strerror}); copy the project to where it can be written"
        ) from error
    return connection, f"{path.name} is shown as it was when opened"


def copy_whole(connection: sqlite3.Connection, target: Path) -> None:
    """Write the whole content, consistently and without deleted data, into an empty file of any name."""
    # As bytes: a file's name may not be valid text.
    connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(target),))


def copied_to_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A connection to a copy of the database, in memory."""
    copied = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.backup(copied)
    except BaseException:
        copied.close()
        raise
    return copied


def home_of(path: Path) -> str:
    """A digest of this installation and the path, which reveals neither.

    A copy that is written to elsewhere must not continue the same chain.
    """
    return installation.home_of(path) or homes_of_earlier_versions(path)[0]


def homes_of_earlier_versions(path: Path) -> tuple[str, str]:
    """The same from the machine's name, as a digest and in clear text: two machines may have the same name."""
    plain = plain_home_of(path)
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest(), plain


def plain_home_of(path: Path) -> str:
    """The machine's name and the path, in clear text."""
    return f"{socket.gethostname()}|{sys.platform}|{path.resolve()}"
