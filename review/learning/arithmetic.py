"""How numpy works in processes that learn: with one thread."""

from __future__ import annotations

import os

SETTINGS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The environment variables for this."""


def set_up_arithmetic() -> None:
    """Let numpy, which reads the settings when it is first imported, use one thread."""
    os.environ.update(SETTINGS)
