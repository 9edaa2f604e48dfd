"""The events themselves: identities, chains, spelling, and acts that are not valid."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from review.domain.unread import faults
from review.journal import validity
from review.journal.event import canonical, identity
from review.journal.journal import Journal
from review.journal.queries.unread import unread_events
from review.journal.verification.rows import described

COLUMNS = ("hash", "previous", "replica", "clock", "time", "reviewer", "act")
"""What an event consists of, in the table's order."""

_HASH = re.compile(r"[0-9a-f]{64}")


def chain_problems(journal: Journal) -> Iterator[str]:
    """Events whose content does not give their hash, and chains with gaps or forks."""
    yield from broken_events(journal)
    yield from forks(journal)


def broken_events(journal: Journal) -> Iterator[str]:
    """A line for each event that was changed since it was written, or whose place in its chain is not what it says."""
    own = ", ".join(f"event.{column}" for column in COLUMNS)
    with journal.snapshot() as connection:
        for row in connection.execute(
            f"SELECT event.sequence, {own}, before.replica, before.clock FROM event"
            " LEFT JOIN event AS before ON before.hash = event.previous ORDER BY event.sequence"
        ):
            if wrong := "; ".join(_wrong_with(row[1:8], *row[8:])):
                yield f"{_shown(row)}: {wrong}"


def is_sound(row: tuple[object, ...]) -> bool:
    """Whether an event's columns hold what such columns hold; its chain and its hash aside."""
    return not next(_junk(row), "")


def _wrong_with(row: tuple[object, ...], replica_before: object, clock_before: object) -> Iterator[str]:
    hash_, previous, replica, clock, time, reviewer, act = row
    junk = list(_junk(row))
    if junk:
        yield from junk
        yield _ACT_UNREADABLE if validity.read(act) is None else "was changed after it was written"
        return
    read = validity.read(act)
    expected = ""
    with suppress(UnicodeEncodeError):  # an act that is not ASCII gives no hash: canonical JSON is
        expected = identity(str(previous), str(replica), int(str(clock)), str(time), str(reviewer), str(act))
    if expected != hash_:
        yield "was changed after it was written"
        if read is None:
            yield _ACT_UNREADABLE
        elif why := validity.unread(read):
            yield why.reason or f"its kind `{why.kind}` is unknown"
    elif read is not None and canonical(read) != act:
        yield "its act is not spelt as canonical JSON"
    if previous and replica_before is None:
        yield "the event before it in its chain is missing"
    elif previous and replica_before != replica:
        yield "follows an event of another replica"
    elif previous and not (isinstance(clock_before, int) and clock_before < int(str(clock))):
        yield "its clock is not after that of the event before it"


_ACT_UNREADABLE = "its act is not a JSON object"


def _junk(row: tuple[object, ...]) -> Iterator[str]:
    """What stands in an event's columns that cannot stand there."""
    for name, value in zip(COLUMNS, row, strict=True):
        if name == "clock":
            if type(value) is not int or value < 1:
                yield f"its column `{name}` holds {described(value)} and not a whole number from 1 on"
        elif not validity.is_text(value):
            yield f"its column `{name}` holds {described(value)} and not text"
        elif (name == "hash" or (name == "previous" and value)) and not _HASH.fullmatch(str(value)):
            yield f"its column `{name}` holds no hash"


def _shown(row: tuple[object, ...]) -> str:
    """An event as a line names it: by its hash, else by its place in the file."""
    sequence, hash_, *_, time, _, act = row[:8]
    if not isinstance(hash_, str) or not _HASH.fullmatch(hash_):
        return f"event in row {sequence}"
    read = validity.read(act) or {}
    kind = read.get("kind")
    facts = ", ".join(fact[:40] for fact in (kind, time) if isinstance(fact, str))
    return f"event {hash_[:12]} ({facts})"


def forks(journal: Journal) -> Iterator[str]:
    """Where two events of one replica follow the same event."""
    with journal.snapshot() as connection:
        connection.create_aggregate("some_of", 1, _SomeOf)  # type: ignore[arg-type]  # the stubs want a protocol
        for replica, previous, some in connection.execute(
            "SELECT replica, previous, some_of(hash) FROM event GROUP BY replica, previous HAVING count(*) > 1"
        ):
            after = f"after event {str(previous)[:12]}" if previous else "at its start"
            yield f"replica {str(replica)[:8]} forks {after} (events {some}): a copied file was written to in two places"


class _SomeOf:
    """An aggregate that lists the first few of what may be many hashes."""

    def __init__(self) -> None:
        self.hashes: list[str] = []

    def step(self, hash_: object) -> None:
        """Take one more."""
        if len(self.hashes) < 5:
            self.hashes.append(str(hash_)[:12])

    def finalize(self) -> str:
        """The list."""
        return ", ".join(self.hashes)


def act_problems(journal: Journal) -> Iterator[str]:
    """A line for each event whose act is not valid; those of a newer version are no problem."""
    yield from faults(unread_events(journal))


def stored_events(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """The events whose columns are sound, as they are stored."""
    for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY sequence"):
        if is_sound(row):
            yield row
