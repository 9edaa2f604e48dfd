"""The letters after years that keep apart records cited alike: 2016a, 2016b.

Records are cited alike with the same short author (A-Z whatever their case) and year. Letters follow the order in which the
records came into this file, and stay: they are kept in ``letter`` (`review.journal.schema`), which no rebuild empties, and
a letter that was given once is given to no other record, whatever happens to the one that had it. Only when a record is merged
and nobody may have cited one of those with its citation are their letters given again. A record that is alone has none, until
another comes. ``record.letter`` repeats the letter of a record as it is cited now, for lists and sorting.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from review.journal import schema

CITED_SO = "author = ? AND year = ifnull(?, '')"
"""The condition of rows of ``letter``: `author` compares like a citation, and `year` is '' where a record has none."""

OTHER = (
    "SELECT record, letter, (SELECT 1 + ifnull(max(place), 0) FROM letter WHERE author = :author AND year = ifnull(:year, ''))"
    " FROM record INDEXED BY record_by_citation WHERE short_author = :author COLLATE NOCASE AND year IS :year AND key <> :key LIMIT 1"
)
"""Another record cited alike, and the citation's next letter: if one record has none, that one, since the index goes by letter next."""

SHOW = "UPDATE record SET letter = ? WHERE record = ?"
KEEP = "INSERT INTO letter (author, year, place, record, copy) VALUES (?, ifnull(?, ''), ?, ?, '')"

_CARRY = (
    "INSERT OR IGNORE INTO letter (author, year, place, record, copy)"
    " VALUES (:author, :year, :place, :record, iif(EXISTS (SELECT 1 FROM letter WHERE author = :author AND year = :year"
    " AND copy = '' AND (place = :place) <> (record = :record)), :replica, ''))"
)
_CARRIED = ("author", "year", "place", "record", "replica")
"""A letter of the journal that goes, unless it is there; as another copy's where this one gave it, or the record has another."""


_KEEPERS = ("coding", "fragment", "appraisal", "looked_at", "done_mark")
"""Tables whose rows on a record may have made somebody write its citation, as memos and comments on it, and prose, may have."""

_IS_CITED = (
    "WITH those(record) AS (SELECT record FROM letter WHERE author = ?1 AND year = ifnull(?2, '') UNION"
    " SELECT record FROM record INDEXED BY record_by_citation WHERE short_author = ?1 COLLATE NOCASE AND year IS ?2)"
    " SELECT EXISTS (SELECT 1 FROM prose) OR EXISTS (SELECT 1 FROM cited_text)"
    " OR EXISTS (SELECT 1 FROM letter WHERE author = ?1 AND year = ifnull(?2, '') AND copy <> '')"
    + "".join(
        f" OR EXISTS (SELECT 1 FROM {table} WHERE record IN (SELECT record FROM those))" for table in _KEEPERS
    )
    + "".join(
        f" OR EXISTS (SELECT 1 FROM {table} WHERE target IN (SELECT record FROM those))"
        for table in ("memo", "comment")
    )
    + " OR EXISTS (SELECT 1 FROM those WHERE record NOT IN (SELECT record FROM record UNION ALL SELECT record FROM merged_record))"
)
"""Whether letters of a citation must stay: somebody may have written them, or other copies gave others, or one is for a record to come."""


def let_go(connection: sqlite3.Connection, author: str, year: int | None) -> None:
    """Give the letters of a citation as if a record that was just merged had never come, unless somebody may have cited one."""
    if connection.execute(_IS_CITED, (author, year)).fetchone()[0]:
        return
    connection.execute(f"DELETE FROM letter WHERE {CITED_SO}", (author, year))
    left = [
        record
        for (record,) in connection.execute(
            "SELECT record FROM record WHERE short_author = ? COLLATE NOCASE AND year IS ?", (author, year)
        ).fetchall()
    ]
    for place, record in enumerate(_by_arrival(connection, left), 1):
        letter = place if len(left) > 1 else 0
        connection.execute(SHOW, (letter, record))
        if letter:
            connection.execute(KEEP, (author, year, letter, record))


