"""Children that read files or learn, begun as copies of a process that has their code loaded: loading it takes far longer than most tests.

A copy is as limited as a child that the program starts, and is waited for by the tests' process as that one is. Linux only.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from time import sleep
from types import SimpleNamespace
from typing import IO

import pytest

from review.learning.arithmetic import set_up_arithmetic
from review.project.learning import client
from review.sandbox import limited_process

ROOT = Path(__file__).parents[1]
POSSIBLE = sys.platform == "linux"

LOADED: set[int] = set()
"""The processes that have code loaded: children of the tests' process that no test has started."""

STARTS = (limited_process, client)
"""The modules of the program that start such children."""

_LEARNING = "review.project.learning.process"
_LEARNS_WITH = (
    "review.journal.material",
    "review.learning.evaluation.of_review",
    "review.learning.features.token_cache",
    "review.learning.suggester",
    "review.project.looking_again.parked",
)
"""What the learning process loads once it is asked."""

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

    def terminate(self) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def wait(self) -> int:
        if self.returncode is None:
            status = 0
            with suppress(ChildProcessError):  # Somebody else has waited for it.
                _, status = os.waitpid(self.pid, 0)
            self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


@contextmanager
def forked() -> Iterator[None]:
    """Within the context, children that read files or learn are copies."""
    with pytest.MonkeyPatch.context() as patch:
        replaced = SimpleNamespace(Popen=begun, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)
        for module in STARTS:
            patch.setattr(module, "subprocess", replaced)
        yield


def begun(command: list[str], *, env: dict[str, str], **options: object) -> Child | subprocess.Popen[bytes]:
    """A child for the program's command; one of a test's own is started as the program does."""
    if any(_LEARNING in part for part in command[:4]):
        module, arguments = _LEARNING, command[4:-2]
    elif len(command) > 4 and command[-3].startswith("review."):
        module, arguments = command[-3], command[-5:-2]
    else:
        return subprocess.Popen(command, env=env, **options)
    said, hears = os.pipe()
    heard, says = os.pipe()
    with _one_at_a_time:
        loaded = _loaded(module, *sorted(env.items()))
        asked = json.dumps([module, arguments, int(command[-2]), str(Path.cwd())]).encode()
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
def _loaded(module: str, *environment: tuple[str, str]) -> socket.socket:
    """The connection to a process that has loaded the module; it ends with the connection."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-I", "-c", _LOADS, module]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(environment)
    )
    process.returncode = 0  # Nothing waits for it.
    LOADED.add(process.pid)
    theirs.close()
    return ours


def serve(module: str) -> None:
    """Load the module and begin a copy of this process for each request on standard input, until that ends."""
    set_up_arithmetic()  # So no thread of numpy's is there, which a copy would lack.
    for name in ("review.sandbox.child", module, *(_LEARNS_WITH if module == _LEARNING else ())):
        import_module(name)
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


def _become(said: int, says: int, module: str, arguments: list[str], parent: int, folder: str) -> None:
    """Do what a child does that the program started."""
    from review.sandbox.parent import end_with

    os.setsid()
    os.chdir(folder)
    os.dup2(said, 0)
    os.dup2(says, 1)
    os.closerange(3, 64)
    sys.argv = ["-c", *arguments]
    ended = 1
    try:
        end_with(parent)
        ended = import_module(_LEARNING if module == _LEARNING else "review.sandbox.child").main() or 0
    finally:
        os._exit(ended)
