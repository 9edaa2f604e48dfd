"""Events: what a person did, appended and never changed, identified by their content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from msgspec import Struct

from review import acts
from review.domain.canonical import canonical
from review.journal import validity

if TYPE_CHECKING:
    from review.acts import Unread

Act = Mapping[str, Any]
"""What was done: a JSON object whose ``kind`` names the verb.

Objects have no order here; where order has a meaning (a whole theory map) the act holds JSON as text."""


class Event(Struct, frozen=True):
    """One act by one reviewer. `previous` is the hash of the replica's event before it, `clock` a Lamport clock.

    `unreadable` holds the act's text if it is not a JSON object; `act` is empty then.
    """

    hash: str
    previous: str
    replica: str
    clock: int
    time: str
    reviewer: str
    act: Act
    undone: bool = False
    unreadable: str = ""

    @classmethod
    def from_row(cls, row: Sequence[Any], *, undone: bool = False) -> Self:
        """The event in a row (its fields in order, the act as JSON)."""
        *texts, act = row
        hash, previous, replica, clock, time, reviewer = texts  # noqa: A001 - the event's own word
        if type(clock) is not int or not all(type(texts[place]) is str for place in (0, 1, 2, 4, 5)):
            # Junk in a column is shown as it is; `review verify` reports it.
            hash, previous, replica, time, reviewer = map(str, (hash, previous, replica, time, reviewer))  # noqa: A001 - see above
            clock = clock if type(clock) is int else 0
        read = validity.read(act)
        if read is None:
            return cls(hash, previous, replica, clock, time, reviewer, {}, undone, str(act))
        return cls(hash, previous, replica, clock, time, reviewer, read, undone)

    @property
    def kind(self) -> str:
        """The verb; ``""`` where the act names none."""
        kind = self.act.get("kind")
        return kind if isinstance(kind, str) else ""

    @property
    def unread(self) -> Unread | None:
        """Why the act has no effect, or None if it is understood."""
        return validity.unread(None if self.unreadable else self.act)

    @property
    def spelling(self) -> str:
        """The act as stored: canonical JSON, or text that is not JSON."""
        return self.unreadable or canonical(self.act)


UNREAD = "unread"
"""Begins the subject of an event without effect. No fold has it, so no fold meets such an act."""


class Columns(NamedTuple):
    """Columns of ``event`` that are made from the act; `kind` is empty if the act cannot be read."""

    kind: str
    subject: str
    record: str


def columns_by_type(hash: str, reviewer: str, act: Act, read: acts.Act | Unread) -> Columns:  # noqa: A002 - the event's own word for it
    """The columns that an event's act gives, which reads so by its type (`validity.checked`)."""
    record = act.get("record", "")
    record = record if validity.is_text(record) else ""
    if isinstance(read, acts.Unread):
        return Columns("", f"{UNREAD}:{hash}", record)
    return Columns(read.kind, read.subject_in(hash, reviewer), record)


def kept_columns_of(subject: str, hash: str, reviewer: str, act: Act) -> Columns:  # noqa: A002 - see above
    """The same for an event stored under `subject`: an act that had an effect when it arrived keeps it.

    Rules newer than the event are applied only to events without effect so far.
    """
    had_effect = not subject.startswith(f"{UNREAD}:")
    return columns_by_type(hash, reviewer, act, validity.checked(act, kept=had_effect))


def subject_of(hash: str, reviewer: str, act: Act) -> str:  # noqa: A002 - see above
    """What an event is about: every row is the fold of one subject's events.

    Reversals take the subject of the event that they reverse, and moves that of what they move: their ``subject`` names it.
    """
    return columns_by_type(hash, reviewer, act, validity.checked(act, kept=True)).subject