def give(connection: sqlite3.Connection, record: str) -> None:
    """Bring the letters up to date after one record was written, moved to another citation, or came back."""
    row = connection.execute(
        "SELECT key, short_author, year, letter FROM record WHERE record = ?", (record,)
    ).fetchone()
    if row is None:
        return
    key, author, year, shown = row
    kept = connection.execute(
        f"SELECT place FROM letter WHERE {CITED_SO} AND record = ? AND copy = ''", (author, year, record)
    ).fetchone()
    place = kept[0] if kept else 0
    if place != shown:
        connection.execute(SHOW, (place, record))
    other = connection.execute(OTHER, {"author": author, "year": year, "key": key}).fetchone()
    if other is None:
        return
    lacking = ([] if other[1] else [other[0]]) + ([] if kept else [record])
    for next_, one in enumerate(_by_arrival(connection, lacking), other[2]):
        connection.execute(KEEP, (author, year, next_, one))
        connection.execute(SHOW, (next_, one))


def _by_arrival(events: sqlite3.Connection, records: Sequence[str]) -> Sequence[str]:
    """Records in the order in which their first events came into the file."""
    if len(records) < 2:
        return records
    first = "SELECT min(sequence) FROM event WHERE subject = ?"
    return sorted(records, key=lambda record: events.execute(first, (f"record:{record}",)).fetchone()[0] or 0)


def settle(events: sqlite3.Connection, tables: sqlite3.Connection) -> None:
    """Write the letters of all records into tables that were just filled: those that are kept, and those that are lacking.

    `events` holds the events and the kept letters; if the tables are another database, nothing is kept there.
    """
    kept: dict[tuple[str, int | str], dict[str, int]] = defaultdict(dict)
    highest: dict[tuple[str, int | str], int] = defaultdict(int)
    for author, year, place, record, copy in events.execute(
        "SELECT lower(author), year, place, record, copy FROM letter WHERE typeof(place) = 'integer'"
    ):
        highest[author, year] = max(highest[author, year], place)
        if not copy:
            kept[author, year][record] = place
    shown: list[tuple[int, str]] = []
    new: list[tuple[str, int | str, int, str]] = []
    rows = tables.execute(
        "SELECT lower(short_author), ifnull(year, ''), record FROM record ORDER BY short_author COLLATE NOCASE, year"
    )
    for cited, group in groupby(rows, key=itemgetter(0, 1)):
        records = [record for *_, record in group]
        of_it = kept.get(cited, {})
        lacking = [record for record in records if record not in of_it] if len(records) > 1 else []
        if lacking:
            given = enumerate(_by_arrival(events, lacking), highest.get(cited, 0) + 1)
            new += [(*cited, place, record) for place, record in given]
            of_it = {**of_it, **{record: place for *_, place, record in new[-len(lacking) :]}}
        shown += [(of_it[record], record) for record in records if record in of_it]
    tables.executemany(SHOW, shown)
    if events is tables:
        tables.executemany(KEEP, new)


def carry_over(journal: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Keep the letters of a journal in the copy that is about to replace it, so that none is given to another record.

    The copy's tables are made again when it is opened, since records may have other letters than when it was made.
    """
    try:
        rows = journal.execute(
            "SELECT author, year, place, record, (SELECT value FROM meta WHERE name = 'replica') FROM letter"
            " WHERE copy = '' AND typeof(place) = 'integer'"
        ).fetchall()
    except sqlite3.Error:
        return  # an older version's journal, or somebody changed it: a restore does not depend on it
    copy.execute("BEGIN IMMEDIATE")
    copy.execute(schema.LETTERS)
    if copy.executemany(_CARRY, (dict(zip(_CARRIED, row, strict=True)) for row in rows)).rowcount > 0:
        copy.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (schema.CARRIED,))
        copy.execute("DELETE FROM meta WHERE name = ?", (schema.PROJECTIONS,))
    copy.execute("COMMIT")
