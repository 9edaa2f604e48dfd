"""The database file: its pages, foreign parts, and its settings."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from review.domain import ReadingStatus
from review.domain.canonical import is_hash
from review.journal import schema
from review.journal.exchange import review_id
from review.journal.journal import Journal
from review.journal.queries import theory

_MOST = 20
_FTS = ("text_search", "record_search")


def integrity_problems(journal: Journal) -> Iterator[str]:
    """Problems that SQLite finds in the file's pages and indexes."""
    with journal.snapshot() as connection:
        for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
            # Newer versions of SQLite also look into the search indexes, which are made again from the rest.
            if said != "ok" and not any(name in said for name in _FTS):
                yield f"{journal.path.name}: the database is damaged ({said}); go back to a copy in backups/"


def foreign_parts(journal: Journal) -> Iterator[str]:
    """Tables, indexes, views and triggers that are foreign, changed or missing."""
    made = Journal.in_memory()
    try:
        expected = dict(_parts(made))
    finally:
        made.close()
    with journal.snapshot() as connection:
        found = dict(_parts(connection))
    for (kind, name), sql in found.items():
        if (kind, name) not in expected:
            yield f"{kind} {name}: was not made by this program; `sqlite3 {journal.path.name} 'DROP {kind.upper()} \"{name}\"'` removes it"
        elif sql != expected[kind, name]:
            yield f"{kind} {name}: was changed; go back to a copy in backups/"
    for kind, name in expected:
        if (kind, name) not in found:
            yield f"{kind} {name}: is missing; go back to a copy in backups/"


def _parts(of: Journal | sqlite3.Connection) -> Iterator[tuple[tuple[str, str], str]]:
    query = "SELECT type, name, sql FROM sqlite_schema"
    for kind, name, sql in of.rows(query) if isinstance(of, Journal) else of.execute(query):
        if str(name).startswith("sqlite_stat"):
            continue  # statistics that ANALYZE keeps
        if str(name).startswith("sqlite_autoindex"):
            continue  # comes and goes with its table
        # The tables behind an index for searching are SQLite's, and each version of it may make them otherwise.
        behind = any(str(name).startswith(f"{index}_") for index in _FTS)
        yield (str(kind), str(name)), "" if behind else str(sql)


def setting_problems(journal: Journal) -> Iterator[str]:
    """Invalid settings, and invalid facts about files seen in the folder."""
    with journal.snapshot() as connection:
        for name, value in connection.execute("SELECT name, value FROM meta"):
            if not isinstance(name, str) or not isinstance(value, str) or not _is_setting(name, value):
                yield f"setting {str(name)[:40]!r}: holds {str(value)[:40]!r}, which is not valid; {_mended(name)}"
        for path, *facts in connection.execute("SELECT path, file_sha256, size, modified, status FROM file"):
            if not isinstance(path, str) or not _is_file(*facts):
                yield f"file {str(path)[:80]!r}: its stored size, time or status is not valid; `review ingest` checks it again"


def lost_rows(journal: Journal) -> Iterator[str]:
    """A line for each table that lost rows when a newer version of the program rebuilt it."""
    for line in journal.database.meta(schema.LOST_ROWS).splitlines():
        yield f"{line}, when it was updated; compare with a copy in backups/, then `review verify --rebuild` settles it"


def _mended(name: object) -> str:
    if name in ("backup_time", "backup_revision"):
        return "the next backup corrects it"
    if name == schema.PROJECTIONS:
        return "the next opening corrects it"
    return "go back to a copy in backups/"


def _is_setting(name: str, value: str) -> bool:
    match name:
        case "replica" | review_id.NAME:
            return bool(re.fullmatch(r"[0-9a-f]{32}", value))
        case "home":
            return value.isprintable() and value != ""
        case schema.PROJECTIONS | "backup_revision":
            return value.isascii() and value.isdigit()
        case "map_file_sha256" | theory.MAP_FILE:
            return value == "" or is_hash(value)
        case "backup_time":
            try:
                datetime.fromisoformat(value)
            except ValueError:
                return False
    return True


def _is_file(file_sha256: object, size: object, modified: object, status: object) -> bool:
    return (
        (file_sha256 == "" or is_hash(file_sha256))
        and isinstance(size, int)
        and isinstance(modified, int)
        and status in [str(known) for known in ReadingStatus]
    )
