"""Events from elsewhere on their way into a journal: each is checked, all of one subject are inserted and folded together."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import TracebackType
from typing import NamedTuple, Self
from unicodedata import category

from review import acts
from review.domain.canonical import canonical
from review.domain.team.exchange import RefusedInput
from review.domain.wording.short_id import short_id
from review.journal import projections, validity
from review.journal.event import columns_by_type
from review.journal.projections.events import typed
from review.journal.projections.letters.clashes import learn
from review.journal.soundness import CHANGED, INSERT, chain_fault, has_its_hash, junk

AHEAD = 1_000_000
"""How far an event's clock may be ahead of all others: each act adds 1, so an honest gap is as long as what is missing."""

_MOST = 2**53
"""No clock is larger: not every reader of JSON keeps larger numbers."""

_STAGED = """
CREATE TABLE event (
    hash TEXT PRIMARY KEY, previous TEXT NOT NULL, replica TEXT NOT NULL, clock INTEGER NOT NULL, time TEXT NOT NULL,
    reviewer TEXT NOT NULL, act TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, record TEXT NOT NULL,
    file TEXT NOT NULL, line INTEGER NOT NULL
);
CREATE INDEX by_clock ON event (clock, hash);
CREATE INDEX by_subject ON event (subject, clock, hash);
"""
_OF_SUBJECT = (
    "SELECT hash, previous, replica, clock, time, reviewer, act, kind, subject, record FROM event"
    " WHERE subject = ? ORDER BY clock, hash"
)
_SUBJECTS = (
    "SELECT subject FROM event GROUP BY subject ORDER BY subject <> 'theory-map', min(clock), min(hash)"
)
"""Codings refer to versions of the theory map, so its fold comes first; the others in the order in which they began."""


class RefusedEvent(NamedTuple):
    """An event that is not inserted, where it was found, and why."""

    hash: str
    file: str
    line: int
    reason: str

    def as_input(self) -> RefusedInput:
        """The same as a line for people."""
        named = "" if self.line else f"event {short_id(str(self.hash))} "
        return RefusedInput(self.file, self.line, f"{named}{self.reason}")


