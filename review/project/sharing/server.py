"""Exchange with a server: once, or for as long as the connection holds."""

from __future__ import annotations

import socket
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from threading import Event as StopEvent
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.journal.exchange.receiving import Progress
from review.journal.exchange.sending import first_of, unknown
from review.project.service import Context
from review.project.sharing.synced import SENT_UNTIL, SHARED_AT, SyncReport
from review.sync.postgres.address import Address, is_address
from review.sync.postgres.connecting import ServerAwayError
from review.sync.postgres.server import Server

if TYPE_CHECKING:
    from review.project.sharing.service import SharingService

T = TypeVar("T")

_MOST_TITLES = 3


def is_server(at: str) -> bool:
    """Whether a place to exchange with is a server and not a folder."""
    return is_address(at)


class ServerExchange:
    """A connection to the server that copies of this review share; a context manager.

    The password that the address may hold is used and not remembered.

    Raises:
        ReviewError: the review cannot be written, or the server cannot be used.
    """

    def __init__(self, context: Context, sharing: SharingService, address: Address) -> None:
        if context.read_only:
            raise ReviewError(f"{context.folder}: cannot be synchronised ({context.read_only})")
        self._journal = context.journal
        self._sharing = sharing
        self._server = Server.open(address, sharing.review)
        self._until = 0

    def __enter__(self) -> Self:
        """The same."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection, and remember up to where all was sent."""
        self._server.close()
        if self._until:
            with suppress(ReviewError):
                self._remember(SENT_UNTIL, str(self._until))

    @property
    def shown(self) -> str:
        """The server's address without a password."""
        return self._server.address.shown

    def refuse_beside_others(self) -> None:
        """See that the server holds this review, or none yet.

        Raises:
            ReviewError: it holds only others.
        """
        reviews = self._server.reviews()
        if not reviews or self._sharing.review in reviews:
            return
        titles = [f"“{title}”" for title in self._server.titles().values()][:_MOST_TITLES]
        named = f" ({', '.join(titles)})" if titles else ""
        what = f"holds {counted(len(reviews), 'other review')}{named} and not this one"
        raise ReviewError(
            f"{self.shown}: {what}, and nothing was sent; `review sync ADDRESS --beside-others` puts this review there, too"
        )

    def exchange(
        self, progress: Progress = lambda _done, _total: None, stop: StopEvent | None = None
    ) -> SyncReport:
        """Receive what this copy lacks, send what the server lacks, and remember the address.

        Raises:
            ReviewError: the connection was lost, or the journal cannot be written. What was received stays, the next exchange
                makes up for the rest.
        """
        # Texts first: what brings a text is sent before it, so the event of each text that is seen here is there.
        texts = self._server.differing_texts(self._sharing.known_texts())
        revision = self._journal.revision
        events = self._server.differing_events(self._sharing.known())
        report, _ = self._receive(events.only_there, texts.only_there, progress, stop)
        sent = self._send(events.only_here, revision)
        sent_texts = self._server.send_texts(self._sharing.texts_to_send(_Others(texts.only_here)))
        self._sent_all(revision)
        return self._reported(report, sent, sent_texts)

    def news(self, stop: StopEvent | None = None) -> SyncReport:
        """The same after `exchange` on the same connection: only what is new since is asked for.

        Raises:
            ReviewError: as `exchange`.
        """
        texts = self._server.new_texts() - self._sharing.known_texts()
        events = unknown(self._journal, self._server.new_events())
        report, received = self._receive(events, texts, lambda _done, _total: None, stop)
        revision = self._journal.revision
        own = self._sharing.to_send(received, after=self._until, until=revision)
        sent = self._server.send_events(own) if revision > self._until else 0
        sent_texts = 0
        if sent:
            known = self._sharing.known_texts()
            lacking = self._server.differing_texts(known).only_here
            sent_texts = self._server.send_texts(self._sharing.texts_to_send(_Others(lacking)))
        self._until = revision
        if sent or report.received:
            # At once: a program that ends while the server is silent gets no further.
            self._remember(SENT_UNTIL, str(revision))
        return self._reported(report, sent, sent_texts)

    def listen(self) -> None:
        """From now on `wait` ends when another copy sent something."""
        self._server.listen()

    def wait(self, seconds: float, woken: socket.socket) -> bool:
        """See `Server.wait`."""
        return self._server.wait(seconds, woken)

    @property
    def silent_for(self) -> float:
        """For how many seconds the server, which was asked something, has sent nothing; 0 while nothing is asked."""
        return self._server.silence.seconds

    @property
    def is_unprotected(self) -> bool:
        """Whether what travels crosses a network without encryption."""
        return self._server.is_unprotected

    def _send(self, hashes: Collection[str], until: int) -> int:
        if not hashes:
            return 0
        after = first_of(self._journal, hashes) - 1
        return self._server.send_events(self._sharing.to_send(_Others(hashes), after=after, until=until))

    def _receive(
        self, events: Collection[str], texts: Collection[str], progress: Progress, stop: StopEvent | None
    ) -> tuple[SyncReport, frozenset[str]]:
        """Receive events and texts; the report, and the events' hashes. What came before the connection was lost is stored."""
        shown = self._server.address.shown
        if not events and not texts:
            return SyncReport(shown, 0, 0), frozenset()
        self._server.refused.clear()
        found_events = _UntilAway(self._server.events(events))
        found_texts = _UntilAway(self._server.texts(texts))
        received = self._sharing.receive(found_events, found_texts, progress=progress, stop=stop)
        if lost := found_events.lost or found_texts.lost:
            raise lost
        refused = (*self._server.refused, *received.refused)
        report = SyncReport(
            shown, 0, received.received, refused, received.conflicts, received.texts, 0, received.kept_apart
        )
        return report, frozenset(events)

    def _reported(self, report: SyncReport, sent: int, texts: int) -> SyncReport:
        return SyncReport(
            report.at,
            sent,
            report.received,
            report.refused,
            self._sharing.open_conflicts(),
            report.texts + texts,
            0,
            report.kept_apart,
            self.is_unprotected,
        )

    def _sent_all(self, revision: int) -> None:
        self._until = revision
        self._remember(SHARED_AT, self._server.address.shown)

    def _remember(self, name: str, value: str) -> None:
        database = self._journal.database
        if database.meta(name) != value:
            database.set_meta(name, value)


class _Others:
    """All hashes but some."""

    def __init__(self, without: Collection[str]) -> None:
        self._without = without

    def __contains__(self, one: object) -> bool:
        return one not in self._without


class _UntilAway(Generic[T]):
    """What comes from a server until the connection is lost; `lost` says why."""

    def __init__(self, values: Iterable[T]) -> None:
        self.lost: ServerAwayError | None = None
        self._values = values

    def __iter__(self) -> Iterator[T]:
        try:
            yield from self._values
        except ServerAwayError as error:
            self.lost = error
