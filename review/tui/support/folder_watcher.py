"""Watches folders for changes, if the library for it is installed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

QUIET = 400
"""Milliseconds within which several changes are reported as one."""

_LOOK_AGAIN = 1000
"""Milliseconds after which a watch without changes returns."""

PATIENCE = 50
"""Milliseconds within which a thread notices that it should stop."""


class FolderWatcher:
    """Calls `changed` in a separate thread after each change in a folder, until `stop`.

    It is optional: without the library or the folder, or if the system cannot watch more files, nothing is
    reported and nothing fails. Not a Textual worker, since waiting for it would never end.
    """

    def __init__(self, folder: Path, changed: Callable[[], object]) -> None:
        self._folder = folder
        self._changed = changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watching", daemon=True)

    def start(self) -> None:
        """Start watching."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait for the thread (about `PATIENCE`): it must not outlive the interpreter."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=1.0)

    def _watch(self) -> None:
        with suppress(ImportError, OSError):
            while not self._stop.is_set() and (folders := _folders(self._folder)):
                try:
                    self._watch_until_others(folders)
                except (FileNotFoundError, RuntimeError):
                    # A folder disappeared before it was watched, or a name in it is not valid text.
                    self._changed()
                    self._stop.wait(_LOOK_AGAIN / 1000)

    def _watch_until_others(self, folders: Sequence[Path]) -> None:
        """Watch these folders until the set of folders changes or `stop` is called.

        Each is watched separately: a recursive watch would follow links, out of the review
        and in circles.
        """
        # Imported in the thread, so that the first screen does not wait for it.
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
            # Files added to a new folder before it is watched are found at the first look.
            if changes or is_first:
                self._changed()
                if _folders(self._folder) != folders:
                    return
            is_first = False


def _folders(folder: Path) -> list[Path]:
    """A folder and its readable subfolders without links; empty if it is missing."""
    return [Path(found) for found, _, _ in os.walk(folder)]
