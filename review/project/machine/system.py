"""What the system gives: limits for child processes, space on disks, folders that belong to this user."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from platformdirs import user_state_path

from review.journal.sharing import shared_place
from review.project.machine.finding import Finding, problem, works
from review.sandbox.trial import FILES, MEMORY, kept_limits
from review.user_folder import user_folder

LEAST_SPACE = 200_000_000
"""Fewer free bytes than this are soon used up by a backup or an export."""

_OTHERS_WRITE = 0o022


def limits() -> Finding:
    """Whether files of others are read in child processes that can do no harm."""
    check = "limits"
    try:
        kept = kept_limits()
    except OSError as error:
        return problem(
            check, f"child processes fail, so no file can be read: {error}", "install the program again"
        )
    if FILES not in kept:
        return problem(
            check,
            "child processes could write files",
            "read only files that you trust, or use another system",
        )
    if MEMORY not in kept:
        return works(
            check, "child processes write no files; the system does not limit their memory, so it is watched"
        )
    return works(check, "child processes have limits of memory and write no files")


def space(folder: Path) -> Finding:
    """Whether there is space where the review is, and for temporary files."""
    places = {"there": _nearest(folder), "for temporary files": Path(tempfile.gettempdir())}
    free = {name: shutil.disk_usage(place).free for name, place in places.items()}
    found = f"{folder}: " + ", ".join(f"{_in_gb(size)} free {name}" for name, size in free.items())
    if min(free.values()) < LEAST_SPACE:
        return problem("space", found, "free some space: what does not fit is not stored")
    return works("space", found)


def _in_gb(size: int) -> str:
    return f"{size / 1e9:,.1f} GB"


def place(folder: Path) -> Finding:
    """Whether the review's folder is this machine's alone."""
    if shared := shared_place(_nearest(folder)):
        return works(
            "folder",
            f"{folder} is on {shared}: one person at a time",
            "a copy of one's own for each is faster and safer: `review sync`",
        )
    return works("folder", f"{folder} is on no network share or synced folder that is known")


def settings() -> Finding:
    """Whether the folders for settings and state can be written, by this user alone."""
    folders = (user_folder(), user_state_path("realist-review", appauthor=False))
    for folder in folders:
        there = _nearest(folder)
        if not os.access(there, os.W_OK | os.X_OK):
            return problem(
                "settings", f"{there} cannot be written", f"make it yours: sudo chown -R \"$USER\" '{there}'"
            )
        if there == folder and there.stat().st_mode & _OTHERS_WRITE:
            return problem("settings", f"others can write to {folder}", f"chmod go-w '{folder}'")
    return works("settings", f"{folders[0]}, state in {folders[1]}")


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path("/"))
