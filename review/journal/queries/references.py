"""What reference files say about records, which records are one work or one study, and which await a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from review.domain.record import RelatedRecords
from review.journal.journal import Journal
from review.journal.queries import letters, records


class Source(Struct, frozen=True):
    """One import of a record from a reference file.

    `body` holds every field of the reference, `search` the search that found it, if one was given. `record` is the one that
    shows it now, `imported_as` the one that it was imported as, which may have been merged since.
    """

    event: str
    record: str
    source: str
    path: str
    line: int
    body: Mapping[str, Any]
    search: str = ""
    imported_as: str = ""


_IS_SOURCE = "kind = 'import' AND json_valid(act) AND hash NOT IN (SELECT event FROM undone)"
SOURCES = f"event WHERE {_IS_SOURCE}"
"""The standing imports, for a query that continues with ``AND``. Those of a record are found by their subject."""

IS_UNTIED = (
    "EXISTS (SELECT 1 FROM found_by WHERE is_off AND found_by.search = came.search AND found_by.record IN"
    " (came.record, (SELECT kept FROM merged_record WHERE merged_record.record = came.record)))"
)
"""The condition that the tie of a row of ``came`` (`record`, `search`) was removed, though an import made it."""

_FIELDS = (
    "hash AS event, event.record AS record, json_extract(act, '$.source') AS source, json_extract(act, '$.path') AS path,"
    " json_extract(act, '$.line') AS line, json_extract(act, '$.reference') AS body,"
    " ifnull(json_extract(act, '$.search'), '') AS search"
)


class _SourceRow(NamedTuple):
    event: str
    record: str
    source: str
    path: str
    line: int
    body: str
    search: str


_SUBJECTS = (
    "WITH RECURSIVE those(record) AS (SELECT :record UNION SELECT merged_record.record FROM merged_record"
    " JOIN those ON merged_record.kept = those.record) SELECT 'record:' || record FROM those"
)


def sources(journal: Journal, record: str = "") -> list[Source]:
    """Where records came from, of one record or all; those of the records that were merged into it included.

    Those of a record stand together: its own first, then those of merged ones, each in the order of their imports. A record
    that was merged into another has none.
    """
    if record and journal.value("SELECT 1 FROM merged_record WHERE record = ?", (record,)):
        return []
    # SQLite would rather read all imports than these few.
    those = (
        f"event INDEXED BY event_by_subject WHERE {_IS_SOURCE} AND subject IN ({_SUBJECTS})"
        if record
        else SOURCES
    )
    found = journal.read(
        _SourceRow,
        f"SELECT event, record, source, path, line, body, CASE WHEN {IS_UNTIED} THEN '' ELSE search END AS search"
        f" FROM (SELECT clock, {_FIELDS} FROM {those}) AS came ORDER BY clock, event",
        {"record": record},
    )
    kept = {} if record else merged(journal)
    came = [
        Source(
            row.event,
            record or shown_by(row.record, kept),
            row.source,
            row.path,
            row.line,
            json.loads(row.body),
            row.search,
            row.record,
        )
        for row in found
    ]
    return sorted(came, key=lambda one: (one.record, one.record != one.imported_as))


def shown_by(record: str, kept: Mapping[str, str]) -> str:
    """The record that shows a merged one; where two copies merged the one into the other, the one where the circle closes."""
    seen: set[str] = set()
    while record in kept and record not in seen:
        seen.add(record)
        record = kept[record]
    return record


def notes(journal: Journal, record: str) -> tuple[str, ...]:
    """The notes that reference files have on a record, those on records that were merged into it included."""
    return tuple(
        dict.fromkeys(note for one in sources(journal, record) for note in one.body.get("notes", ()))
    )


def files_of(journal: Journal, record: str) -> list[str]:
    """The names of the files from which a record was imported, those of merged ones included."""
    return list(dict.fromkeys(one.path for one in sources(journal, resolved(journal, record) or record)))


def imported_from(journal: Journal, path: str) -> frozenset[str]:
    """The ids of the records that were imported from a file of this name, as a list of its own."""
    rows = journal.rows(
        f"SELECT DISTINCT record FROM {SOURCES} AND json_extract(act, '$.path') = ?"
        " AND NOT ifnull(json_extract(act, '$.again'), 0)",
        (path,),
    )
    return frozenset(record for (record,) in rows)


class Standing(NamedTuple):
    """What is known of a reference: the record that its id means now, ``""`` if none, and whether its line was imported.

    `is_tied`: it was imported with the search in question, or none is in question.
    """

    record: str
    is_imported: bool
    is_tied: bool


_STANDING = (
    "SELECT EXISTS (SELECT 1 FROM record WHERE record = :record),"
    " EXISTS (SELECT 1 FROM merged_record WHERE record = :record),"
    " count(*) FILTER (WHERE :again OR NOT ifnull(json_extract(act, '$.again'), 0)), ifnull(max(:search IN ('', json_extract(act, '$.search'))), 0)"
    f" FROM {SOURCES} AND subject = 'record:' || :record AND json_extract(act, '$.path') = :path"
    " AND json_extract(act, '$.line') = :line"
)


def heard_of(journal: Journal, records: Iterable[str]) -> set[str]:
    """Which of these ids of records the journal has events about."""
    about = "SELECT 'record:' || value FROM json_each(?)"
    rows = journal.rows(
        f"SELECT DISTINCT substr(subject, 8) FROM event INDEXED BY event_by_subject WHERE subject IN ({about})",
        (json.dumps(list(records)),),
    )
    return {record for (record,) in rows}


def standing(
    journal: Journal, record: str, path: str, line: int, search: str = "", *, again: bool = False
) -> Standing:
    """What is known of the reference at this line of this file, whose record has this id, and of its tie to a search.

    `again`: imports of a list under another name count as imports, too.
    """
    is_listed, is_merged, imports, is_tied = journal.row(
        _STANDING, {"record": record, "path": path, "line": line, "search": search, "again": again}
    )
    now = record if is_listed else resolved(journal, record) if is_merged else ""
    return Standing(now, bool(imports), bool(is_tied))


def resolved(journal: Journal, record: str) -> str:
    """The record that this id means now: itself, or the one it was merged into; ``""`` if there is none."""
    seen = set()
    while kept := journal.value("SELECT kept FROM merged_record WHERE record = ?", (record,)):
        # Two copies may each have merged the one into the other: then none of the two is in the lists.
        if record in seen:
            return ""
        seen.add(record)
        record = kept
    return record if journal.value("SELECT 1 FROM record WHERE record = ?", (record,)) else ""


def merged(journal: Journal) -> dict[str, str]:
    """For every merged record the one it was merged into, which may be merged itself."""
    return dict(journal.rows("SELECT record, kept FROM merged_record"))


def citation_before_merge(journal: Journal, record: str) -> str:
    """The citation of a merged record, which is in no list: ``Rahman, 2016``; ``""`` if it is unknown."""
    # The folds are not needed to list records, so a start does without them.
    from review.journal.projections.events import effective, of_subject
    from review.journal.projections.records.state import state_of

    with journal.snapshot() as connection:
        standing, _ = effective(of_subject(connection, f"record:{record}"))
    state = state_of(standing)
    return letters.cited_with_kept(journal, record, state.cited_as(), state.year) if state else ""


def cited(journal: Journal, record: str) -> str:
    """The citation of a record, also of one that was merged into another."""
    if resolved(journal, record) == record:
        return records.cited(journal, record)
    return citation_before_merge(journal, record)


def source_type(journal: Journal, record: str) -> str:
    """The source type of a record, ``""`` if it has none yet or is unknown."""
    return str(journal.value("SELECT source_type FROM record WHERE record = ?", (record,)) or "")


def without_file(journal: Journal) -> list[tuple[str, str, str, int | None]]:
    """(record, title, DOI, year) of every record without a file."""
    return [
        tuple(row)
        for row in journal.rows("SELECT record, title, doi, year FROM record WHERE file_sha256 = ''")
    ]


def untouched(journal: Journal, record: str) -> bool:
    """Whether nobody has decided on, coded, appraised, described or written about a record, or put it into a configuration."""
    touched = (
        "SELECT 1 FROM decision WHERE record = :record UNION ALL SELECT 1 FROM coding WHERE record = :record"
        " UNION ALL SELECT 1 FROM done_mark WHERE record = :record UNION ALL SELECT 1 FROM memo WHERE target = :record"
        " UNION ALL SELECT 1 FROM comment WHERE target = :record UNION ALL SELECT 1 FROM facet WHERE target = :record"
        " UNION ALL SELECT 1 FROM fragment WHERE record = :record"
        " UNION ALL SELECT 1 FROM appraisal WHERE record = :record UNION ALL SELECT 1 FROM looked_at WHERE record = :record"
    )
    return not journal.rows(touched, {"record": record})


def relations(journal: Journal, record: str = "") -> list[RelatedRecords]:
    """What reviewers stated about pairs of records, of one record (from its side) or all."""
    return journal.read(
        RelatedRecords,
        "SELECT record, other, relation FROM relation WHERE ? = '' OR record = ?"
        " UNION SELECT other, record, relation FROM relation WHERE other = ? ORDER BY 1, 2, 3",
        (record, record, record),
    )
