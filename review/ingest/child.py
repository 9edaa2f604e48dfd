"""The process that opens files: reads requests on standard input, answers in lines on standard output.

It is started by `review.ingest.reader_process` and trusted with nothing: it limits itself, writes no file, and whatever
happens to it costs the file it was reading.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from review.ingest.limits import ASSEMBLING_SECONDS, Limits, allow_processor_time, apply_limits
from review.ingest.protocol import MOST_PAGES, CannotReadError, Say, encode

Task = Callable[[dict[str, Any], Say], None]

_STEPS = frozenset({"page", "reference", "refusal"})
"""The messages after which a child may use as much processor time again."""


def main() -> None:
    """Answers requests until standard input ends. Arguments: timeout in seconds, memory in mebibytes."""
    limits = Limits(float(sys.argv[1]), int(sys.argv[2]))
    answers = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    apply_limits(limits)
    gc.disable()

    def say(kind: str, *values: object) -> None:
        message = memoryview(encode(kind, *values))
        while message:
            message = message[os.write(answers, message) :]
        if kind in _STEPS:
            allow_processor_time(limits)
        elif kind == "assembling":
            allow_processor_time(limits, ASSEMBLING_SECONDS * MOST_PAGES)

    for line in sys.stdin:
        allow_processor_time(limits)
        try:
            _answer(json.loads(line), say)
        except MemoryError:
            gc.collect()
            say("failed", "memory")
            return
        except BrokenPipeError:
            return
        gc.collect()


def _answer(request: dict[str, Any], say: Say) -> None:
    try:
        _task(request["task"])(request, say)
    except CannotReadError as error:
        say("failed", str(error))


def _task(name: str) -> Task:
    if name == "references":
        # No library that knows PDFs is needed for it.
        from review.ingest.references.task import references

        return references
    from review.ingest import tasks

    every_task: dict[str, Task] = {
        "read": tasks.read,
        "raw": tasks.raw,
        "rectangles": tasks.rectangles,
        "tables": tasks.tables,
        "scans": tasks.scans,
        "image": tasks.image,
    }
    return every_task[name]


if __name__ == "__main__":
    main()
