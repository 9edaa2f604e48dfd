"""The events of one subject with their acts by type, and which of them stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from review import acts
from review.acts import Act, Redo, Reversal, Undo, Unread


class TypedEvent(NamedTuple):
    """What a fold needs of an event."""

    hash: str
    clock: int
    time: str
    reviewer: str
    act: Act


def of_subject(connection: sqlite3.Connection, subject: str) -> list[TypedEvent]:
    """The events about a subject in the journal's order; those whose act has no such type are left out.

    Nothing else is checked: whether an act makes sense was decided when it arrived, and no later rule changes that.
    """
    rows = connection.execute(
        "SELECT hash, clock, time, reviewer, act FROM event WHERE subject = ? ORDER BY clock, hash",
        (subject,),
    )
    return typed(rows)


def typed(rows: Iterable[tuple[Any, ...]]) -> list[TypedEvent]:
    """Events by type, given hash, clock, time, reviewer and stored act of each; those whose act has no type are left out."""
    found = []
    for hash_, clock, time, reviewer, stored in rows:
        # Another program that writes to the file may put anything into a column; verify reports that.
        if not (type(clock) is int and all(type(value) is str for value in (hash_, time, reviewer, stored))):
            continue
        act = acts.read(stored)
        if not isinstance(act, Unread):
            found.append(TypedEvent(hash_, clock, time, reviewer, act))
    return found


OfKind = TypeVar("OfKind", bound=Act)


def made_by(kind: type[OfKind], events: Iterable[TypedEvent]) -> tuple[TypedEvent, OfKind] | None:
    """The first act of a kind among the standing events of a subject, with its event: the one that made the subject.

    None if it does not stand.
    """
    return next(((event, event.act) for event in events if isinstance(event.act, kind)), None)


def effective(events: Iterable[TypedEvent]) -> tuple[list[TypedEvent], dict[str, TypedEvent]]:
    """The events of a subject that stand, in order, and for each undone one the event that undid it.

    Reversals of what is not among these events are left out.
    """
    ordered = list(events)
    known = {event.hash for event in ordered}
    undone: dict[str, TypedEvent] = {}
    for event in ordered:
        if isinstance(event.act, Undo) and event.act.event in known:
            undone[event.act.event] = event
        elif isinstance(event.act, Redo):
            undone.pop(event.act.event, None)
    standing = [
        event for event in ordered if not isinstance(event.act, Reversal) and event.hash not in undone
    ]
    return standing, undone
