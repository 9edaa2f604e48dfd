"""Ctrl+C is one line and exit code 130, at whatever moment it comes; a closed pipe is nothing at all.

The first Ctrl+C raises `KeyboardInterrupt`, so that what is under way is taken back and children are ended. A second one,
while that happens, ends the process on the spot, which loses nothing: the journal has whole acts only.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

EXIT_STOPPED = 130
_MOMENT_SECONDS = 0.01
_STOPPED = "review: stopped; everything that was acknowledged is kept"


def of_the_process(run: Callable[[], int]) -> int:
    """Run the one command of this process; after it Ctrl+C does nothing any more, the interpreter only ends.

    A command that was stopped does not come back: when all is taken back, the process ends on the spot.
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
        # Python itself turns an interrupt into another error here and there: a syntax error, where it was compiling.
        if isinstance(error, KeyboardInterrupt) or (
            interrupts.is_stopping and not isinstance(error, SystemExit)
        ):
            os._exit(stopped())
        raise
    if interrupts.is_stopping:
        drop_output()
        os._exit(EXIT_STOPPED)
    return code


def stopped() -> int:
    """Say that the command was stopped, and return the exit code."""
    with suppress(OSError, ValueError):
        print(_STOPPED, file=sys.stderr, flush=True)
    # What was not printed yet is not wanted any more, and a reader that does not read would hold the end up.
    drop_output()
    return EXIT_STOPPED


def drop_output() -> None:
    """Let what was not written yet, and all that is still written, go nowhere."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextmanager
def left_to_others() -> Iterator[None]:
    """Meanwhile Ctrl+C is as Python has it: an event loop replaces that by its own way to end, and no other."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Interrupts:
    """What Ctrl+C does in this process."""

    def __init__(self) -> None:
        self.is_stopping = self._is_insisting = False

    def begin(self) -> None:
        """From now on."""
        signal.signal(signal.SIGINT, self._interrupted)
        sys.unraisablehook = self._not_raised

    def _interrupted(self, _signal: int, frame: FrameType | None) -> None:
        if self.is_stopping:
            with suppress(OSError):
                os.write(2, f"{_STOPPED}\n".encode())
            os._exit(EXIT_STOPPED)
        if _is_loading(frame):
            self._insist()
            return
        self.is_stopping = True
        raise KeyboardInterrupt

    def _not_raised(self, unraisable: UnraisableHookArgs) -> None:
        """It came where Python cannot raise it (while an object is let go, say)."""
        if unraisable.exc_type is not KeyboardInterrupt:
            sys.__unraisablehook__(unraisable)
            return
        self.is_stopping = False
        self._insist()

    def _insist(self) -> None:
        """Interrupt the command again, from a thread, until that is heard."""
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
    """Whether a module is being loaded: some, in C, crash where that is cut off; it takes a moment only."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _fill_in_streams() -> None:
    """Give a process that was started without a standard stream one that leads nowhere.

    Otherwise the next file that is opened, such as the journal, would take its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end
