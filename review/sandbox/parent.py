"""A child process ends when the process that started it has ended, whatever it is doing."""

from __future__ import annotations

import os
import signal
import threading
import time

LOOKS_EVERY = 0.5
"""Seconds between two looks at the parent."""


def end_with(parent: int) -> None:
    """End this process soon after its parent has ended, and all that it started if it leads a group of processes.

    A closed terminal or a kill gives the parent no chance to end it, and what it computes may take minutes.

    Args:
        parent: the process id of the parent, as the parent gave it: it may have ended before this is called.
    """
    threading.Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
