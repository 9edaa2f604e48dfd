"""Notices when something happens in a folder, where the library for it is installed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

QUIET = 400
"""Milliseconds: what happens within them is told as one change."""

PATIENCE = 50
"""Milliseconds after which a thread that was told to stop has looked."""


class Watching:
    """Calls `changed` in a thread of its own after each change in a folder, until `stop`.

    It is a comfort: without the library, without the folder, or where the system watches no more files, nothing is
    noticed and nothing goes wrong. Not a Textual worker, since it has no end that anybody could wait for.
    """

    def __init__(self, folder: Path, changed: Callable[[], object]) -> None:
        self._folder = folder
        self._changed = changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watching", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the thread has gone (about `PATIENCE`): it must not outlive the interpreter."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=1.0)

    def _watch(self) -> None:
        # Imported in the thread: the first screen does not wait for it.
        with suppress(ImportError, OSError):
            from watchfiles import watch

            for _ in watch(
                self._folder,
                watch_filter=lambda _, path: not Path(path).name.startswith("."),
                debounce=QUIET,
                step=PATIENCE,
                stop_event=self._stop,
                raise_interrupt=False,
            ):
                self._changed()
