"""From events to tables: the rows about one subject are the fold of that subject's events.

A module for each subject has its tables and its fold. Reversals (undo, redo) need no code of their own: an undone event is
left out of its subject's fold. The result depends on the set of events and their order (Lamport clock, then hash), never
on the order of arrival.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from typing import NamedTuple

from review.acts import Merge
from review.domain.theories import MAP_SUBJECT
from review.journal.projections import (
    coding,
    comment,
    decision,
    done_mark,
    facet,
    held,
    memo,
    page_label,
    plan,
    record,
    rejection,
    relation,
    search,
    theory_map,
)
from review.journal.projections.events import TypedEvent, effective, of_subject
from review.journal.projections.letters.giving import give as give_letters
from review.journal.projections.letters.giving import let_go as let_go_letters
from review.journal.projections.letters.giving import settle as settle_letters
from review.journal.projections.records.state import state_of
from review.journal.projections.searches import flow_statement, found_by, search_log
from review.journal.projections.table import Table
from review.journal.projections.team import conflict_tie, need, stage_rule
from review.journal.projections.theories import (
    appraisal,
    cmoc,
    element,
    fragment,
    link,
    looked_at,
    merges,
    verdict,
)
from review.journal.projections.writing import cited_text, prose
from review.journal.schema import statements

Fold = Callable[[sqlite3.Connection, str, Sequence[TypedEvent]], None]


class UndoneRow(NamedTuple):
    """An event that is undone, and by whom."""

    event: str
    reviewer: str
    clock: int
    subject: str


UNDONE = Table(
    "undone",
    UndoneRow,
    keys=("event",),
    subject=("subject",),
    sql="""
