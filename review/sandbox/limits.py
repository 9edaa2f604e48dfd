"""Limits that a child sets on itself before it opens a file: memory, processor time, files, core dumps."""

from __future__ import annotations

import math
import resource
from dataclasses import dataclass

ASSEMBLING_SECONDS = 0.05
"""Extra seconds per page for assembling the text, beyond the time limit."""

_OPEN_FILES = 32
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`timeout`: seconds allowed without a finished page (or reference); `memory_mb`: address space in mebibytes."""

    timeout: float = 20.0
    memory_mb: int = 1024

    @property
    def memory_bytes(self) -> int:
        """The memory limit in bytes."""
        return self.memory_mb * _MEBIBYTE


def apply_limits(limits: Limits) -> None:
    """Limits this process permanently: address space, few open files, no written files, no core dumps."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    allow_processor_time(limits)


def allow_processor_time(limits: Limits, extra: float = 0.0) -> None:
    """Lets this process use processor time for one more page (the timeout), and `extra` seconds."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(usage.ru_utime + usage.ru_stime + limits.timeout + extra) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(which: int, value: int) -> None:
    """Sets a hard and soft limit, unless the hard limit is already lower."""
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))
