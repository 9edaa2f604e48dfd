"""Reads files on the machines of a Dask cluster, through its `concurrent.futures` interface (extra ``cluster``).

A worker reads a file as this machine would: a limited child process opens it (`review.documents.pool`). The answer is one line of the
children's protocol and is checked in the same way. Dask itself pickles what it sends between its processes, so the scheduler and the workers
must be trusted machines; the content of a file is never pickled.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from review.documents.checking import reading_from_line, reading_to_line
from review.documents.layout.cleaning import clean_text
from review.documents.pool import ReadingPool
from review.documents.recognition import missing
from review.documents.workers import run_tasks
from review.domain import Reading, ReadingStatus
from review.errors import ReadingError
from review.extras import how_to_add
from review.sandbox.limits import Limits
from review.sandbox.messages import ProtocolError

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 10.0
"""How long the scheduler may take to answer."""

ALONE_SECONDS = 60.0
"""How long a run waits for workers after it has lost all of them."""

_LOOK_SECONDS = 1.0
_TASKS_PER_THREAD = 2
_SAME_EVERYWHERE = ("realist-review", "pypdfium2", "pdfplumber")
"""Packages that determine the text of a document."""

_idle: dict[Limits, list[ReadingPool]] = {}
"""On a worker: idle child processes, ready for the next file."""


class Cluster:
    """The workers of a Dask cluster as readers; a context manager that cancels tasks that have not started.

    The scheduler reassigns the files of a lost worker by itself.
    """

    def __init__(self, address: str, limits: Limits) -> None:
        self.address = address
        self._limits = limits
        self._client = _connected(address)
        self._executor: Executor = self._client.get_executor(pure=False)
        self._threads = 1
        self._looked = 0.0
        self._seen = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            with suppress(OSError):
                self._client.run(end_idle, on_error="ignore")
        self._client.close()

    @property
    def executor(self) -> Executor:
        """The executor that runs tasks on the workers."""
        return self._executor

    def at_once(self) -> int:
        """The number of tasks that keeps each thread of each worker busy, with one task waiting.

        Raises:
            ReadingError: there has been no worker for a minute, or the scheduler is gone.
        """
        now = time.monotonic()
        if now - self._looked > _LOOK_SECONDS:
            self._looked = now
            if threads := self._thread_count():
                self._threads, self._seen = threads, now
            elif now - self._seen > ALONE_SECONDS:
                raise ReadingError(
                    f"{self.address}: all workers are gone; the files read so far are saved. Start workers and ingest again"
                )
        return _TASKS_PER_THREAD * self._threads

    def check(self, folder: Path, *, ocr: bool) -> None:
        """Check that every worker can do the work.

        Raises:
            ReadingError: there is no worker, or one has other versions than this program, cannot see the folder, or
                lacks text recognition although it is needed.
        """
        if not self._thread_count():
            raise ReadingError(
                f"{self.address}: the cluster has no workers; start some with `dask worker {self.address}`"
            )
        for package in _SAME_EVERYWHERE:
            for place, theirs in self._everywhere(version, package).items():
                if theirs != version(package):
                    found = "it has none" if isinstance(theirs, Exception) else f"it has {theirs}"
                    raise ReadingError(
                        f"{place} needs {package} {version(package)}, {found}; install it there"
                    )
        for place, sees in self._client.run(os.path.isdir, str(folder), on_error="return").items():
            if sees is not True:
                raise ReadingError(f"worker {place} cannot see {folder}; share the folder under that path")
        if ocr:
            for place, lack in self._client.run(missing, on_error="return").items():
                if lack:
                    raise ReadingError(f"worker {place}: {lack}")

    def read(self, paths: Sequence[Path], stop: threading.Event | None = None) -> Iterator[Reading]:
        """Readings in the order in which they finish, one per path; ends early when `stop` is set.

        Raises:
            ReadingError: the workers or the scheduler are gone.
        """
        tasks = (
            (path, (str(path.absolute()), self._limits.timeout, self._limits.memory_mb)) for path in paths
        )
        for path, line in run_tasks(self, read_here, tasks, stop):
            yield _failed(path, line) if isinstance(line, BaseException) else _reading(path, line)

    def _thread_count(self) -> int:
        """How many tasks all workers together can run at a time."""
        try:
            return sum(self._client.nthreads().values())
        except OSError as error:
            raise ReadingError(
                f"{self.address}: the scheduler is gone; the files read so far are saved. Start it and ingest again"
            ) from error

    def _everywhere(self, function: Callable[..., Any], *arguments: object) -> dict[str, object]:
        """What a function returns or raises on the scheduler and on each worker."""
        try:
            there = self._client.run_on_scheduler(function, *arguments)
        except ImportError as error:
            there = error
        on_workers = self._client.run(function, *arguments, on_error="return")
        return {"the scheduler": there} | {f"worker {place}": found for place, found in on_workers.items()}


def read_here(path: str, timeout: float, memory_mb: int) -> bytes:
    """On a worker: read a file; the reading as a line."""
    idle = _idle.setdefault(Limits(timeout, memory_mb), [])
    try:
        pool = idle.pop()
    except IndexError:
        pool = ReadingPool(1, Limits(timeout, memory_mb))
    reading = next(pool.read([Path(path)]))
    idle.append(pool)
    return reading_to_line(reading)


def end_idle() -> None:
    """On a worker: end the idle child processes."""
    while _idle:
        for pool in _idle.popitem()[1]:
            with pool:
                pass


def _connected(address: str) -> Client:
    """A connection to the scheduler.

    Raises:
        ReadingError: the client library is not installed, or the scheduler does not answer.
    """
    try:
        import dask

        # Errors are reported in one line here, so Dask's own messages are silenced, before the library is loaded.
        dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})
        from distributed import Client
    except ImportError as error:
        raise ReadingError(
            f"reading on a cluster is not installed; install it with: {how_to_add('cluster')}"
        ) from error
    try:
        return Client(
            address,
            timeout=CONNECT_SECONDS,
            set_as_default=False,
            # A result is a line of bytes; anything that needs unpickling is refused.
            deserializers=["dask", "msgpack", "error"],
        )
    except AssertionError as error:  # Dask asserts that its thread starts within ten seconds
        raise ReadingError("this machine is too busy to connect to the cluster; try again later") from error
    except (OSError, TypeError, ValueError, RuntimeError) as error:
        raise ReadingError(
            f"{address}: no Dask scheduler answers there; start one with `dask scheduler` and give the address that it prints"
        ) from error


def _reading(path: Path, line: bytes) -> Reading:
    try:
        reading = reading_from_line(path, line)
    except ProtocolError:
        return Reading(
            path, ReadingStatus.DAMAGED, "A worker returned no reading of the file; ingest it again."
        )
    if not reading.file_sha256 and path.is_file():
        message = (
            "The worker cannot see the file under this path; put it into corpus/, which all workers share."
        )
        return Reading(path, ReadingStatus.REFUSED, message)
    return reading


def _failed(path: Path, error: BaseException) -> Reading:
    """A reading for a file that no worker could read: it repeatedly killed workers, or they lack something."""
    reason = clean_text(f"{type(error).__name__}: {error}", longest=160)
    return Reading(path, ReadingStatus.REFUSED, f"No worker could read the file ({reason}); ingest it again.")
