"""The processes that a test has started."""

from __future__ import annotations

import psutil

from tests import forked


def children() -> list[psutil.Process]:
    """The children of this process, without those that tests of the same worker share."""
    return [
        child
        for child in psutil.Process().children()
        if child.name() != "postgres" and child.pid not in forked.LOADED
    ]
