"""The processes that a test has started."""

from __future__ import annotations

import psutil


def children() -> list[psutil.Process]:
    """The children of this process, without the server that tests of the same worker share."""
    return [child for child in psutil.Process().children() if child.name() != "postgres"]
