"""How many examples a property is tried with.

Each run tries other ones, so that a few are enough in each; ``REVIEW_EXAMPLES=10`` tries ten times as many. Where ``CI`` is
set, Hypothesis tries the same ones in every run, so that what fails there fails again.
"""

from __future__ import annotations

import os

TIMES = int(os.environ.get("REVIEW_EXAMPLES", "1"))


def examples(usual: int) -> int:
    """The number of examples in this run, where `usual` are enough for most."""
    return usual * TIMES
