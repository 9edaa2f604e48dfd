"""Letters that another copy gave to other records: found from the order of events when copies meet.

Letters are not exchanged. What another copy had when a record came into it follows from the clocks of its events: they count
up by one, and jump where it received events with higher clocks. So its order of arrival is known, but for events with
lower clocks that it received unnoticed; a clash is therefore reported as probable.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple


class _Came(NamedTuple):
    """A record with a letter here, and the event with which it came."""

    record: str
    place: int
    replica: str
    clock: int
    is_new: bool


def learn(connection: sqlite3.Connection, after: int) -> None:
    """Keep the letters that other copies gave to other records than this one did.

    Looked at are records whose first event has a `sequence` greater than `after`, and that are cited like another one.
    """
    jumps = cache(lambda replica: _jumps(connection, replica))
    for author, year in connection.execute(
        "SELECT DISTINCT short_author, ifnull(year, '') FROM event JOIN record ON record.record = substr(event.subject, 8)"
        " WHERE sequence > ? AND subject LIKE 'record:%' AND letter > 0",
        (after,),
    ).fetchall():
        came = list(_came(connection, author, year, after))
        here = {one.place: one.record for one in came}
        for copy in sorted({one.replica for one in came if one.is_new} - {_own(connection)}):
            for place, record in enumerate(_as_in(copy, jumps(copy), came), 1):
                if here.get(place, record) != record:
                    connection.execute(
                        "INSERT OR REPLACE INTO letter (author, year, place, copy, record) VALUES (?, ?, ?, ?, ?)",
                        (author, year, place, copy, record),
                    )


def _own(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE name = 'replica'").fetchone()[0])


def _came(connection: sqlite3.Connection, author: str, year: object, after: int) -> Iterator[_Came]:
    """The records that had a letter of this citation here, with the event with which each came."""
    for record, place in connection.execute(
        "SELECT record, place FROM letter WHERE author = ? AND year = ? AND copy = ''", (author, year)
    ).fetchall():
        first = connection.execute(
            "SELECT replica, clock, sequence > ? FROM event WHERE subject = ? ORDER BY clock, hash LIMIT 1",
            (after, f"record:{record}"),
        ).fetchone()
        if first:
            yield _Came(record, place, first[0], first[1], bool(first[2]))


def _jumps(connection: sqlite3.Connection, replica: str) -> list[int]:
    """The clocks of a copy's events before which it had received others with clocks just below."""
    rows = connection.execute(
        "SELECT clock FROM (SELECT clock, ifnull(lag(clock) OVER (ORDER BY clock), 0) AS before FROM event WHERE replica = ?)"
        " WHERE clock > before + 1",
        (replica,),
    )
    return [clock for (clock,) in rows]


def _as_in(copy: str, jumps: list[int], came: Iterable[_Came]) -> list[str]:
    """The records in the order in which they came into another copy; without those that it did not know of."""
    order: list[tuple[int, bool, int, str]] = []
    for one in came:
        if one.replica == copy:
            order.append((one.clock, True, one.clock, one.record))
        elif (jump := bisect_right(jumps, one.clock)) < len(jumps):
            order.append((jumps[jump], False, one.clock, one.record))
    return [record for *_, record in sorted(order)]
