"""The SQLite library that Python brings: its version, and whether it can do what a journal needs."""

from __future__ import annotations

import sqlite3
from contextlib import closing

_NEEDS = {
    "full-text search (FTS5)": "CREATE VIRTUAL TABLE t USING fts5(a, content='', tokenize='unicode61 remove_diacritics 2')",
    "functions for JSON": "SELECT json_extract('{\"a\": 1}', '$.a')",
}


def sqlite_version() -> str:
    """Its version."""
    return sqlite3.sqlite_version


def lacks() -> str:
    """What it lacks, or ``""``."""
    return " and ".join(name for name, statement in _NEEDS.items() if not _can(statement))


def _can(statement: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(statement)
        except sqlite3.Error:
            return False
    return True
