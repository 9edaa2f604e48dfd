"""Events: what a person did, appended and never changed, each with an identity that its content alone decides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from review import acts
from review.acts import Unread
from review.journal import validity

Act = Mapping[str, Any]
"""What was done: a JSON object whose ``kind`` names the verb.

Objects have no order here; where order has a meaning (a whole theory map) the act holds JSON as text."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act by one reviewer. `previous` is the hash of the replica's event before it, `clock` a Lamport clock.

    `unreadable` holds the act's text where that is no JSON object; `act` is empty then.
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
        """The event that a row (its fields in order, the act as JSON) holds."""
        *texts, act = row
        hash, previous, replica, clock, time, reviewer = texts  # noqa: A001 - the event's own word
        if type(clock) is not int or not all(type(texts[place]) is str for place in (0, 1, 2, 4, 5)):
            # Junk in a column is shown as it is; `review verify` names it.
            hash, previous, replica, time, reviewer = map(str, (hash, previous, replica, time, reviewer))  # noqa: A001
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
        """Why the act projects nothing, or None where it is understood."""
        return validity.unread(None if self.unreadable else self.act)

    @property
    def spelling(self) -> str:
        """The act as the journal stores it: canonical JSON, or the text that is none."""
        return self.unreadable or canonical(self.act)


def canonical(value: object) -> str:
    """The one JSON spelling of a value: keys sorted, no white space, ASCII only, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def identity(previous: str, replica: str, clock: int, time: str, reviewer: str, act: str) -> str:
    """The SHA-256, in hexadecimal, of an event's canonical JSON; `act` is the act's."""
    rest = {"clock": clock, "previous": previous, "replica": replica, "reviewer": reviewer, "time": time}
    # Keys are sorted and "act" comes first: so its JSON, which may be long, is made once.
    return hashlib.sha256(f'{{"act":{act},{canonical(rest)[1:]}'.encode("ascii")).hexdigest()


UNREAD = "unread"
"""Begins the subject of an event that projects nothing. No fold has it, so that no fold meets such an act."""


class Columns(NamedTuple):
    """What the table of events holds beside an event itself, made from its act; `kind` is empty where the act is not read."""

    kind: str
    subject: str
    record: str


def columns_of(hash: str, reviewer: str, act: Act) -> Columns:  # noqa: A002 - the event's own word for it
    """What an event's act gives for the columns by which events are looked up."""
    return _columns(hash, reviewer, act, validity.checked(act))


def kept_columns_of(subject: str, hash: str, reviewer: str, act: Act) -> Columns:  # noqa: A002
    """The same for an event that the journal holds under `subject`: what had an effect when it came keeps it.

    Rules that are younger than an event are asked only of what had no effect so far.
    """
    had_effect = not subject.startswith(f"{UNREAD}:")
    return _columns(hash, reviewer, act, validity.checked(act, kept=had_effect))


def _columns(hash: str, reviewer: str, act: Act, read: acts.Act | Unread) -> Columns:  # noqa: A002
    record = act.get("record", "")
    record = record if validity.is_text(record) else ""
    if isinstance(read, Unread):
        return Columns("", f"{UNREAD}:{hash}", record)
    return Columns(read.kind, read.subject_in(hash, reviewer), record)


def subject_of(hash: str, reviewer: str, act: Act) -> str:  # noqa: A002 - the event's own word for it
    """What an event is about: every row that a reader sees is the fold of one subject's events.

    Reversals take the subject of the event that they reverse, and moves that of what they move: their ``subject`` names it.
    """
    return _columns(hash, reviewer, act, validity.checked(act, kept=True)).subject
