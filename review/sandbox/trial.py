"""Whether this system keeps the limits that child processes set on themselves, tried in one."""

from __future__ import annotations

import subprocess

from review.sandbox.child_process import environment, isolated_python

MEMORY, FILES = "memory", "files"
_MEBIBYTES = 256
_SECONDS = 10
_CALL = "from review.sandbox.trial import main; main()"


def kept_limits() -> frozenset[str]:
    """The limits that are kept: `MEMORY` (address space) and `FILES` (none is written).

    Raises:
        OSError: the child does not start, or fails.
    """
    try:
        ended = subprocess.run(
            isolated_python(_CALL),
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", env=environment(), timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise OSError(f"it did not end within {_SECONDS} seconds") from error
    if ended.returncode:
        said = ended.stderr.strip().splitlines()
        raise OSError(said[-1] if said else f"it ended with code {ended.returncode}")
    return frozenset(ended.stdout.split())


def main() -> None:
    """In the child: set the limits, try to break each, and print those that hold."""
    # Imported here because the parent needs neither.
    import tempfile

    from review.sandbox.limits import Limits, apply_limits

    kept = []
    with tempfile.TemporaryFile(buffering=0) as file:
        apply_limits(Limits(timeout=_SECONDS, memory_mb=_MEBIBYTES))
        try:
            bytearray(2 * _MEBIBYTES * 1024 * 1024)
        except MemoryError:
            kept.append(MEMORY)
        try:
            file.write(b"x")
        except OSError:
            kept.append(FILES)
    print(*kept)
