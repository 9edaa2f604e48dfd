"""A connection that does not wait for ever.

A server that is there but answers nothing, as one on a machine asleep or behind a lost network, is away.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import psycopg

LONGEST_SILENCE = 60.0
"""Seconds without a byte after which a server counts as away: more than a lock may be waited for, or a large review compared."""


class Silence:
    """How long a server that was asked something has sent nothing; one thread asks, any may look."""

    def __init__(self) -> None:
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        """How long; 0 while nothing is asked."""
        since = self._since
        return monotonic() - since if since is not None else 0.0

    def watched(
        self, asking: Generator[Any, Any, Any], away: Callable[[], Exception]
    ) -> Generator[Any, Any, Any]:
        """What psycopg does to get an answer; it ends with `away` once the silence is too long."""
        self._since = monotonic()
        try:
            wanted = next(asking)
            while True:
                ready = yield wanted
                if ready:
                    self._since = monotonic()
                elif self.seconds > LONGEST_SILENCE:
                    raise away()
                wanted = asking.send(ready)
        except StopIteration as done:
            return done.value
        finally:
            self._since = None


def with_patience(silence: Silence) -> type[psycopg.Connection[tuple[object, ...]]]:
    """The class of a connection whose silence is watched."""
    import psycopg

    class Patient(psycopg.Connection[tuple[object, ...]]):
        def wait(self, gen: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as psycopg's own, of any answer
            watched = silence.watched(gen, lambda: psycopg.OperationalError("timeout expired"))
            return super().wait(watched, *args, **options)

    return cast("type[psycopg.Connection[tuple[object, ...]]]", Patient)
