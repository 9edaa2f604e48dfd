"""Runs tasks on workers, either threads of this process or machines of a cluster, and collects the results."""

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
    """Something that runs several tasks at a time."""

    @property
    def executor(self) -> Executor:
        """The executor that runs tasks."""

    def at_once(self) -> int:
        """The number of tasks that keeps every worker busy, at least 1.

        Raises:
            ReadingError: there has been no worker for a while.
        """


class Readers(Workers, Protocol):
    """Something that reads files and recognises pages, on this machine or on a cluster."""

    def read(self, paths: Sequence[Path], stop: threading.Event | None = None) -> Iterator[Reading]:
        """Readings in the order in which they finish, one per path; ends early when `stop` is set."""


def run_tasks(
    workers: Workers,
    function: Callable[..., bytes],
    tasks: Iterable[tuple[Key, tuple[object, ...]]],
    stop: threading.Event | None = None,
) -> Iterator[tuple[Key, bytes | BaseException]]:
    """The results of calling `function`, or what it raised, in the order in which tasks finish.

    A task is a key, which comes back with its result, and the arguments. Tasks are taken from the iterable as workers become
    free, so there may be any number of them; those not started are cancelled when `stop` is set or the iterator is closed.

    Raises:
        ReadingError: all workers are gone.
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
    # Only a cluster that loses its scheduler cancels a task that is being waited for.
    if done.cancelled():
        raise ReadingError(
            "the cluster's scheduler is gone; the files read so far are saved. Start it and ingest again"
        )
    return done.exception() or done.result()
