"""What reference files say about records, which records are one work or one study, and which await a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from review.journal.event import effective
from review.journal.journal import Journal
from review.journal.record_fold import record_values


@dataclass(frozen=True, slots=True)
class Source:
    """One time that a record came in from a reference file. `body` holds every field of the reference."""

    event: str
    record: str
    source: str
    path: str
    line: int
    body: Mapping[str, Any]


_SOURCE = "event, record, source, path, line, body"


def sources(journal: Journal, record: str = "") -> list[Source]:
    """Where records came from, of one record or all; those of the records that were merged into it included."""
    found = journal.rows(
        f"SELECT {_SOURCE} FROM (SELECT event, ifnull((SELECT kept FROM merged_record WHERE merged_record.record ="
        " reference.record), record) AS record, source, path, line, body FROM reference) WHERE ? = '' OR record = ?"
        " ORDER BY record, path, line, event",
        (record, record),
    )
    return [
        Source(event, of, source, path, line, json.loads(body))
        for event, of, source, path, line, body in found
    ]


def resolved(journal: Journal, record: str) -> str:
    """Where a record with this id is now: itself, or the record that it was merged into; ``""`` where there is none."""
    seen = set()
    while kept := journal.value("SELECT kept FROM merged_record WHERE record = ?", (record,)):
        # Two copies may each have merged the one into the other: then none of the two is in the lists.
        if record in seen:
            return ""
        seen.add(record)
        record = kept
    return record if journal.value("SELECT 1 FROM record WHERE record = ?", (record,)) else ""


def merged(journal: Journal) -> dict[str, str]:
    """For every record that was merged: the record that it went into, which may have been merged in turn."""
    return dict(journal.rows("SELECT record, kept FROM merged_record"))


def citation_before_merge(journal: Journal, record: str) -> str:
    """How a record would be cited that was merged and is in no list: ``Rahman, 2016``; ``""`` where nothing is known of it."""
    standing, _ = effective(journal.events("record = ? AND subject = 'record:' || record", (record,)))
    values = record_values(standing)
    return f"{values['short_author']}, {values['year'] or 'n.d.'}" if values else ""


def has_source(journal: Journal, record: str, path: str, line: int) -> bool:
    """Whether this very line of this file came in before."""
    return bool(
        journal.value(
            "SELECT count(*) FROM reference WHERE record = ? AND path = ? AND line = ?", (record, path, line)
        )
    )


def source_type(journal: Journal, record: str) -> str:
    """The source type of a record, ``""`` where it has none yet or there is no such record."""
    return str(journal.value("SELECT source_type FROM record WHERE record = ?", (record,)) or "")


def without_file(journal: Journal) -> list[tuple[str, str, str, int | None]]:
    """(record, title, DOI, year) of every record that stands for no file yet."""
    return [
        tuple(row)
        for row in journal.rows("SELECT record, title, doi, year FROM record WHERE file_sha256 = ''")
    ]


def untouched(journal: Journal, record: str) -> bool:
    """Whether nobody has decided on, coded or written about a record."""
    touched = (
        "SELECT 1 FROM decision WHERE record = :record UNION ALL SELECT 1 FROM coding WHERE record = :record"
        " UNION ALL SELECT 1 FROM done_mark WHERE record = :record UNION ALL SELECT 1 FROM memo WHERE target = :record"
    )
    return not journal.rows(touched, {"record": record})


def relations(journal: Journal, record: str = "") -> list[tuple[str, str, str]]:
    """(record, other, relation) as reviewers stated them, of one record (from its side) or all."""
    return [
        (one, other, relation)
        for one, other, relation in journal.rows(
            "SELECT record, other, relation FROM relation WHERE ? = '' OR record = ?"
            " UNION SELECT other, record, relation FROM relation WHERE other = ? ORDER BY 1, 2, 3",
            (record, record, record),
        )
    ]
