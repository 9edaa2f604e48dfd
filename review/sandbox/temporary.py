"""Temporary files and folders, and the removal of those that killed processes left behind.

Their names identify the machine (as a hash) and the process, so that files of a running process and files of other programs
are never touched.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_MARK = r"([0-9a-f]{8})-([0-9]{1,10})-"
COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database: ``-wal`` and ``-journal`` may hold acts."""
_FILE = re.compile(rf"\..*\.{_MARK}[0-9a-f]{{8}}\.part(?:{'|'.join(COMPANIONS)})?")
_NOTE = "elsewhere"
_FOLDER = re.compile(rf"realist-review-{_MARK}\w+")
_ABANDONED_SECONDS = 86_400
"""The age in seconds after which leftovers of another machine in a shared folder may be removed."""


def beside(path: Path) -> Path:
    """A new, hidden name in the same folder for a file that is about to be written."""
    return path.with_name(f".{path.name[:80]}.{process_mark()}-{os.urandom(4).hex()}.part")


@contextmanager
def database_beside(path: Path) -> Iterator[Path]:
    """A new, empty file, private to this user, for a database that will replace `path`; removed at the end.

    Raises:
        OSError: the folder cannot be written.
    """
    made = beside(path)
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield made
    finally:
        for ending in ("", *COMPANIONS):
            with suppress(OSError):
                made.with_name(made.name + ending).unlink(missing_ok=True)


@contextmanager
def noted(home: Path, folder: Path) -> Iterator[None]:
    """While something is written in `folder`, keep a note in `home`, so that clearing `home` also clears `folder`.

    If the note cannot be written, it is left out.
    """
    note = beside(home / _NOTE)
    with suppress(OSError):
        note.write_text(str(folder.absolute()), "utf-8", "surrogateescape")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def temporary_folder() -> TemporaryDirectory[str]:
    """A folder in the system's temporary folder, removed when its context ends."""
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix=f"realist-review-{process_mark()}-")


def clear_files(*folders: Path) -> None:
    """Remove files that killed processes of this program left in folders."""
    for folder in folders:
        for found in _matching(folder, _FILE):
            with suppress(OSError, ValueError):
                elsewhere = _noted_in(found)
                found.unlink()
                clear_files(*elsewhere)


def _noted_in(file: Path) -> list[Path]:
    """The folder named in a note, if the file is a note."""
    if not file.name.startswith(f".{_NOTE}."):
        return []
    with file.open("rb") as note:
        return [Path(os.fsdecode(note.read(4096)))]


def clear_folders() -> None:
    """Remove temporary folders that killed processes of this program left behind."""
    from tempfile import gettempdir

    for found in _matching(Path(gettempdir()), _FOLDER):
        shutil.rmtree(found, ignore_errors=True)


def _matching(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    """Entries of a folder with such a name whose process has ended; links and other users' files are skipped."""
    found: list[Path] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            named = pattern.fullmatch(entry.name)
            if named and not entry.is_symlink():
                changed = entry.stat(follow_symlinks=False).st_mtime
                if is_left(named[1], int(named[2]), changed):
                    found.append(Path(entry.path))
    return found


def is_left(machine: str, process: int, changed: float) -> bool:
    """Whether a process has ended, by the two parts of its `process_mark`.

    Of another machine that shares the folder only the time is known when its file was `changed` last (seconds since 1970): a day ago.
    """
    if machine != _machine():
        return time.time() - changed > _ABANDONED_SECONDS
    # Imported only if there is something to check.
    import psutil

    try:
        # One that has ended and that nobody has waited for yet still has its number.
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def process_mark() -> str:
    """What names this process in names of files: ``MACHINE-NUMBER``, the machine as a hash of eight digits."""
    return f"{_machine()}-{os.getpid()}"


@cache
def _machine() -> str:
    """The machine's name as a hash, so that file names do not reveal it."""
    import hashlib
    import socket

    return hashlib.sha256(socket.gethostname().encode("utf-8", "replace")).hexdigest()[:8]
