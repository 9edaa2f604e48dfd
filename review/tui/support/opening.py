"""Opening a file in the system's own viewer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from review.sandbox.child_process import environment

_running: list[subprocess.Popen[bytes]] = []
"""Viewers that were started, so that those which have ended can be let go."""


def open_in_viewer(path: Path) -> str:
    """Open a file or folder in the system's viewer; returns ``""``, or a sentence that says why it could not be.

    The viewer is a process of its own: it is not waited for, and outlives the program.
    """
    if not path.exists():
        return f"{path.name} is not there any more."
    if os.environ.get("SSH_CONNECTION") and not os.environ.get("DISPLAY"):
        return f"No viewer over this connection. The file: {path}"
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    if shutil.which(opener) is None:
        return f"There is no `{opener}` here to open it with. The file: {path}"
    try:
        viewer = subprocess.Popen(
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(desktop=True),
            start_new_session=True,
        )
    except OSError as error:
        return f"{path.name} could not be opened ({error.strerror}). The file: {path}"
    _running[:] = [*(other for other in _running if other.poll() is None), viewer]
    return ""
