"""Children that work on a review: forked from this process, which has imported the program, so that each starts at once.

This process itself never opens a database: what is to be known about one is asked of a child, too.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import select
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import psutil

import review

HEAVY = (
    "review.tui",
    "review.learning",
    "review.project.learning.process",
    "review.documents.cluster",
    "review.__main__",
)
"""What is not imported beforehand: it is loaded in processes of its own, or starts threads, which do not outlive a fork."""

PATIENCE = 60.0
"""Seconds after which a silent child counts as hung."""

ANSWER = "answer "

Say = Callable[[str], None]


class HungError(Exception):
    """A child said nothing for too long; it was ended."""


class FailedError(Exception):
    """A child that was asked something ended with an error; the text is its traceback."""


def import_program() -> None:
    """Import what the children need, once for all of them."""
    for module in pkgutil.walk_packages(review.__path__, "review."):
        if not module.name.startswith(HEAVY):
            importlib.import_module(module.name)


class Child:
    """A forked child that does `work`; what it says, prints and complains about comes as lines through one pipe.

    Args:
        work: what it does; it is given a function that says a line.
        temporary: the folder that it takes for the system's temporary one.
    """

    def __init__(self, work: Callable[[Say], int | None], temporary: Path) -> None:
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            _live(work, writing, temporary)
        os.close(writing)
        self._pipe = reading
        self._unread = b""
        self.code: int | None = None
        self.was_killed = False

    def line(self, seconds: float = PATIENCE) -> str | None:
        """The next whole line, or None where the child has ended.

        Raises:
            HungError: none came in that time.
        """
        while b"\n" not in self._unread:
            ready, _, _ = select.select([self._pipe], [], [], seconds)
            if not ready:
                self.kill()
                raise HungError(f"nothing came for {seconds:g} s")
            if not (more := os.read(self._pipe, 1 << 16)):
                return None
            self._unread += more
        line, _, self._unread = self._unread.partition(b"\n")
        return line.decode("utf-8", "replace")

    def waiting(self) -> list[str]:
        """The whole lines that it has said by now."""
        while select.select([self._pipe], [], [], 0)[0] and (more := os.read(self._pipe, 1 << 16)):
            self._unread += more
        *whole, self._unread = self._unread.split(b"\n")
        return [line.decode("utf-8", "replace") for line in whole]

    def lines(self, seconds: float = PATIENCE) -> list[str]:
        """All lines until the child ends, which is then waited for; half a line at the end is left out."""
        found = []
        while (line := self.line(seconds)) is not None:
            found.append(line)
        self.wait()
        return found

    def stop(self) -> list[psutil.Process]:
        """Halt it where it stands; the processes that it has started and that run now."""
        os.kill(self.pid, signal.SIGSTOP)
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.pid).children(recursive=True)
        return []

    def kill(self) -> None:
        """End it with SIGKILL."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Its exit code; `was_killed` then says whether a signal ended it."""
        if self.code is None:
            _, status = os.waitpid(self.pid, 0)
            self.was_killed = os.WIFSIGNALED(status)
            self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def close(self) -> None:
        """End it and let go of the pipe."""
        self.kill()
        os.close(self._pipe)


def _live(work: Callable[[Say], int | None], writing: int, temporary: Path) -> NoReturn:
    """A child's whole life."""
    code = 70
    try:
        for number, handle in ((0, os.open(os.devnull, os.O_RDONLY)), (1, writing), (2, writing)):
            os.dup2(handle, number)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 - it lives as long as the child
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 - stays open
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 - stays open
        os.environ["TMPDIR"], tempfile.tempdir = str(temporary), None
        code = work(_say) or 0
    except BaseException:  # noqa: BLE001 - the parent must hear of whatever it was
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _say(line: str) -> None:
    """A line, at once: what was said before a kill has been said."""
    os.write(1, line.encode("utf-8", "replace") + b"\n")


def ask(question: Callable[[], Any], temporary: Path) -> Any:
    """What a child answers, as JSON carries it.

    Raises:
        FailedError: it ended with an error.
        HungError: it did not answer.
    """
    child = Child(lambda say: say(ANSWER + json.dumps(question())), temporary)
    try:
        lines = child.lines()
        if child.code != 0:
            raise FailedError("\n".join(lines))
        return json.loads(lines[-1].removeprefix(ANSWER))
    finally:
        child.close()


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code (None: it hung), and the lines that it printed on either stream."""

    code: int | None
    lines: Sequence[str]

    @property
    def crashed(self) -> bool:
        """Whether it ended in a way that nobody should meet: a traceback, a signal, never."""
        return self.code not in {0, 1, 2} or any(line.startswith("Traceback") for line in self.lines)


def command(arguments: Sequence[str], temporary: Path, seconds: float = PATIENCE) -> Ran:
    """Run a command of the program in a child."""
    child = Child(lambda _: run_main(arguments), temporary)
    try:
        lines = child.lines(seconds)
        return Ran(child.code, lines)
    except HungError as error:
        return Ran(None, [str(error)])
    finally:
        child.close()


def run_main(arguments: Sequence[str]) -> int:
    """The program's own entry, in this process; its exit code."""
    from review.cli import main

    try:
        return main(list(arguments))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1


def still_running(processes: Sequence[psutil.Process], seconds: float = 10.0) -> list[str]:
    """Those of the processes that have not ended by themselves within that time; they are ended then."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    names = []
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                names.append(f"process {' '.join(process.cmdline())[:80]}")
                process.kill()
    return names