class Staged:
    """Events from elsewhere in a temporary database, since there may be more than fit into memory.

    Add all of them, `settle` them with the journal that they go into, and `insert` one subject after the other. The result
    does not depend on the order in which they were added.

    Args:
        review: the id of the journal's review; ``""`` where no event is asked for its own.
    """

    def __init__(self, review: str = "") -> None:
        self.refused: list[RefusedEvent] = []
        self.inserted = 0
        self.review = review
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_STAGED)
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        """The same."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the temporary database."""
        self._connection.close()

    def add(
        self,
        hash: str,  # noqa: A002 - the event's own word
        previous: str,
        replica: str,
        clock: int,
        time: str,
        reviewer: str,
        act: str,
        *,
        file: str = "",
        line: int = 0,
    ) -> None:
        """Add an event, unless it is refused: its columns are not valid, or do not give its hash."""
        row = (hash, previous, replica, clock, time, reviewer, act)
        read = validity.read(act)
        if fault := _fault_of(row, read):
            self.refuse(hash, file, line, fault)
            return
        by_type = validity.checked(read or {})
        if self.review and isinstance(by_type, acts.BeginReview) and by_type.review != self.review:
            self.refuse(hash, file, line, "begins another review")
            return
        columns = columns_by_type(hash, reviewer, read or {}, by_type)
        self._connection.execute(
            "INSERT OR IGNORE INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", (*row, *columns, file, line)
        )

    def settle(self, journal: sqlite3.Connection) -> None:
        """Leave out what the journal has, and refuse what has no place in its chain or in the review's time."""
        have = "SELECT 1 FROM event WHERE hash = ?"
        known = [
            (hash_,)
            for (hash_,) in self._connection.execute("SELECT hash FROM event")
            if journal.execute(have, (hash_,)).fetchone()
        ]
        self._remove(known)
        self._refuse_far_ahead(journal)
        self._refuse_misplaced(journal)

    def subjects(self) -> list[str]:
        """The subjects of the events that are left, the theory map first, then in the order in which they began."""
        return [subject for (subject,) in self._connection.execute(_SUBJECTS)]

    def insert(self, journal: sqlite3.Connection, subject: str) -> None:
        """Insert the events about a subject and update its tables, in the journal's open transaction."""
        rows = self._connection.execute(_OF_SUBJECT, (subject,)).fetchall()
        is_new = not journal.execute("SELECT 1 FROM event WHERE subject = ? LIMIT 1", (subject,)).fetchone()
        inserted = journal.executemany(INSERT, rows).rowcount
        self.inserted += inserted
        if is_new and inserted == len(rows):
            # Columns hash, clock, time, reviewer and act.
            events = typed((row[0], row[3], row[4], row[5], row[6]) for row in rows)
            projections.project_first(journal, subject, events)
        elif inserted:
            projections.project(journal, subject)

    def refuse(self, hash: str, file: str, line: int, reason: str) -> None:  # noqa: A002 - see above
        """Leave an event out for a reason."""
        self.refused.append(RefusedEvent(hash, file, line, reason))

    def _remove(self, hashes: list[tuple[str]]) -> None:
        self._connection.executemany("DELETE FROM event WHERE hash = ?", hashes)

    def _refuse_far_ahead(self, journal: sqlite3.Connection) -> None:
        """Refuse events whose clock would push every later act to the end of what numbers can count."""
        (reach,) = journal.execute("SELECT ifnull(max(clock), 0) FROM event").fetchone()
        for (clock,) in self._connection.execute("SELECT clock FROM event ORDER BY clock"):
            if clock > reach + AHEAD:
                break
            reach = max(reach, clock)
        reason = _too_far(reach)
        late = self._connection.execute(
            "SELECT hash FROM event WHERE clock > ? ORDER BY clock, hash", (reach,)
        )
        self._take_back({hash_: reason for (hash_,) in late})

    def _refuse_misplaced(self, journal: sqlite3.Connection) -> None:
        """Refuse events that do not follow the event that they name."""
        before = "SELECT replica, clock FROM event WHERE hash = ?"
        faults: dict[str, str] = {}
        for row in self._connection.execute(
            "SELECT hash, previous, replica, clock FROM event WHERE previous <> ''"
        ):
            found = (
                self._connection.execute(before, (row[1],)).fetchone()
                or journal.execute(before, (row[1],)).fetchone()
            )
            if found and (fault := chain_fault(row, *found)):
                faults[row[0]] = fault
        self._take_back(faults)

    def _take_back(self, faults: Mapping[str, str]) -> None:
        """Refuse events that were added already, given the reason for each."""
        for hash_, reason in faults.items():
            file, line = self._connection.execute(
                "SELECT file, line FROM event WHERE hash = ?", (hash_,)
            ).fetchone()
            self.refuse(hash_, file, line, reason)
        self._remove([(hash_,) for hash_ in faults])


def _fault_of(row: tuple[object, ...], read: object) -> str:
    """Why an event cannot be inserted, seen alone; ``""`` if it can."""
    if said := "; ".join(junk(row)):
        return said
    if not has_its_hash(row):
        return CHANGED
    if int(str(row[3])) >= _MOST:
        return _too_far(0)
    if any(category(letter) == "Cc" for letter in str(row[5])):
        return "its reviewer's name holds a line end or another control character"
    if read is not None and canonical(read) != row[-1]:
        return "its act is not canonical JSON"
    return ""


def _too_far(reach: int) -> str:
    of = f" ({reach:,})" if reach else ""
    return f"its clock is far ahead of all others{of}; the copy that wrote it is damaged or was changed"


def learn_letters(journal: sqlite3.Connection, after: int) -> None:
    """Note the letters that other copies gave to records that arrived after the revision `after`."""
    learn(journal, after)
