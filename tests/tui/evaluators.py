"""The processes that compute figures, as the system lists them."""

import time

import psutil

from tests.children import children


def evaluators() -> list[psutil.Process]:
    """Learning processes started by this test; with suggestions on, the one that answers the screen is among them."""
    return [child for child in children() if _learns(child)]


def the_evaluator() -> psutil.Process:
    """The one learning process started by this test; a process that has just begun is not listed by its command at once."""
    last = time.monotonic() + 60
    while len(found := evaluators()) != 1:
        assert time.monotonic() < last, found
        time.sleep(0.01)
    return found[0]


def _learns(process: psutil.Process) -> bool:
    try:
        return "review.project.learning.process" in " ".join(process.cmdline())
    except psutil.Error:  # it has ended meanwhile
        return False
