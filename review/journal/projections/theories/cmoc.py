"""Configurations: label, status, ties to theories, and the statements that were written by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from review.acts import NewCmoc, SetCmocStatus, StateCmoc, TieCmoc
from review.domain.canonical import canonical
from review.domain.theories.configuration import ConfigurationStatus
from review.domain.theories.heads import heads
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import former_codes, former_codes_under, present
from review.journal.projections.table import Table


class CmocRow(NamedTuple):
    """A configuration; `theory_event` is the version of the theory map under which it was made."""

    cmoc: str
    label: str
    status: str
    reason: str
    reviewer: str
    time: str
    clock: int
    theory_event: str


class CmocTheoryRow(NamedTuple):
    """A code that a configuration is tied to, the stance, and the version of the map under which it was last judged.

    `coded` is the code as it was tied; it differs from `code` where that has another id since. Where a code that was merged
    into `code` was tied with another stance, it is that one, with the version under which that was judged.
    """

    cmoc: str
    position: int
    code: str
    coded: str
    stance: str
    theory_event: str


class CmocStatementRow(NamedTuple):
    """A statement that stands, ``""`` if it is to be composed; the last one is shown, others were written apart.

    `elements` has the wordings at that time, as a JSON object.
    """

    cmoc: str
    position: int
    event: str
    statement: str
    elements: str
    reviewer: str
    time: str


CMOC = Table(
    "cmoc",
    CmocRow,
    keys=("cmoc",),
    subject=("cmoc",),
    sql="""
CREATE TABLE cmoc (
    cmoc TEXT PRIMARY KEY, label TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, reviewer TEXT NOT NULL,
    time TEXT NOT NULL, clock INTEGER NOT NULL, theory_event TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX cmoc_by_label ON cmoc (label COLLATE NOCASE);
""",
)
CMOC_THEORY = Table(
    "cmoc_theory",
    CmocTheoryRow,
    keys=("cmoc", "position"),
    subject=("cmoc",),
    sql="""
CREATE TABLE cmoc_theory (
    cmoc TEXT NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL, coded TEXT NOT NULL, stance TEXT NOT NULL,
    theory_event TEXT NOT NULL, PRIMARY KEY (cmoc, position)
) WITHOUT ROWID;
CREATE INDEX cmoc_by_code ON cmoc_theory (code);
""",
)
CMOC_STATEMENT = Table(
    "cmoc_statement",
    CmocStatementRow,
    keys=("cmoc", "position"),
    subject=("cmoc",),
    sql="""
CREATE TABLE cmoc_statement (
    cmoc TEXT NOT NULL, position INTEGER NOT NULL, event TEXT NOT NULL, statement TEXT NOT NULL, elements TEXT NOT NULL,
    reviewer TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (cmoc, position)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, cmoc: str, events: Sequence[TypedEvent]) -> None:
    """Write a configuration's row, its ties and its statements."""
    made = made_by(NewCmoc, events)
    rows, ties, statements = [], [], []
    if made:
        event, act = made
        rows = [
            CmocRow(
                cmoc, act.label, *_status(events), event.reviewer, event.time, event.clock, act.theory_event
            )
        ]
        ties = _ties(connection, cmoc, act, events)
        statements = _statements(cmoc, events)
    CMOC.replace(connection, (cmoc,), rows)
    CMOC_THEORY.replace(connection, (cmoc,), ties)
    CMOC_STATEMENT.replace(connection, (cmoc,), statements)


def _status(events: Sequence[TypedEvent]) -> tuple[str, str]:
    """The last status, and its reason."""
    said = [(str(one.act.status), one.act.reason) for one in events if isinstance(one.act, SetCmocStatus)]
    return said[-1] if said else (str(ConfigurationStatus.CANDIDATE), "")


def _ties(
    connection: sqlite3.Connection, cmoc: str, made: NewCmoc, events: Sequence[TypedEvent]
) -> list[CmocTheoryRow]:
    """The ties, by the codes as they were tied; for each code the last act counts, whatever id it had then.

    An act is about a code that was merged with another one only if its maker knew both as one.
    """
    former = former_codes(connection)
    known = {code: (str(stance), made.theory_event) for code, stance in made.theories.items()}
    for event in events:
        if not isinstance(tie := event.act, TieCmoc):
            continue
        same = [code for code in known if former.get(code, code) == former.get(tie.code, tie.code)]
        if same not in ([], [tie.code]):
            then = former_codes_under(connection, tie.theory_event)
            same = [code for code in same if then.get(code, code) == then.get(tie.code, tie.code)]
        if tie.stance:
            known |= dict.fromkeys(same or [tie.code], (tie.stance, tie.theory_event))
        else:
            known = {code: said for code, said in known.items() if code not in same}
    return [
        _tie(cmoc, place, *codes, known, former) for place, codes in enumerate(present(known, former).items())
    ]


def _tie(
    cmoc: str,
    place: int,
    code: str,
    coded: str,
    known: Mapping[str, tuple[str, str]],
    former: Mapping[str, str],
) -> CmocTheoryRow:
    """One tie; that a merged code had another stance lets the configuration wait for another look."""
    stance, _ = known[coded]
    others = (one for one, said in known.items() if former.get(one, one) == code and said[0] != stance)
    judged = next(others, coded)
    return CmocTheoryRow(cmoc, place, code, judged, stance, known[judged][1])


def _statements(cmoc: str, events: Sequence[TypedEvent]) -> list[CmocStatementRow]:
    written = {event.hash: (event, event.act) for event in events if isinstance(event.act, StateCmoc)}
    shown = heads({event: act.follows for event, (_, act) in written.items()})
    return [
        CmocStatementRow(
            cmoc, place, one.hash, act.statement, canonical(act.elements), one.reviewer, one.time
        )
        for place, (one, act) in enumerate(written[event] for event in shown)
    ]
