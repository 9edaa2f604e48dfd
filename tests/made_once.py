"""What takes a while to make is made once for a run: by the first of its processes that needs it, while the others wait."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, the same for all processes of this run: to look at and to copy, never to change."""
    base = factory.getbasetemp()
    # Each worker of pytest-xdist has a folder of its own below the run's.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, whole = shared / name, shared / f"{name}.whole"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            # Another process may have failed halfway.
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            whole.touch()
    return folder
