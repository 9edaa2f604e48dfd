"""Checks of a single event: the values of its columns, its hash, its place in its chain."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.canonical import identity, is_hash
from review.journal import validity

COLUMNS = ("hash", "previous", "replica", "clock", "time", "reviewer", "act")
"""The parts of an event, in the table's order."""

INSERT = (
    f"INSERT OR IGNORE INTO event ({', '.join(COLUMNS)}, kind, subject, record) VALUES (?,?,?,?,?,?,?,?,?,?)"
)
"""Stores an event, by these parts and the columns that its act gives, unless it is there."""

CHANGED = "was changed after it was written"


def junk(row: tuple[object, ...]) -> Iterator[str]:
    """Values in an event's columns that are not valid there."""
    for name, value in zip(COLUMNS, row, strict=True):
        if name == "clock":
            if type(value) is not int or value < 1:
                yield f"its column `{name}` holds {described(value)} and not a whole number from 1 on"
        elif not validity.is_text(value):
            yield f"its column `{name}` holds {described(value)} and not text"
        elif (name == "hash" or (name == "previous" and value)) and not is_hash(value):
            yield f"its column `{name}` holds no hash"


def has_its_hash(row: tuple[object, ...]) -> bool:
    """Whether the columns of an event without junk give its hash."""
    hash_, previous, replica, clock, time, reviewer, act = row
    try:
        expected = identity(str(previous), str(replica), int(str(clock)), str(time), str(reviewer), str(act))
    except UnicodeEncodeError:  # an act that is not ASCII gives no hash: canonical JSON is
        return False
    return expected == hash_


def chain_fault(row: tuple[object, ...], replica_before: object, clock_before: object) -> str:
    """What is wrong with an event's place after its predecessor, given that one's replica and clock; mostly ``""``.

    An event that begins its chain has no predecessor. A missing one is not a problem here: events may arrive in any order.
    """
    _, previous, replica, clock, *_ = row
    if not previous or replica_before is None:
        return ""
    if replica_before != replica:
        return "follows an event of another replica"
    if not (isinstance(clock_before, int) and clock_before < int(str(clock))):
        return "its clock is not after that of the event before it"
    return ""


def described(value: object) -> str:
    """A column's value, or its type, for a line."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, str):
        return f"'{printable(value[:20])}'" if validity.is_text(value) else "bytes that are not UTF-8"
    return str(value)[:20]


def printable(text: str) -> str:
    """A text with everything unprintable replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
