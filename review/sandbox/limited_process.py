"""The parent's side of a child process with limits: starts, asks, watches and ends it."""

from __future__ import annotations

import fcntl
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from typing import TypeVar, cast

from review.sandbox.child_process import environment, isolated_python, known
from review.sandbox.limits import Limits
from review.sandbox.messages import MOST_BYTES, Decoder, Done, Failed, Message, ProtocolError, Request, encode

Said = TypeVar("Said", bound=Message)
_CALL = "from review.sandbox.child import main; main()"
_CHUNK = 1 << 18
_PIPE_BYTES = 1 << 20
_TICK_SECONDS = 0.1
_WATCH_SECONDS = 0.25
_NEARLY_ALL = 0.5
_USAGE_UNIT = 1 if sys.platform == "darwin" else 1024
_ABORTED = {-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL, -signal.SIGKILL, -signal.SIGSEGV}


class LimitedProcess:
    """A child process that reads files, started in isolated mode: no code from the folder or the environment.

    `tasks` names the module that carries out requests (`review.sandbox.child.Tasks`); `most_bytes` is the most that it
    may send about one file.
    """

    def __init__(self, tasks: str, limits: Limits, most_bytes: int = MOST_BYTES) -> None:
        self.limits = limits
        self.files = 0
        self._most_bytes = most_bytes
        self._process = subprocess.Popen(
            isolated_python(_CALL, str(limits.timeout), str(limits.memory_mb), tasks),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(limited=True),
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._widen_pipe()
        self._parts: list[bytes] = []
        self._bytes = 0
        self._finished = self._extra = 0.0
        self._watched = 0.0
        self._peak = 0
        self._ended = ""

    def _widen_pipe(self) -> None:
        """Lets the child send some more pages while its parent is busy, if the system supports it."""
        if sys.platform == "linux":
            # Refused if the user already has too many wide pipes.
            with suppress(OSError):
                fcntl.fcntl(self._stdout, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    @property
    def pid(self) -> int:
        """The process id of the child."""
        return self._process.pid

    def fileno(self) -> int:
        """The descriptor that becomes readable when the child has sent something or ended."""
        return self._stdout.fileno()

    def ask(self, request: Request) -> None:
        """Sends a request; a dead child is noticed when its answer is read."""
        self.files += 1
        self._bytes = 0
        self._extra = 0.0
        self._parts.clear()
        self._finished = time.monotonic()
        try:
            self._stdin.write(encode(request))
            self._stdin.flush()
        except OSError:
            return

    def lines(self) -> list[bytes] | None:
        """The complete lines received, perhaps none yet; None after the child has ended.

        Raises:
            ProtocolError: it has sent more than a child may send about one file.
        """
        data = os.read(self.fileno(), _CHUNK)
        if not data:
            return None
        self._bytes += len(data)
        if self._bytes > self._most_bytes:
            raise ProtocolError("too much output")
        *whole, rest = data.split(b"\n")
        if whole:
            whole[0] = b"".join(self._parts) + whole[0]
            self._parts.clear()
            self._finished = time.monotonic()
        if rest:
            self._parts.append(rest)
        return whole

    def allow(self, seconds: float) -> None:
        """Extends the time limit by so many seconds for the next step only."""
        self._extra = seconds

    def trouble(self) -> str:
        """`timeout` or `memory` if the child exceeds that limit, else nothing. Cheap enough to call often."""
        now = time.monotonic()
        if now - self._finished > self.limits.timeout + self._extra:
            return "timeout"
        if now - self._watched > _WATCH_SECONDS:
            self._watched = now
            self._peak = max(self._peak, _resident_bytes(self._process.pid))
            if self._peak > self.limits.memory_bytes:
                return "memory"
        return ""

    def end(self) -> str:
        """Ends the child if necessary; returns why it ended by itself: `timeout`, `memory` or `crash`."""
        if self._process.returncode is not None:
            return self._ended
        os.kill(self.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        with suppress(BrokenPipeError):  # a request may be left that the child, being dead, could not be sent
            self._stdin.close()
        self._stdout.close()
        self._ended = self._reason(self._process.returncode, usage.ru_maxrss * _USAGE_UNIT)
        return self._ended

    def _reason(self, code: int, most_memory: int) -> str:
        """Why a child ended. pdfium aborts without memory, so memory use distinguishes that from other crashes."""
        if code == -signal.SIGXCPU:
            return "timeout"
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _USAGE_UNIT
        peak = max(self._peak, most_memory if most_memory > own else 0)
        if code in _ABORTED and peak > _NEARLY_ALL * self.limits.memory_bytes:
            return "memory"
        return "crash"


class NoAnswerError(Exception):
    """A child did not answer; the text is its own reason, or ``timeout``, ``memory``, ``output``, ``crash``."""


def answers(
    tasks: str, request: Request, kinds: Sequence[type[Said]], limits: Limits, most_bytes: int = MOST_BYTES
) -> Generator[Said, None, None]:
    """The messages, of the given kinds, with which a new child answers a request about a file.

    `tasks` names the module that carries out the request.

    Raises:
        NoAnswerError: the child reports a failure, crashes, or breaks the protocol.
    """
    child = LimitedProcess(tasks, limits, most_bytes)
    try:
        yield from replies(child, request, kinds)
    finally:
        child.end()


def replies(
    child: LimitedProcess, request: Request, kinds: Sequence[type[Said]]
) -> Generator[Said, None, None]:
    """The messages, of the given kinds, with which a running child answers one request.

    After an error the child is of no further use; the caller ends it.

    Raises:
        NoAnswerError: the child reports a failure, has ended, or breaks the protocol.
    """
    decode: Decoder[Message] = Decoder(*kinds, Done, Failed)
    child.ask(request)
    try:
        with known(child.pid), selectors.DefaultSelector() as selector:
            selector.register(child, selectors.EVENT_READ)
            while True:
                lines = child.lines() if selector.select(_TICK_SECONDS) else []
                if lines is None:
                    raise NoAnswerError(child.end())
                # Checked before the lines are yielded: the time that the caller spends on them is not the child's.
                if trouble := child.trouble():
                    raise NoAnswerError(trouble)
                for line in lines:
                    message = decode(line)
                    if isinstance(message, Failed):
                        raise NoAnswerError(message.reason)
                    if isinstance(message, Done):
                        return
                    yield cast("Said", message)
    except ProtocolError as error:
        raise NoAnswerError("output" if "much" in str(error) else "crash") from error


def _resident_bytes(pid: int) -> int:
    """The memory that a process uses, 0 if it has ended."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0
