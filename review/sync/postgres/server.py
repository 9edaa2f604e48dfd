"""One review on a server: what is there, what either side lacks, and a word when there is more."""

from __future__ import annotations

import hashlib
import selectors
import socket
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from review.domain.team.exchange import FoundEvent, FoundText, RefusedInput, SharedEvent, SharedText
from review.domain.wording.short_id import short_id
from review.sync.postgres import connecting, listing, tables
from review.sync.postgres.address import Address
from review.sync.postgres.connecting import in_plain_words
from review.sync.postgres.patience import Silence
from review.sync.postgres.rows import LARGEST_EVENT, LARGEST_TEXT, body_of, event_in

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

_AT_A_TIME = 1_000
_BYTES_AT_A_TIME = 4 * 2**20
_PREFIX = 2
"""Hashes are compared in groups that begin with the same two digits, so little travels where little differs."""

_DIGESTS = {
    "event": (
        "SELECT left(hash, 2), encode(sha256(convert_to(string_agg(hash, '' ORDER BY hash), 'UTF8')), 'hex')"
        " FROM event WHERE review = %s GROUP BY 1"
    ),
    "text": (
        "SELECT left(sha256, 2), encode(sha256(convert_to(string_agg(sha256, '' ORDER BY sha256), 'UTF8')), 'hex')"
        " FROM text WHERE review = %s GROUP BY 1"
    ),
}
_HASHES = {
    "event": "SELECT hash FROM event WHERE review = %s AND left(hash, 2) = ANY(%s)",
    "text": "SELECT sha256 FROM text WHERE review = %s AND left(sha256, 2) = ANY(%s)",
}
_SINCE = {
    "event": (
        "SELECT horizon::text, hash FROM pg_snapshot_xmin(pg_current_snapshot()) AS horizon"
        " LEFT JOIN event ON review = %s AND written_in >= %s::text::xid8"
    ),
    "text": (
        "SELECT horizon::text, sha256 FROM pg_snapshot_xmin(pg_current_snapshot()) AS horizon"
        " LEFT JOIN text ON review = %s AND written_in >= %s::text::xid8"
    ),
}
"""What transactions wrote that were not surely over when the horizon was taken: all before it had ended by then."""

_EVENTS = (
    "SELECT hash, CASE WHEN octet_length(body) <= %s THEN body END, written_by FROM event"
    " WHERE review = %s AND hash = ANY(%s)"
)
_TEXTS = (
    "SELECT sha256, body, layout, glyphs, reader FROM text WHERE review = %s AND sha256 = ANY(%s)"
    " AND greatest(octet_length(body), octet_length(layout), octet_length(glyphs)) <= %s"
)
_SEND_EVENTS = (
    "INSERT INTO event (review, hash, body) SELECT %s, hash, body FROM unnest(%s::text[], %s::text[]) AS sent (hash, body)"
    " ORDER BY hash ON CONFLICT DO NOTHING"
)
"""Sorted, so that two who send the same events at once wait for each other in one direction only."""

