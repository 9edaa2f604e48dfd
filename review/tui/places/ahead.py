"""Loads the code of the places while nobody waits for it, so that the key that opens one first need not."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module

PLACES = (
    "reader", "screening", "theory_map", "configurations", "desk", "searches", "team", "exports", "accuracy",
)  # fmt: skip
"""The packages of places, without that of the first one, in the order in which they are loaded."""


def load_places(goes_on: Callable[[], bool]) -> None:
    """Load all places, in a thread; after each `goes_on` says whether the program is still there."""
    for name in PLACES:
        if not goes_on():
            return
        import_module(f"review.tui.places.{name}")
    from review.acts import read

    read("{}")  # the first act that is read has what reads acts made, which takes as long as a key may
    # Code stays: looking for garbage in it would hold up keys again and again.
    gc.freeze()
