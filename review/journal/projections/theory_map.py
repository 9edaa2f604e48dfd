"""The versions of the theory map, and what follows in other tables when it changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from review.acts import TheoryAct
from review.journal.projections.coding import fold as fold_coding
from review.journal.projections.comment import fold as fold_comment
from review.journal.projections.decision import reviewers_needed, write_outcomes
from review.journal.projections.done_mark import fold as fold_done_mark
from review.journal.projections.events import TypedEvent, effective, of_subject
from review.journal.projections.former_codes import changed, former_codes, former_codes_by_event
from review.journal.projections.map_changes import after_stored
from review.journal.projections.memo import fold as fold_memo
from review.journal.projections.rejection import fold as fold_rejection
from review.journal.projections.table import Table
from review.journal.projections.team.stage_rule import write_rules
from review.journal.projections.theories.appraisal import fold as fold_appraisal
from review.journal.projections.theories.cmoc import fold as fold_cmoc
from review.journal.projections.theories.looked_at import fold as fold_looked_at
from review.journal.projections.theories.verdict import fold as fold_verdict
from review.theory_map import TheoryMap
from review.theory_map.values import from_plain


class TheoryVersionRow(NamedTuple):
    """One version of the map, whole."""

    number: int
    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str
    map: str
    keys: str


THEORY_VERSION = Table(
    "theory_version",
    TheoryVersionRow,
    keys=("number",),
    subject=(),
    sql="""
CREATE TABLE theory_version (
    number INTEGER PRIMARY KEY,
    event TEXT NOT NULL UNIQUE,
    time TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    change TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    map TEXT NOT NULL,                 -- JSON in the shape of theory_map.yaml
    keys TEXT NOT NULL                 -- JSON: for each code its key and colour, kept from version to version
);
""",
)


def fold(connection: sqlite3.Connection, _: str, events: Sequence[TypedEvent]) -> None:
    """Write the versions, the outcomes if the number of reviewers of a stage changed, and what names codes if ids did."""
    changes = [(event, event.act) for event in events if isinstance(event.act, TheoryAct)]
    written, current = _written(connection, [event.hash for event, _ in changes])
    needed_before, former_before = reviewers_needed(connection), former_codes(connection)
    by_event_before = former_codes_by_event(connection, after=written)
    rows: list[TheoryVersionRow] = []
    for event, act in changes[written:]:
        after = after_stored(current, act)
        if after is None:
            continue  # another reviewer's undo removed its theory: it stays in the log, without effect
        current = from_plain(after.to_plain(), _kept(current, after))
        rows.append(
            TheoryVersionRow(
                written + len(rows) + 1,
                event.hash,
                event.time,
                event.reviewer,
                act.kind,
                str(getattr(act, "code", "")),
                act.reason,
                # Not the canonical spelling: the order of theories, stages and criteria has a meaning.
                json.dumps(current.to_plain()),
                json.dumps(current.keys_and_colours()),
            )
        )
    connection.execute("DELETE FROM theory_version WHERE number > ?", (written,))
    THEORY_VERSION.write(connection, rows)
    write_rules(connection, current)
    needed = reviewers_needed(connection)
    if needed != needed_before:
        write_outcomes(connection, needed)
    if codes := changed(former_before, former_codes(connection)):
        _fold_again(connection, codes)
    else:
        _fold_ties_again(
            connection, by_event_before.items() ^ former_codes_by_event(connection, after=written).items()
        )


def _written(connection: sqlite3.Connection, changes: Sequence[str]) -> tuple[int, TheoryMap | None]:
    """How many of the first changes have their versions already, and the map of the last of these.

    A version follows from the changes up to it, so those before the first change that is new or gone stay as they are.
    """
    there = connection.execute("SELECT event FROM theory_version ORDER BY number")
    same = (made_by == change for (made_by,), change in zip(there, changes, strict=False))
    written = sum(takewhile(bool, same))
    last = connection.execute("SELECT map, keys FROM theory_version WHERE number = ?", (written,)).fetchone()
    try:
        return written, from_plain(*map(json.loads, last)) if last else None
    except (LookupError, TypeError, AttributeError, ValueError):
        return 0, None  # somebody wrote to the file


def _kept(before: TheoryMap | None, after: TheoryMap) -> dict[str, tuple[str, str]]:
    """The keys and colours of the version before; what took the place of a code that is gone has its own."""
    if before is None:
        return {}
    had = before.keys_and_colours()
    return {now: had[old] for old, now in after.former_codes.items() if old in had} | had


_DONE_WITH = (
    "SELECT event FROM done_mark WHERE CASE WHEN json_valid(codes)"
    " THEN EXISTS (SELECT 1 FROM json_each(codes) WHERE value IN {0}) END"
)
_NAMING_CODES = (
    ("coding", fold_coding, "SELECT coding FROM coding_code WHERE code IN {0} OR coded IN {0}"),
    ("reject", fold_rejection, "SELECT event FROM rejection WHERE code IN {0}"),
    ("memo", fold_memo, "SELECT memo FROM memo WHERE target IN {0}"),
    ("comment", fold_comment, "SELECT comment FROM comment WHERE target IN {0}"),
    ("done", fold_done_mark, _DONE_WITH),
    ("appraisal", fold_appraisal, "SELECT appraisal FROM appraisal WHERE target IN {0}"),
    ("verdict", fold_verdict, "SELECT event FROM verdict WHERE code IN {0}"),
    ("looked-at", fold_looked_at, "SELECT event FROM looked_at WHERE target IN {0}"),
    ("cmoc", fold_cmoc, "SELECT cmoc FROM cmoc"),
)
"""What names codes as they stand: the first word of its subject, its fold, and how its subjects are found by their codes.

A row of a former id has the present one and is found by that, so that its fold can lead it back after an undo. A
configuration has no row for a code that it was untied from, which may be another one by other former ids: so all are written.
"""


def _fold_again(connection: sqlite3.Connection, codes: Sequence[str]) -> None:
    """Write again what names these codes."""
    marks = f"({', '.join('?' * len(codes))})"
    for kind, fold_one, query in _NAMING_CODES:
        given = tuple(codes) * query.count("{0}")
        for (name,) in connection.execute(f"{query.format(marks)} GROUP BY 1", given).fetchall():
            _fold_one_again(connection, kind, name, fold_one)


_TIED_UNDER = (
    "SELECT DISTINCT substr(subject, 6) FROM event WHERE kind = 'cmoc-theory' AND json_valid(act)"
    " AND json_extract(act, '$.theory_event') IN (SELECT value FROM json_each(?))"
)


def _fold_ties_again(connection: sqlite3.Connection, changed_versions: Iterable[tuple[str, str]]) -> None:
    """Write again the configurations that were tied under versions of which alone the former codes changed."""
    events = json.dumps([event for event, _ in changed_versions])
    # While the tables are made, which may be in another database than the events, there is none yet.
    if connection.execute("SELECT EXISTS (SELECT 1 FROM cmoc)").fetchone()[0]:
        for (cmoc,) in connection.execute(_TIED_UNDER, (events,)).fetchall():
            _fold_one_again(connection, "cmoc", cmoc, fold_cmoc)


def _fold_one_again(
    connection: sqlite3.Connection,
    kind: str,
    name: str,
    fold_one: Callable[[sqlite3.Connection, str, Sequence[TypedEvent]], None],
) -> None:
    standing, _ = effective(of_subject(connection, f"{kind}:{name}"))
    fold_one(connection, name, standing)
