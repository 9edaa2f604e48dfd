"""Children that read files, begun as copies of a process that has their code loaded: loading it takes far longer than most tests.

A copy is as limited as a child that the program starts, and is waited for by the tests' process as that one is. Linux only.
"""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from time import sleep
from types import SimpleNamespace
from typing import IO

import pytest

from review.sandbox import limited_process

ROOT = Path(__file__).parents[1]
POSSIBLE = sys.platform == "linux"

LOADED: set[int] = set()
"""The processes that have code loaded: children of the tests' process that no test has started."""

_ADOPT = 36
"""Linux' `PR_SET_CHILD_SUBREAPER`: whether a process becomes the parent of orphans below it."""

_MOST = 1 << 16
_LOADS = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.forked import serve; serve(sys.argv[1])"
_one_at_a_time = Lock()


class Child:
    """A child that was begun, with what the program uses of `subprocess.Popen`."""

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout
        self.returncode: int | None = None


@contextmanager
def forked() -> Iterator[None]:
    """Within the context, children that read files are copies."""
    with pytest.MonkeyPatch.context() as patch:
        replaced = SimpleNamespace(Popen=begun, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)
        patch.setattr(limited_process, "subprocess", replaced)
        yield


def begun(command: list[str], *, env: dict[str, str], **options: object) -> Child | subprocess.Popen[bytes]:
    """A child for the program's command; one for tasks of a test's own is started as the program does."""
    *_, timeout, memory, tasks, parent, _package = command
    if not tasks.startswith("review."):
        return subprocess.Popen(command, env=env, **options)
    said, hears = os.pipe()
    heard, says = os.pipe()
    with _one_at_a_time:
        loaded = _loaded(tasks, *sorted(env.items()))
        asked = json.dumps([timeout, memory, tasks, int(parent), str(Path.cwd())]).encode()
        with adopting():
            socket.send_fds(loaded, [asked], [said, says])
            pid = int(loaded.recv(_MOST))
    os.close(said)
    os.close(says)
    return Child(pid, os.fdopen(hears, "wb"), os.fdopen(heard, "rb"))


@contextmanager
def adopting() -> Iterator[None]:
    """Within the context, this process becomes the parent of the child of a process that it started, once that ends."""
    system = ctypes.CDLL(None)
    system.prctl(_ADOPT, 1, 0, 0, 0)
    try:
        yield
    finally:
        system.prctl(_ADOPT, 0, 0, 0, 0)


@cache
def _loaded(tasks: str, *environment: tuple[str, str]) -> socket.socket:
    """The connection to a process that has loaded the tasks; it ends with the connection."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-I", "-c", _LOADS, tasks]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(environment)
    )
    process.returncode = 0  # Nothing waits for it.
    LOADED.add(process.pid)
    theirs.close()
    return ours


def serve(tasks: str) -> None:
    """Load the tasks and begin a copy of this process for each request on standard input, until that ends."""
    import_module("review.sandbox.child")
    import_module(tasks)
    asks = socket.socket(fileno=0)
    while True:
        asked, descriptors, _, _ = socket.recv_fds(asks, _MOST, 2)
        if not asked:
            return
        reads, writes = os.pipe()
        if (between := os.fork()) == 0:
            between = os.getpid()
            if (child := os.fork()) == 0:
                while os.getppid() == between:
                    sleep(0.0005)
                _become(*descriptors, *json.loads(asked))
            os.write(writes, str(child).encode())
            os._exit(0)
        # The one between has ended, so the child is the tests'.
        os.waitpid(between, 0)
        begun_as = os.read(reads, _MOST)
        # Closed first: whoever knows the child also sees when it has ended.
        for descriptor in (reads, writes, *descriptors):
            os.close(descriptor)
        asks.send(begun_as)


def _become(said: int, says: int, timeout: str, memory: str, tasks: str, parent: int, folder: str) -> None:
    """Do what a child does that the program started."""
    from review.sandbox.child import main
    from review.sandbox.parent import end_with

    os.setsid()
    os.chdir(folder)
    os.dup2(said, 0)
    os.dup2(says, 1)
    os.closerange(3, 64)
    sys.argv = ["-c", timeout, memory, tasks]
    ended = 1
    try:
        end_with(parent)
        main()
        ended = 0
    finally:
        os._exit(ended)
