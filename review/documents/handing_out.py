"""Hands tasks out to workers, be they threads of this process or machines of a cluster, and takes the results back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from review.domain import Reading
from review.errors import ReadingError

Key = TypeVar("Key")

_TICK_SECONDS = 0.2


class Workers(Protocol):
    """What runs tasks, several at the same time."""

    @property
    def executor(self) -> Executor:
        """Takes the tasks."""

    def at_once(self) -> int:
        """How many tasks keep every worker busy, at least 1.

        Raises:
            ReadingError: there is no worker any more, and has not been for a while.
        """


class Readers(Workers, Protocol):
    """What reads files, and recognises pages: here, or on a cluster. A run of reading does not know which."""

    def read(self, paths: Sequence[Path], stop: threading.Event | None = None) -> Iterator[Reading]:
        """Readings in the order in which they are finished, one for each path; ends early when `stop` is set."""


def handed_out(
    workers: Workers,
    function: Callable[..., bytes],
    tasks: Iterable[tuple[Key, tuple[object, ...]]],
    stop: threading.Event | None = None,
) -> Iterator[tuple[Key, bytes | BaseException]]:
    """The results of calling `function`, or what it raised, in the order in which they come.

    A task is a key, by which its result is known, and the arguments. Tasks are taken from the iterable when workers are
    free, so that there may be any number of them; those not begun are taken back when `stop` is set or the iterator closed.

    Raises:
        ReadingError: there is nobody any more to do them.
    """
    waiting = iter(tasks)
    at_work: dict[Future[bytes], Key] = {}
    try:
        while not (stop and stop.is_set()):
            for key, arguments in islice(waiting, max(0, workers.at_once() - len(at_work))):
                at_work[workers.executor.submit(function, *arguments)] = key
            if not at_work:
                return
            for done in wait(at_work, _TICK_SECONDS, FIRST_COMPLETED).done:
                yield at_work.pop(done), _outcome(done)
    finally:
        for future in at_work:
            future.cancel()


def _outcome(done: Future[bytes]) -> bytes | BaseException:
    # Nobody here takes back what is still waited for: a cluster does, when it loses its scheduler.
    if done.cancelled():
        raise ReadingError(
            "the cluster's scheduler is gone; what was read is kept. Start it and ingest again"
        )
    return done.exception() or done.result()
