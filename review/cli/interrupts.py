"""Ctrl+C prints one line and exits with 130 at any moment; a closed pipe is ignored.

The first Ctrl+C raises `KeyboardInterrupt`, so that work in progress is rolled back and child processes are ended. A second
one during that ends the process at once, which loses nothing: the journal holds only complete acts.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

EXIT_STOPPED = 130
_MOMENT_SECONDS = 0.01
_STOPPED = "review: stopped. Everything done so far is saved; {next}."
RESUMES = ContextVar("resumes", default=False)
"""Whether the running command continues where it stopped when it is run again."""


def of_the_process(run: Callable[[], int]) -> int:
    """Run the command of this process; afterwards Ctrl+C has no effect while the interpreter exits.

    After an interrupted command has cleaned up, the process ends at once.
    """
    _fill_in_streams()
    interrupts = _Interrupts()
    interrupts.begin()
    try:
        try:
            code = run()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except BaseException as error:
        # Python sometimes turns an interrupt into another error, such as a syntax error while compiling.
        if isinstance(error, KeyboardInterrupt) or (
            interrupts.is_stopping and not isinstance(error, SystemExit)
        ):
            os._exit(stopped())
        if not isinstance(error, Exception):
            raise
        from review.cli.machine.unforeseen import say_unforeseen

        code = say_unforeseen(error)
    if interrupts.is_stopping:
        drop_output()
        os._exit(EXIT_STOPPED)
    return code


def stopped() -> int:
    """Report that the command was stopped, and return the exit code."""
    with suppress(OSError, ValueError):
        print(_line(), file=sys.stderr, flush=True)
    # Pending output is no longer wanted, and a pipe that nobody reads would block the exit.
    drop_output()
    return EXIT_STOPPED


def _line() -> str:
    todo = "run the command again to continue" if RESUMES.get() else "`review log` shows it"
    return _STOPPED.format(next=todo)


def drop_output() -> None:
    """Discard pending and all further output."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextmanager
def left_to_others() -> Iterator[None]:
    """Restore Python's own Ctrl+C handler for the duration, because an event loop replaces only that one."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Interrupts:
    """Handles Ctrl+C in this process."""

    def __init__(self) -> None:
        self.is_stopping = self._is_insisting = False

    def begin(self) -> None:
        """Install the handlers."""
        signal.signal(signal.SIGINT, self._interrupted)
        sys.unraisablehook = self._not_raised

    def _interrupted(self, _signal: int, frame: FrameType | None) -> None:
        if self.is_stopping:
            with suppress(OSError):
                os.write(2, f"{_line()}\n".encode())
            os._exit(EXIT_STOPPED)
        if _is_loading(frame):
            self._insist()
            return
        self.is_stopping = True
        raise KeyboardInterrupt

    def _not_raised(self, unraisable: UnraisableHookArgs) -> None:
        """The interrupt came where Python cannot raise it, such as in a finalizer."""
        if unraisable.exc_type is not KeyboardInterrupt:
            sys.__unraisablehook__(unraisable)
            return
        self.is_stopping = False
        self._insist()

    def _insist(self) -> None:
        """Interrupt the command again from a thread until it reacts."""
        if not self._is_insisting:
            self._is_insisting = True
            _thread.start_new_thread(self._interrupt_again, ())

    def _interrupt_again(self) -> None:
        time.sleep(_MOMENT_SECONDS)
        while not self.is_stopping:
            _thread.interrupt_main()
            time.sleep(_MOMENT_SECONDS)
        self._is_insisting = False


def _is_loading(frame: FrameType | None) -> bool:
    """Whether a module is being imported: some C modules crash when interrupted then, and it is quick."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _fill_in_streams() -> None:
    """Open the null device for standard streams that were closed when the process started.

    Otherwise the next file to be opened, such as the journal, would get the stream's descriptor.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - stays open
