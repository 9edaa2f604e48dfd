"""Folders that several machines may share: how they are recognised, and their single writer."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

from review.errors import JournalError

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


def file_system_of(path: Path) -> str:
    """The type of the file system that holds `path`, where the system reports it (Linux); else ``""``."""
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
    """Why several machines may share this folder (``a network share (nfs4)``, ``a synced folder (Dropbox)``), or ``""``."""
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
    """The lock of the single writer in a shared folder: a file with host, process and time."""

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
            except OSError as error:
                raise JournalError(f"{self.path.name}: cannot be written ({error.strerror})") from error
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
        """Release the lock if it is ours."""
        if self.held:
            self.path.unlink(missing_ok=True)
            self.held = False


def _is_running(process: int) -> bool:
    import psutil

    return process > 0 and psutil.pid_exists(process)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
