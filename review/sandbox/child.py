"""The child process that opens files: reads requests on standard input, answers in lines on standard output.

It is started by `review.sandbox.limited_process` and is not trusted: it limits itself, writes no file, and if it fails, only
the file that it was reading is affected.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from review.sandbox.limits import Limits, allow_processor_time, apply_limits
from review.sandbox.messages import CannotReadError, Decoder, Failed, Message, Request, Say, encode


class Tasks(Protocol):
    """A module of tasks: how to decode a request and how to carry it out."""

    read_request: Decoder[Request]

    def do(self, request: Request, say: Say) -> None:
        """Carry out a request and send the results.

        Raises:
            CannotReadError: the file cannot be read.
        """


def main() -> None:
    """Answer requests until standard input ends.

    Arguments: timeout in seconds, memory in mebibytes, the dotted name of the module of tasks. The limits also apply to
    importing that module. This package knows no other package of the program.
    """
    limits = Limits(float(sys.argv[1]), int(sys.argv[2]))
    answers = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    apply_limits(limits)
    gc.disable()

    def say(message: Message) -> None:
        line = memoryview(encode(message))
        while line:
            line = line[os.write(answers, line) :]
        if message.allows is not None:
            allow_processor_time(limits, message.allows)

    tasks = cast("Tasks", import_module(sys.argv[3]))
    # What was imported stays: searching it after each file would take several milliseconds.
    gc.freeze()
    for line in sys.stdin.buffer:
        allow_processor_time(limits)
        try:
            _answer(tasks, line, say)
        except MemoryError:
            gc.collect()
            say(Failed("memory"))
            return
        except BrokenPipeError:
            return
        gc.collect()


def _answer(tasks: Tasks, line: bytes, say: Say) -> None:
    try:
        tasks.do(tasks.read_request(line), say)
    except CannotReadError as error:
        say(Failed(str(error)))


if __name__ == "__main__":
    main()