CREATE TABLE undone (
    event TEXT PRIMARY KEY, reviewer TEXT NOT NULL, clock INTEGER NOT NULL, subject TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX undone_by_reviewer ON undone (reviewer, clock);
CREATE INDEX undone_by_subject ON undone (subject);
""",
)

TABLES: tuple[Table, ...] = (
    UNDONE,
    record.RECORD,
    record.MERGED_RECORD,
    relation.RELATION,
    decision.DECISION,
    decision.SETTLEMENT,
    decision.OUTCOME,
    coding.CODING,
    coding.CODING_CODE,
    coding.MERGED_CODE,
    held.HELD,
    plan.PLAN,
    rejection.REJECTION,
    done_mark.DONE_MARK,
    memo.MEMO,
    comment.COMMENT,
    facet.FACET,
    appraisal.APPRAISAL,
    verdict.VERDICT,
    looked_at.LOOKED_AT,
    page_label.PAGE_LABEL,
    theory_map.THEORY_VERSION,
    stage_rule.STAGE_RULE,
    stage_rule.STAKEHOLDER,
    cmoc.CMOC,
    cmoc.CMOC_THEORY,
    cmoc.CMOC_STATEMENT,
    element.ELEMENT,
    element.ELEMENT_WORDING,
    fragment.FRAGMENT,
    link.LINK,
    merges.MERGED_CMOC,
    search_log.SEARCH_LOG,
    prose.PROSE,
    cited_text.CITED_TEXT,
    flow_statement.FLOW_STATEMENT,
    found_by.FOUND_BY,
    need.NEED,
    need.CLOSED_SAMPLE,
    conflict_tie.CONFLICT_TIE,
)
"""The tables that hold what events say."""

NAMES = (*(table.name for table in TABLES), search.NAME)
"""Everything that is made from events, the index for searching included."""

FORMER = ("reference",)
"""Tables of earlier versions, which go when the others are made again."""


def _without_rows(_connection: sqlite3.Connection, _name: str, _events: Sequence[TypedEvent]) -> None:
    """The fold of an act that is read where it stands (`review.journal.exchange.review_id`)."""


FOLDS: Mapping[str, Fold] = {
    "record": record.fold,
    "decision": decision.fold,
    "settlement": decision.fold_settlement,
    "coding": coding.fold,
    "holds": held.fold,
    "reject": rejection.fold,
    "done": done_mark.fold,
    "memo": memo.fold,
    "comment": comment.fold,
    "facet": facet.fold,
    "appraisal": appraisal.fold,
    "verdict": verdict.fold,
    "looked-at": looked_at.fold,
    "labels": page_label.fold,
    "plan": plan.fold,
    "relate": relation.fold,
    "cmoc": cmoc.fold,
    "element": element.fold,
    "fragment": fragment.fold,
    "cmoc-link": link.fold,
    "cmoc-merges": merges.fold,
    "search": search_log.fold,
    "prose": prose.fold,
    "cited-text": cited_text.fold,
    "flow": flow_statement.fold,
    "found-by": found_by.fold,
    "sample": need.fold,
    "conflict-tie": conflict_tie.fold,
    "review": _without_rows,
    MAP_SUBJECT: theory_map.fold,
}
"""How the rows about a subject are made, by the first word of its name."""


def project(connection: sqlite3.Connection, subject: str) -> None:
    """Update the rows about a subject from its events."""
    kind, _, name = subject.partition(":")
    if kind != "record":
        _fold(connection, subject, of_subject(connection, subject))
        return
    before = record.shown_by(connection, name)
    citation = record.cited_as(connection, name)
    _project_record(connection, name)
    now = record.shown_by(connection, name)
    # What a merged record brought is shown by the one that was kept.
    for kept in {before, now} - {"", name}:
        _project_record(connection, kept)
    if now and citation:
        let_go_letters(connection, *citation)


def _project_record(connection: sqlite3.Connection, name: str) -> None:
    """Update the row of a record, its words for searching, and the letters of its citation."""
    subject = f"record:{name}"
    with search.kept_up(connection, name):
        _fold(connection, subject, of_subject(connection, subject))
        if record.has_merged(connection, name):
            _complete(connection, connection, name)
    give_letters(connection, name)


def _complete(events: sqlite3.Connection, tables: sqlite3.Connection, name: str) -> None:
    """Write the row of a record again, with what the records that were merged into it have."""
    standing, _ = effective(of_subject(events, f"record:{name}"))
    # Only possible if somebody wrote to the file: the record then has what it has without the others.
    with suppress(UnicodeEncodeError, OverflowError):
        record.fold(tables, name, standing, record.merged_into(events, tables, name))


def project_first(connection: sqlite3.Connection, subject: str, events: Sequence[TypedEvent]) -> None:
    """The same for a subject of which these are the first events: nothing is read, a fifth of the cost of an import."""
    kind, _, name = subject.partition(":")
    if kind == "record" and (
        any(isinstance(one.act, Merge) for one in events) or record.has_merged(connection, name)
    ):
        project(connection, subject)
        return
    standing, undone = effective(events)
    if undone:
        UNDONE.replace(connection, (subject,), _undone_rows(undone, subject))
    if kind != "record":
        _write(connection, subject, standing)
    elif added := record.add(connection, name, standing):
        search.add_states(connection, [added])


def project_imports(connection: sqlite3.Connection, imports: Sequence[TypedEvent]) -> None:
    """The same for imports that are each the first event of another record: each table is written by one statement."""
    alone = {}
    for event in imports:
        name = event.act.of_record
        if record.has_merged(connection, name):
            project(connection, f"record:{name}")
        elif state := state_of([event]):
            alone[name] = state
    search.add_states(connection, record.add_all(connection, alone))


def _fold(connection: sqlite3.Connection, subject: str, events: Sequence[TypedEvent]) -> None:
    standing, undone = effective(events)
    UNDONE.replace(connection, (subject,), _undone_rows(undone, subject))
    _write(connection, subject, standing)


def _undone_rows(undone: Mapping[str, TypedEvent], subject: str) -> list[UndoneRow]:
    return [UndoneRow(hash_, by.reviewer, by.clock, subject) for hash_, by in undone.items()]


def _write(connection: sqlite3.Connection, subject: str, standing: Sequence[TypedEvent]) -> None:
    """Write the rows that the standing events of a subject give."""
    kind, _, name = subject.partition(":")
    if fold := FOLDS.get(kind):
        try:
            fold(connection, name, standing)
        except (UnicodeEncodeError, OverflowError):
            # Only possible if somebody wrote to the file: such an act gives no row, and verify reports it.
            fold(connection, name, ())


def make_tables(connection: sqlite3.Connection) -> None:
    """Create the tables, empty, and drop those of any version that are there."""
    for name in (*NAMES, *FORMER):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for sql in (*(table.sql for table in TABLES), search.SQL):
        for statement in statements(sql):
            connection.execute(statement)


def fill(
    events: sqlite3.Connection, tables: sqlite3.Connection, *, searchable: bool = False
) -> Iterator[int]:
    """Write every row into empty tables, which may be in another database than the events.

    `searchable`: fill the index for searching, too; the tables are in the database of the events then.

    Yields:
        After each subject, how many events it has.
    """
    for subject in _subjects(events):
        of_it = of_subject(events, subject)
        _fold(tables, subject, of_it)
        kind, _, name = subject.partition(":")
        if searchable and kind == "record":
            search.add(tables, name)
        yield len(of_it)
    for name in record.showing_others(tables):
        with search.kept_up(tables, name) if searchable else nullcontext():
            _complete(events, tables, name)
    settle_letters(events, tables)


def _subjects(connection: sqlite3.Connection) -> list[str]:
    """All subjects in the order in which records are listed; the theory map first, since codings refer to its versions."""
    found = [
        str(row[0])
        for row in connection.execute(
            "SELECT subject FROM event GROUP BY subject ORDER BY min(clock), min(hash)"
        )
    ]
    return sorted(found, key=lambda subject: subject != MAP_SUBJECT)


__all__ = [
    "FOLDS",
    "FORMER",
    "NAMES",
    "TABLES",
    "fill",
    "make_tables",
    "project",
    "project_first",
    "project_imports",
    "search",
]
