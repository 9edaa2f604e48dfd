"""Appending many imports at once: a reference file has thousands."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from review import acts
from review.domain.canonical import identity
from review.journal import validity
from review.journal.appending.one import NEXT, now, spelled, without_effect
from review.journal.event import Columns
from review.journal.queries.team import duties
from review.journal.soundness import INSERT


def append_imports(connection: sqlite3.Connection, reviewer: str, imports: Sequence[acts.Import]) -> None:
    """Append imports, each the first act on its record and each of another record; all get one time.

    The events and rows are those of `append`, but each table is written by one statement: half the cost of an import. It is
    done in the connection's open transaction.

    Raises:
        JournalError: one has no effect, or this reviewer only comments.
    """
    # The folds are loaded with the first act, not with the first screen.
    from review.journal.projections import project_imports
    from review.journal.projections.events import TypedEvent

    replica, previous, clock = connection.execute(NEXT).fetchone()
    time = now()
    rows: list[tuple[str | int, ...]] = []
    events: list[TypedEvent] = []
    for act in imports:
        text = spelled(act)
        hash = identity(previous, replica, clock, time, reviewer, text)  # noqa: A001 - the event's own word
        read = validity.checked_import(text)
        if isinstance(read, acts.Unread):
            raise without_effect(act, read)
        columns = Columns(read.kind, read.subject_in(hash, reviewer), read.of_record)
        rows.append((hash, previous, replica, clock, time, reviewer, text, *columns))
        events.append(TypedEvent(hash, clock, time, reviewer, read))
        previous, clock = hash, clock + 1
    for act in imports[:1]:
        duties.check(connection, reviewer, act)
    connection.executemany(INSERT, rows)
    project_imports(connection, events)
