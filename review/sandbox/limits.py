"""Limits that a reading child puts on itself before it opens a file: memory, processor time, files, no core dumps."""

from __future__ import annotations

import math
import resource
from dataclasses import dataclass

ASSEMBLING_SECONDS = 0.05
"""The seconds, for each page of a file, that putting its text together may take beyond the time limit."""

_OPEN_FILES = 32
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`timeout` is the seconds that may pass without a finished page (or a reference), `memory_mb` the address space in mebibytes."""

    timeout: float = 20.0
    memory_mb: int = 1024

    @property
    def memory_bytes(self) -> int:
        """The memory limit in bytes."""
        return self.memory_mb * _MEBIBYTE


def apply_limits(limits: Limits) -> None:
    """Limits this process for good: address space, no files written, no core dumps, few open files."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    allow_processor_time(limits)


def allow_processor_time(limits: Limits, extra: float = 0.0) -> None:
    """Lets this process use as much processor time from now on as may pass without a finished page, and `extra`."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(usage.ru_utime + usage.ru_stime + limits.timeout + extra) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(which: int, value: int) -> None:
    """Sets a limit, hard and soft, unless a lower hard one holds already."""
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))
