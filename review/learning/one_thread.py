"""One thread for arithmetic."""

from __future__ import annotations

import os


def with_one_thread() -> None:
    """Let numpy, which reads this when it is first imported, use one thread."""
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
