"""Writing exports in a thread: what is being written, and that it is to end."""

from __future__ import annotations

from review.tui.dialogs.files.work import Monitor, Say

STOPPING = "Stopping … What is written until then is kept."


class Writing:
    """What is written at the moment, from its begin to its end. `show` gets what was begun, from the thread that writes."""

    def __init__(self, names: str, show: Say) -> None:
        self._what = names
        self.monitor = Monitor(show)

    def goes_on(self, line: str) -> None:
        """Another file was begun."""
        self._what = line

    def stop(self) -> None:
        """Write nothing after what was begun."""
        self.monitor.stop.set()

    @property
    def is_stopping(self) -> bool:
        """Whether it is to end."""
        return self.monitor.stop.is_set()

    def in_words(self, stop: str) -> str:
        """What is going on, in a line; `stop` is the key that ends it."""
        return STOPPING if self.is_stopping else f"Writing {self._what} … ({stop} stops)"
