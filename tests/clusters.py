"""Real clusters of processes on this machine, started with the commands that Dask comes with."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from review.extras import how_to_add

if TYPE_CHECKING:
    from distributed import Client

LACK = f"reading on a cluster is not installed; install it with: {how_to_add('cluster')}"


def installed() -> bool:
    """Whether clusters can be tested; a run that must not do without them fails here."""
    if importlib.util.find_spec("distributed") is None:
        assert "REVIEW_TESTS_NEED_CLUSTER" not in os.environ, LACK
        return False
    return True


needs_cluster = pytest.mark.skipif(not installed(), reason=LACK)


@dataclass
class LocalCluster:
    """A scheduler and its workers, each a process; a context manager that leaves none behind."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def _file(self) -> Path:
        return self.folder / "scheduler.json"

    def __enter__(self) -> Self:
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    @property
    def address(self) -> str:
        """What the scheduler is reached by."""
        while True:
            try:
                return str(json.loads(self._file.read_text())["address"])
            except (OSError, ValueError):
                # It is written when the scheduler listens.
                assert self.processes[0].poll() is None, (self.folder / "scheduler.log").read_text()

    def add_workers(self, number: int) -> None:
        """Start workers of one thread, and wait until they are there."""
        for _ in range(number):
            self._start("worker", "--scheduler-file", str(self._file), "--nthreads", "1", "--no-nanny")
        with self.looking() as client:
            client.wait_for_workers(len(self.processes) - 1, timeout=60)

    @contextmanager
    def looking(self) -> Iterator[object]:
        """A connection of the test's own."""
        with self._connected() as client:
            yield client

    def _connected(self) -> Client:
        from distributed import Client

        for _ in range(6):
            # Dask asserts that a thread starts within ten seconds, which a busy machine may not manage.
            with suppress(AssertionError):
                return Client(self.address, timeout=30, set_as_default=False)
        pytest.fail("this machine is too busy to start Dask's thread")

    def _start(self, role: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{role}", "--no-dashboard", *arguments]
        if role == "scheduler":
            command += ["--scheduler-file", str(self._file)]
        with (self.folder / f"{role}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "30", **self.environment},
            )
        self.processes.append(process)