_SEND_TEXT = (
    "INSERT INTO text (review, sha256, body, layout, glyphs, reader) VALUES (%s, %s, %s, %s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)


class Difference(NamedTuple):
    """Hashes that only one side has."""

    only_here: frozenset[str]
    only_there: frozenset[str]


class Server:
    """An open connection to the server, for one review; a context manager. One thread uses it.

    Events are compared by their hashes, so whatever an interrupted exchange left undone, or a server that was restored from
    an older copy lacks, the next exchange makes up.
    """

    def __init__(
        self,
        address: Address,
        review: str,
        connection: psycopg.Connection[tuple[object, ...]],
        silence: Silence,
    ) -> None:
        self.address = address
        self.silence = silence
        self.review = review
        self.refused: list[RefusedInput] = []
        """What was fetched and is not an event, since the connection was opened."""
        self._connection = connection
        self._horizon: dict[str, str] = {}

    @classmethod
    def open(cls, address: Address, review: str, *, makes_tables: bool = True) -> Self:
        """Connect, and make the tables where there are none, or else refuse a database without them.

        Raises:
            ReviewError: psycopg is missing, the address is not valid, or the server cannot be used; see `connecting`.
        """
        silence = Silence()
        connection = connecting.connect(address, silence=silence)
        try:
            with in_plain_words(address):
                (tables.make_or_check if makes_tables else tables.check)(connection, address.shown)
        except BaseException:
            connection.close()
            raise
        return cls(address, review, connection, silence)

    def __enter__(self) -> Self:
        """The same."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def reviews(self) -> tuple[str, ...]:
        """The ids of all reviews on the server."""
        with in_plain_words(self.address):
            rows = self._connection.execute("SELECT DISTINCT review FROM event ORDER BY review")
            return tuple(str(row[0]) for row in rows)

    def titles(self) -> dict[str, str]:
        """What the reviews on the server are called, by id, where their theory maps say so."""
        with in_plain_words(self.address):
            return listing.titles(self._connection)

    @property
    def is_unprotected(self) -> bool:
        """Whether what travels crosses a network without encryption."""
        return connecting.is_open_to_listeners(self._connection)

    # --- what differs --------------------------------------------------------------------------------------------

    def differing_events(self, here: Collection[str]) -> Difference:
        """Which of the review's events only one side has; the less differs, the less is sent."""
        return self._differing("event", here)

    def differing_texts(self, here: Collection[str]) -> Difference:
        """Which of the documents' texts only one side has."""
        return self._differing("text", here)

    def _differing(self, table: str, here: Collection[str]) -> Difference:
        # First the horizon: what is compared below holds at least all before it.
        self._written_since(table, "18446744073709551615")
        ours: defaultdict[str, list[str]] = defaultdict(list)
        for hash_ in here:
            ours[hash_[:_PREFIX]].append(hash_)
        with in_plain_words(self.address):
            theirs = {
                str(row[0]): str(row[1])
                for row in self._connection.execute(_DIGESTS[table].encode(), (self.review,))
            }
            differ = [
                prefix
                for prefix in theirs.keys() | ours.keys()
                if theirs.get(prefix) != _digest(ours[prefix])
            ]
            there = {
                str(row[0])
                for row in self._connection.execute(
                    _HASHES[table].encode(), (self.review, [one for one in differ if one in theirs])
                )
            }
        in_differing = {hash_ for prefix in differ for hash_ in ours[prefix]}
        return Difference(frozenset(in_differing - there), frozenset(there - in_differing))

    def new_events(self) -> frozenset[str]:
        """The hashes of the events that came to the server since it was last asked, perhaps with some from just before.

        None that is committed late is missed, however early its transaction began.
        """
        return self._written_since("event", self._horizon["event"])

    def new_texts(self) -> frozenset[str]:
        """The same for documents' texts."""
        return self._written_since("text", self._horizon["text"])

    def _written_since(self, table: str, horizon: str) -> frozenset[str]:
        with in_plain_words(self.address):
            rows = self._connection.execute(_SINCE[table].encode(), (self.review, horizon)).fetchall()
        self._horizon[table] = str(rows[0][0])
        return frozenset(str(row[1]) for row in rows if row[1] is not None)

    # --- what travels ----------------------------------------------------------------------------------------------

    def events(self, hashes: Collection[str]) -> Iterator[FoundEvent]:
        """The events with these hashes; the others are in `refused`."""
        for some in _portions(sorted(hashes), _AT_A_TIME):
            with in_plain_words(self.address):
                rows = self._connection.execute(
                    _EVENTS.encode(), (LARGEST_EVENT, self.review, some)
                ).fetchall()
            for hash_, body, writer in rows:
                place, named = f"the server, written by {str(writer)[:63]}", f"event {short_id(str(hash_))}"
                if body is None:
                    self.refused.append(
                        RefusedInput(place, 0, f"{named} is larger than {LARGEST_EVENT // 2**20} MB")
                    )
                    continue
                try:
                    yield FoundEvent(event_in(self.review, str(hash_), str(body)), place)
                except ValueError as error:
                    self.refused.append(RefusedInput(place, 0, f"{named} {error}"))

    def texts(self, sha256s: Collection[str]) -> Iterator[FoundText]:
        """The texts with these hashes; the others are in `refused`."""
        for sha256 in sorted(sha256s):
            place = f"text {short_id(sha256)} on the server"
            with in_plain_words(self.address):
                row = self._connection.execute(
                    _TEXTS.encode(), (self.review, [sha256], LARGEST_TEXT)
                ).fetchone()
            if row is None:
                self.refused.append(RefusedInput(place, 0, f"is larger than {LARGEST_TEXT // 2**20} MB"))
                continue
            _, body, layout, glyphs, reader = row
            try:
                text = SharedText(
                    sha256, _bytes(body).decode(), _bytes(layout).decode("ascii"), _bytes(glyphs), str(reader)
                )
            except UnicodeDecodeError:
                self.refused.append(RefusedInput(place, 0, "is not text"))
            else:
                yield FoundText(text, place)

    def send_events(self, events: Iterable[SharedEvent]) -> int:
        """Send events, as many at a time as make one transaction; returns how many were new there."""
        sent = 0
        for some in _by_size((event.hash, body_of(event)) for event in events):
            hashes, bodies = [hash_ for hash_, _ in some], [body for _, body in some]
            with in_plain_words(self.address), self._connection.transaction():
                new = self._connection.execute(_SEND_EVENTS.encode(), (self.review, hashes, bodies)).rowcount
                if new:
                    self._notify()
            sent += new
        return sent

    def send_texts(self, texts: Iterable[SharedText]) -> int:
        """Send documents' texts, each in a transaction of its own; returns how many were new there."""
        sent = 0
        for text in texts:
            row = (text.sha256, text.text.encode(), text.layout.encode(), text.glyphs, text.reader)
            with in_plain_words(self.address), self._connection.transaction():
                new = self._connection.execute(_SEND_TEXT.encode(), (self.review, *row)).rowcount
                if new:
                    self._notify()
            sent += new
        return sent

    # --- a word when there is more ---------------------------------------------------------------------------------

    @property
    def _channel(self) -> str:
        return f"review_{self.review}"

    def _notify(self) -> None:
        # Without content: everybody who may connect may listen.
        self._connection.execute("SELECT pg_notify(%s, '')", (self._channel,))

    def listen(self) -> None:
        """From now on `wait` ends when somebody sent something."""
        from psycopg import sql

        with in_plain_words(self.address):
            self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))

    def wait(self, seconds: float, woken: socket.socket) -> bool:
        """Wait until somebody sent something or a byte comes through `woken`, at most some seconds; returns whether anybody sent."""
        with in_plain_words(self.address), selectors.DefaultSelector() as selector:
            if self._is_notified():
                return True
            selector.register(woken, selectors.EVENT_READ)
            selector.register(self._connection.fileno(), selectors.EVENT_READ)
            selector.select(seconds)
            return self._is_notified()

    def _is_notified(self) -> bool:
        return any(True for _ in self._connection.notifies(timeout=0))


def _digest(hashes: Sequence[str]) -> str | None:
    """What the server computes of the hashes of a group; None without any."""
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest() if hashes else None


def _portions(values: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(values)
    while some := list(islice(remaining, size)):
        yield some


def _by_size(rows: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Rows of a hash and a body in portions of limited number and size."""
    some: list[tuple[str, str]] = []
    size = 0
    for row in rows:
        some.append(row)
        size += len(row[1])
        if len(some) == _AT_A_TIME or size >= _BYTES_AT_A_TIME:
            yield some
            some, size = [], 0
    if some:
        yield some


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
