"""Appending one act: it becomes an event that follows the last one here, and the tables are brought up to date."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from review import acts
from review.acts.wrong_values import wrong_value
from review.domain.canonical import canonical, canonical_without_floats, from_canonical, identity
from review.errors import JournalError
from review.journal import validity
from review.journal.event import Act, Event, columns_by_type
from review.journal.queries.team import duties
from review.journal.soundness import INSERT

NEXT = (
    "SELECT replica, ifnull((SELECT hash FROM event WHERE event.replica = own.replica ORDER BY clock DESC LIMIT 1), ''),"
    " 1 + ifnull((SELECT max(clock) FROM event), 0) FROM (SELECT value AS replica FROM meta WHERE name = 'replica') AS own"
)
"""What the next event here gets: the replica, the hash of the replica's last event, and its clock."""

_HAS_SUBJECT = "SELECT 1 FROM event WHERE subject = ? LIMIT 1"


def spelled(act: acts.Act | Act) -> str:
    """The canonical JSON of an act.

    Raises:
        JournalError: a value is not of its type, or no JSON.
    """
    if not isinstance(act, acts.Act):
        return canonical(act)
    try:
        return canonical(act.to_plain()) if act.has_floats else canonical_without_floats(act)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        wrong = wrong_value(act) or f"{validity.named(act.kind)} is not JSON ({error})"
        raise JournalError(f"nothing was stored: {wrong}") from None


def append(connection: sqlite3.Connection, reviewer: str, act: acts.Act | Act, text: str, time: str) -> Event:
    """Append an act with the canonical JSON `text`, in the connection's open transaction; `time` is now unless it is given.

    Raises:
        JournalError: it has no effect, or this reviewer only comments.
    """
    replica, previous, clock = connection.execute(NEXT).fetchone()
    time = time or now()
    hash = identity(previous, replica, clock, time, reviewer, text)  # noqa: A001 - the event's own word
    event = Event(hash, previous, replica, clock, time, reviewer, from_canonical(text))
    read = validity.checked(event.act)
    if isinstance(read, acts.Unread) and isinstance(act, acts.Act):
        _refuse_without_effect(act, read)
    duties.check(connection, reviewer, read)
    columns = columns_by_type(hash, reviewer, event.act, read)
    is_first = not connection.execute(_HAS_SUBJECT, (columns.subject,)).fetchone()
    connection.execute(INSERT, (hash, previous, replica, clock, time, reviewer, text, *columns))
    if is_first and not isinstance(read, acts.Unread):
        _project_first(connection, columns.subject, event, read)
    else:
        _project(connection, columns.subject)
    return event


def now() -> str:
    """The time of an event that is made now."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _refuse_without_effect(act: acts.Act, read: acts.Unread) -> None:
    """Refuse an act that would stay in the journal permanently and change nothing, but not on what only a newer version knows."""
    if read.reason:
        raise without_effect(act, read)


def without_effect(act: acts.Act, read: acts.Unread) -> JournalError:
    """The error for an act that would change nothing, with the reason."""
    return JournalError(f"nothing was stored: {wrong_value(act) or read.reason}")


def _project(connection: sqlite3.Connection, subject: str) -> None:
    """Update the rows about a subject."""
    from review.journal.projections import project

    project(connection, subject)


def _project_first(connection: sqlite3.Connection, subject: str, event: Event, read: acts.Act) -> None:
    """The same for a subject whose first event this is, with its act by type."""
    from review.journal.projections import project_first
    from review.journal.projections.events import TypedEvent

    typed = TypedEvent(event.hash, event.clock, event.time, event.reviewer, read)
    project_first(connection, subject, [typed])
