"""What takes a while to make is made once for a run: by the first of its processes that needs it, while the others wait."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest

Made = TypeVar("Made")


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


@contextmanager
def first_alone(lock: Path) -> Iterator[None]:
    """Let the first of several processes do something alone, while the others wait until it has done it."""
    with lock.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_size:
            fcntl.flock(file, fcntl.LOCK_UN)
        yield
        file.write("done")
        lock.unlink(missing_ok=True)


def copied(make: Callable[[Path], Made]) -> Callable[[Path], Made]:
    """What `make` puts into a folder, made once in a process and copied to wherever it is asked for.

    Reviews that are copied are copies of one review, as colleagues have them: each writes as another replica.
    """

    @cache
    def template() -> tuple[TemporaryDirectory[str], Made]:
        folder = TemporaryDirectory(prefix="review-tests-")
        return folder, make(Path(folder.name) / "made")

    @wraps(make)
    def copy(folder: Path) -> Made:
        made, returned = template()
        shutil.copytree(Path(made.name) / "made", folder, dirs_exist_ok=True)
        return returned

    return copy
