"""The events: hashes, chains, canonical JSON, the columns made from acts, and acts that are not valid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from review.domain.canonical import canonical, is_hash
from review.domain.unread import faults
from review.domain.wording.short_id import short_id
from review.journal import validity
from review.journal.event import Columns, kept_columns_of
from review.journal.journal import Journal
from review.journal.queries.unread import unread_events
from review.journal.soundness import CHANGED, COLUMNS, chain_fault, has_its_hash, junk

_ACT_UNREADABLE = "its act is not a JSON object"
_Row = tuple[object, ...]


class Finding(NamedTuple):
    """A problem of an event, in a line. If only its derived columns are wrong, `right` holds the right ones."""

    line: str
    hash: str = ""
    right: Columns | None = None


def broken_events(journal: Journal) -> Iterator[str]:
    """A line for each event that was changed after it was written, or has a wrong place in its chain."""
    return (finding.line for finding in event_findings(journal) if finding.right is None)


def event_findings(journal: Journal) -> Iterator[Finding]:
    """All problems of single events; each event is read once."""
    own = ", ".join(f"event.{column}" for column in COLUMNS)
    with journal.snapshot() as connection:
        for row in connection.execute(
            f"SELECT event.sequence, {own}, before.replica, before.clock, event.kind, event.subject, event.record FROM event"
            " LEFT JOIN event AS before ON before.hash = event.previous ORDER BY event.sequence"
        ):
            if (finding := _finding(row[0], row[1:8], row[8:10], row[10:])) is not None:
                yield finding


def _finding(sequence: object, row: _Row, before: _Row, looked_up: _Row) -> Finding | None:
    junk_in_it = list(junk(row))
    read = validity.read(row[-1])
    if junk_in_it:
        wrong = [*junk_in_it, _ACT_UNREADABLE if read is None else CHANGED]
    else:
        wrong = [*_changed(row, read), *_misplaced(row, before)]
    if wrong:
        return Finding(f"{_shown(sequence, row, read)}: {'; '.join(wrong)}")
    hash_ = str(row[0])
    right = kept_columns_of(str(looked_up[1]), hash_, str(row[5]), read or {})
    if right == looked_up:
        return None
    named = [
        f"`{name}`" for name, is_, was in zip(right._fields, looked_up, right, strict=True) if is_ != was
    ]
    said = f"column {named[0]} does" if len(named) == 1 else f"columns {', '.join(named)} do"
    line = f"event {short_id(hash_)}: its {said} not match its act; `review verify --rebuild` corrects it"
    return Finding(line, hash_, right)


def _changed(row: _Row, read: dict[str, object] | None) -> Iterator[str]:
    """How an event differs from what was written, if it does."""
    if has_its_hash(row):
        if read is not None and canonical(read) != row[-1]:
            yield "its act is not canonical JSON"
        return
    yield CHANGED
    if read is None:
        yield _ACT_UNREADABLE
    elif why := validity.unread(read):
        yield why.reason or f"its kind `{why.kind}` is unknown"


def _misplaced(row: _Row, before: _Row) -> Iterator[str]:
    if row[1] and before[0] is None:
        yield "the event before it is missing"
    elif fault := chain_fault(row, *before):
        yield fault


def _shown(sequence: object, row: _Row, read: dict[str, object] | None) -> str:
    """An event's name in a line: its hash, else its place in the file."""
    hash_, time = row[0], row[4]
    if not is_hash(hash_):
        return f"event in row {sequence}"
    facts = ", ".join(fact[:40] for fact in ((read or {}).get("kind"), time) if isinstance(fact, str))
    return f"event {short_id(str(hash_))} ({facts})"


def forks(journal: Journal) -> Iterator[str]:
    """Where two events of one replica follow the same event: no fault, all of them count."""
    with journal.snapshot() as connection:
        connection.create_aggregate("some_of", 1, _SomeOf)  # type: ignore[arg-type]  # the stubs want a protocol
        for replica, previous, some in connection.execute(
            "SELECT replica, previous, some_of(hash) FROM event GROUP BY replica, previous HAVING count(*) > 1"
        ):
            after = f"after event {short_id(str(previous))}" if previous else "at its start"
            yield f"replica {short_id(str(replica))} forks {after} (events {some}): the file was copied and written to in two places, or put back from a copy; all acts count"


class _SomeOf:
    """An aggregate that lists the first few of many hashes."""

    def __init__(self) -> None:
        self.hashes: list[str] = []

    def step(self, hash_: object) -> None:
        """Add one."""
        if len(self.hashes) < 5:
            self.hashes.append(short_id(str(hash_)))

    def finalize(self) -> str:
        """The list."""
        return ", ".join(self.hashes)


def act_problems(journal: Journal) -> Iterator[str]:
    """A line for each event whose act is not valid; those of a newer version are not a problem."""
    yield from faults(unread_events(journal))
