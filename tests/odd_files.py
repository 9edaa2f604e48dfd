"""What can be found instead of a regular file."""

from __future__ import annotations

import os
import socket
from contextlib import chdir
from pathlib import Path

ODD = ("pipe", "folder", "socket", "device", "loop", "nowhere")


def make_odd_files(folder: Path, ending: str = "") -> dict[str, Path]:
    """Make a pipe, a folder, a socket, a device, a link to itself and one that leads nowhere; where each lies."""
    paths = {name: folder / f"{name}{ending}" for name in ODD}
    os.mkfifo(paths["pipe"])
    paths["folder"].mkdir()
    # The name of a socket may have 107 bytes, so it is bound where it lies.
    with chdir(folder), socket.socket(socket.AF_UNIX) as bound:
        bound.bind(paths["socket"].name)
    # A link to one: making a device needs rights that only root has.
    paths["device"].symlink_to("/dev/zero")
    paths["loop"].symlink_to(paths["loop"].name)
    paths["nowhere"].symlink_to(folder / "gone")
    return paths
