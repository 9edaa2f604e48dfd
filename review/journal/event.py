"""Events: what a person did, appended and never changed, identified by their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

import msgspec
from msgspec import Struct

from review import acts
from review.acts import Unread
from review.journal import validity

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


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def canonical(value: object) -> str:
    """The canonical JSON of a value: keys sorted, no white space, ASCII only, no NaN."""
    return _ENCODER.encode(value)


_FAST_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical_without_floats(value: object) -> str:
    """The same, in a fraction of the time, of a value made of texts, whole numbers and lists, or objects of such.

    Floats are excluded, because their spelling differs, and so is NaN, which would become ``null``.
    """
    try:
        text = _FAST_ENCODER.encode(value)
    except (UnicodeEncodeError, OverflowError):
        return canonical(value)
    # msgspec writes ASCII as json does, but for this one sign; anything else it leaves as it is.
    return text.decode("ascii") if text.isascii() and b"\x7f" not in text else canonical(value)


def from_canonical(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value whose canonical JSON this is."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        # Lone surrogates, as in a file's name that is not UTF-8, which msgspec refuses.
        return json.loads(text)


def identity(previous: str, replica: str, clock: int, time: str, reviewer: str, act: str) -> str:
    """The SHA-256, in hexadecimal, of an event's canonical JSON; `act` is the act's."""
    rest = {"clock": clock, "previous": previous, "replica": replica, "reviewer": reviewer, "time": time}
    # Keys are sorted and "act" comes first: so its JSON, which may be long, is made once.
    return hashlib.sha256(f'{{"act":{act},{canonical_without_floats(rest)[1:]}'.encode("ascii")).hexdigest()


UNREAD = "unread"
"""Begins the subject of an event without effect. No fold has it, so no fold meets such an act."""


class Columns(NamedTuple):
    """Columns of ``event`` that are made from the act; `kind` is empty if the act cannot be read."""

    kind: str
    subject: str
    record: str


def columns_of(hash: str, reviewer: str, act: Act) -> Columns:  # noqa: A002 - the event's own word for it
    """The columns that an event's act gives."""
    return columns_by_type(hash, reviewer, act, validity.checked(act))


def kept_columns_of(subject: str, hash: str, reviewer: str, act: Act) -> Columns:  # noqa: A002 - see above
    """The same for an event stored under `subject`: an act that had an effect when it arrived keeps it.

    Rules newer than the event are applied only to events without effect so far.
    """
    had_effect = not subject.startswith(f"{UNREAD}:")
    return columns_by_type(hash, reviewer, act, validity.checked(act, kept=had_effect))


def columns_by_type(hash: str, reviewer: str, act: Act, read: acts.Act | Unread) -> Columns:  # noqa: A002 - see above
    """The same where it is known already how the act reads by its type (`validity.checked`)."""
    record = act.get("record", "")
    record = record if validity.is_text(record) else ""
    if isinstance(read, Unread):
        return Columns("", f"{UNREAD}:{hash}", record)
    return Columns(read.kind, read.subject_in(hash, reviewer), record)


def subject_of(hash: str, reviewer: str, act: Act) -> str:  # noqa: A002 - the event's own word for it
    """What an event is about: every row is the fold of one subject's events.

    Reversals take the subject of the event that they reverse, and moves that of what they move: their ``subject`` names it.
    """
    return columns_by_type(hash, reviewer, act, validity.checked(act, kept=True)).subject
