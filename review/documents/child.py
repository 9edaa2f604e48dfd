"""The process that opens files: reads requests on standard input, answers in lines on standard output.

It is started by `review.documents.reader_process` and trusted with nothing: it limits itself, writes no file, and whatever
happens to it costs the file it was reading.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

from review.documents.protocol import (
    MOST_PAGES,
    Assembling,
    CannotReadError,
    Failed,
    Message,
    ParseReferences,
    Request,
    Say,
    Step,
    encode,
    read_request,
)
from review.sandbox.limits import ASSEMBLING_SECONDS, Limits, allow_processor_time, apply_limits


def main() -> None:
    """Answers requests until standard input ends. Arguments: timeout in seconds, memory in mebibytes."""
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
        if isinstance(message, Step):
            allow_processor_time(limits)
        elif isinstance(message, Assembling):
            allow_processor_time(limits, ASSEMBLING_SECONDS * MOST_PAGES)

    for line in sys.stdin.buffer:
        allow_processor_time(limits)
        try:
            _answer(read_request(line), say)
        except MemoryError:
            gc.collect()
            say(Failed("memory"))
            return
        except BrokenPipeError:
            return
        gc.collect()


def _answer(request: Request, say: Say) -> None:
    try:
        if isinstance(request, ParseReferences):
            # No library that knows PDFs is needed for it.
            from review.references.task import references

            references(request, say)
        else:
            from review.documents.tasks import do

            do(request, say)
    except CannotReadError as error:
        say(Failed(str(error)))


if __name__ == "__main__":
    main()
