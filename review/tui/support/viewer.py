"""Opens a file in the system's viewer, a PDF at a page; never through a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from review.errors import ReviewError
from review.sandbox.child_process import environment

_PAGE_OPTIONS: dict[str, tuple[str, ...]] = {
    "evince": ("--page-index={page}", "{file}"),
    "okular": ("--page", "{page}", "{file}"),
    "zathura": ("--page={page}", "{file}"),
    "atril": ("--page-index={page}", "{file}"),
    "xreader": ("--page-index={page}", "{file}"),
    "papers": ("--page-index={page}", "{file}"),
    "qpdfview": ("--unique", "{file}#{page}"),
    "mupdf": ("{file}", "{page}"),
    "xpdf": ("{file}", ":{page}"),
    "SumatraPDF": ("-page", "{page}", "{file}"),
}
"""The arguments of viewers that can open a page, in the order in which they are tried."""

_running: list[subprocess.Popen[bytes]] = []
"""Viewers that were started; those that have ended are removed."""


def open_file(path: Path) -> str:
    """Open a file or folder with the system's program for it and return a line that reports it.

    The viewer is a separate process, which may outlive the program.

    Raises:
        ReviewError: the file is missing, or there is no viewer.
    """
    if not path.exists():
        raise ReviewError(f"{path.name} no longer exists.")
    if os.environ.get("SSH_CONNECTION") and not os.environ.get("DISPLAY"):
        raise ReviewError(f"A viewer cannot be opened over this connection. The file is {path}")
    opener = _system_opener()
    if os.name == "nt":
        _open_on_windows(path)
    elif program := shutil.which(opener):
        _start([program, str(path)])
    else:
        raise ReviewError(f"`{opener}` is not installed. The file is {path}")
    return f"Opened {path.name}."


def open_at(path: Path, page: int) -> str:
    """Open a PDF at a page (from 1) and return a line that reports it.

    Raises:
        ReviewError: the file is missing, or there is no viewer.
    """
    path = path.resolve()
    if not path.is_file():
        raise ReviewError(f"{path}: the file is missing; restore it, or ingest it again")
    command, knows_page = _command(path, page)
    if command:
        _start(command)
    else:
        _open_on_windows(path)
    opened = f"Opened {path.name}"
    return f"{opened} at PDF page {page}" if knows_page else f"{opened}: turn to PDF page {page}"


def _command(path: Path, page: int) -> tuple[Sequence[str], bool]:
    """The command to run (empty: let Windows choose), and whether it opens the page."""
    if sys.platform != "darwin" and os.name != "nt" and not _has_display():
        raise ReviewError(f"No graphical display. The PDF is at {path}, page {page}")
    for viewer in (_chosen_viewer(), *_PAGE_OPTIONS):
        if program := shutil.which(viewer):
            options = _PAGE_OPTIONS[viewer]
            return [program, *(option.format(page=page, file=path) for option in options)], True
    if os.name == "nt":
        return (), False
    if program := shutil.which(_system_opener()):
        return [program, str(path)], False
    raise ReviewError(f"no PDF viewer was found (evince, okular, zathura …); the file is {path}, page {page}")


def _chosen_viewer() -> str:
    """The desktop's default PDF viewer if it can open a page; else empty."""
    try:
        asked = subprocess.run(
            ["xdg-mime", "query", "default", "application/pdf"],
            capture_output=True,
            text=True,
            timeout=2,
            check=False,
            env=environment(desktop=True),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return next((viewer for viewer in _PAGE_OPTIONS if viewer in asked.stdout.casefold()), "")


def _system_opener() -> str:
    return "open" if sys.platform == "darwin" else "xdg-open"


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start(command: Sequence[str]) -> None:
    _running[:] = [viewer for viewer in _running if viewer.poll() is None]
    try:
        viewer = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(desktop=True),
            start_new_session=True,
        )
    except OSError as error:
        raise ReviewError(f"{command[0]}: cannot be started ({error.strerror})") from error
    _running.append(viewer)


def _open_on_windows(path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the file is one of the review's own, and no shell is involved
