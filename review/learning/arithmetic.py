"""How numpy works in processes that learn: with one thread, and in memory that is quickly there."""

from __future__ import annotations

import os

SETTINGS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {
    # Huge pages that are new are dear on virtual machines; what is read often asks for them itself (`features.bands`).
    "NUMPY_MADVISE_HUGEPAGE": "0"
}
"""The environment variables for this."""


def set_up_arithmetic() -> None:
    """Let numpy, which reads the settings when it is first imported, use one thread and no huge pages."""
    os.environ.update(SETTINGS)
