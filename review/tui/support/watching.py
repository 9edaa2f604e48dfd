"""Notices when something happens in a folder, where the library for it is installed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

QUIET = 400
"""Milliseconds: what happens within them is told as one change."""

_LOOK_AGAIN = 1000
"""Milliseconds after which a watch that has noticed nothing comes back."""

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
        with suppress(ImportError, OSError):
            while not self._stop.is_set() and (folders := _folders(self._folder)):
                try:
                    self._watch_until_others(folders)
                except (FileNotFoundError, RuntimeError):
                    # One of them went before it was watched, or a name in it is no text, which the library gives up at.
                    self._changed()
                    self._stop.wait(_LOOK_AGAIN / 1000)

    def _watch_until_others(self, folders: Sequence[Path]) -> None:
        """Watch these folders until there are others, or the end.

        Each is watched by itself: to watch all that is under one, the system's watcher follows links, out of the review
        and in circles.
        """
        # Imported in the thread: the first screen does not wait for it.
        from watchfiles import watch

        is_first = len(folders) > 1
        for changes in watch(
            *folders,
            recursive=False,
            watch_filter=lambda _, path: not Path(path).name.startswith("."),
            debounce=QUIET,
            step=PATIENCE,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
            ignore_permission_denied=True,
            stop_event=self._stop,
            raise_interrupt=False,
        ):
            # What came into a new folder before that was watched is noticed at the first look.
            if changes or is_first:
                self._changed()
                if _folders(self._folder) != folders:
                    return
            is_first = False


def _folders(folder: Path) -> list[Path]:
    """A folder and those in it that can be listed, links left out; nothing where it is not there."""
    return [Path(found) for found, _, _ in os.walk(folder)]
