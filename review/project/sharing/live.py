"""Exchange with the server while the screen is open: in a thread, so that no act waits for the network."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Event as StopEvent
from threading import Thread
from typing import TYPE_CHECKING

from review.errors import ReviewError, failed_at
from review.project.sharing.server import ServerExchange
from review.project.sharing.synced import UNPROTECTED
from review.sync.postgres.connecting import ServerError

if TYPE_CHECKING:
    from review.project.sharing.service import SharingService

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before a lost connection is tried again; each pause is twice as long as the one before."""

LOOK_AGAIN = 30.0
"""Seconds after which the server is asked although nobody called: some pools of connections pass no calls on."""

SLOW = 3.0
"""Seconds without an answer after which the state says that the server is waited for."""

_SECONDS_TO_END = 3.0
_SILENT = "the server was asked and has not answered yet; nothing is lost, and it is asked again"
_MOMENT = 0.1
"""The same while nothing is under way."""


class LiveExchange:
    """Keeps a copy and the server equal from `start` to `stop`; `wake` after own acts.

    Args:
        sharing: of the open review, which must have exchanged with a server before.
        changed: called in the thread when acts came in, or `state` changed.
    """

    def __init__(self, sharing: SharingService, changed: Callable[[], object]) -> None:
        self._sharing = sharing
        self._changed = changed
        self._address = sharing.shared_at
        self._stop = StopEvent()
        self._ours, self._woken = socket.socketpair()
        self._ours.setblocking(False)
        self._woken.setblocking(False)
        self._thread = Thread(target=self._until_the_end, name="exchange", daemon=True)
        self.why = ""
        """Why there is no connection, in a line; ``""`` while there is one."""
        self.is_unprotected = False
        """Whether the connection, or the last one, crosses a network without encryption."""
        self._news: deque[str] = deque()
        self._is_begun = False
        self._exchange: ServerExchange | None = None

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def wake(self) -> None:
        """Send what was done here, soon; returns at once."""
        with suppress(OSError):
            self._ours.send(b"!")

    def stop(self) -> None:
        """End: wait a moment for what is under way; what was not sent is sent the next time.

        While a server is waited for, nothing is under way, and it is not waited for here.
        """
        self._stop.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_END if self._exchange and not self._is_waiting else _MOMENT)
        if self._thread.ident is None:
            self._close()

    def news(self) -> tuple[str, ...]:
        """The lines on what arrived and needs a look, as what two copies changed apart; each is given once."""
        found = []
        while self._news:
            found.append(self._news.popleft())
        return tuple(found)

    @property
    def state(self) -> str:
        """How it stands, in a few words, with how many acts are still to be sent."""
        if not self.why and not self._is_waiting:
            return "in touch" if self._is_begun else "connecting"
        state = "offline" if self.why else "no answer"
        waiting = self._sharing.waiting()
        return f"{state}, {waiting:,} to send" if waiting else state

    @property
    def _is_waiting(self) -> bool:
        """Whether the server is there and has not answered for long, as one that is busy, asleep or behind a lost network."""
        exchange = self._exchange
        return exchange is not None and exchange.silent_for > SLOW

    @property
    def in_words(self) -> tuple[str, ...]:
        """How it stands, in sentences: why there is no connection, and what is wrong with the one there is."""
        why = self.why or (_SILENT if self._is_waiting else "")
        state = f"Server: {self.state}{f': {why}' if why else ''}."
        return (state, UNPROTECTED) if self.is_unprotected else (state,)

    def _until_the_end(self) -> None:
        """Close the sockets last: `stop` does not wait for a server that does not answer."""
        try:
            self._run()
        finally:
            self._close()

    def _close(self) -> None:
        self._ours.close()
        self._woken.close()

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            try:
                if (
                    self._sharing.is_on_server
                ):  # another one, or none any more if a command exchanged with a folder since
                    self._address = self._sharing.shared_at
                with self._sharing.open_server(self._address) as exchange:
                    self._exchange = exchange
                    if self._stop.is_set():
                        return
                    # First, so that nothing is sent unheard between the exchange and the first wait.
                    exchange.listen()
                    self._news += exchange.exchange(stop=self._stop).kept_apart
                    pause = FIRST_PAUSE
                    self.is_unprotected = exchange.is_unprotected
                    self._say("")
                    self._go_on(exchange)
            except Exception as error:  # noqa: BLE001 - whatever it is, the thread would end, and nobody would know
                self._exchange = None
                if self._stop.is_set():
                    return
                self._say(self._why(error))
                self._stop.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _go_on(self, exchange: ServerExchange) -> None:
        """Exchange whenever somebody did something, until the end."""
        while not self._stop.is_set():
            exchange.wait(LOOK_AGAIN, self._woken)
            with suppress(BlockingIOError):
                self._woken.recv(4096)
            if not self._stop.is_set() and (report := exchange.news(self._stop)).received:
                self._news += report.kept_apart
                self._changed()
        exchange.news(self._stop)

    def _why(self, error: Exception) -> str:
        """Why there is no connection after an error."""
        if isinstance(error, ServerError):
            return str(error)
        if isinstance(error, ReviewError):
            # A journal in which another program writes for long is not the server's fault, and tried again likewise.
            return self.why
        return f"the exchange failed ({failed_at(error)}) and is tried again; where `review sync` fails, too, it keeps details for a report"

    def _say(self, why: str) -> None:
        self._is_begun = True
        self.why = why
        self._changed()
