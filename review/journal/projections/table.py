"""A table that is made from events: its columns by name, what identifies a row, and which rows are about one subject."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple


class Table:
    """One table whose rows are folds of events.

    Args:
        name: its name.
        row: a NamedTuple with the columns that folds write; the table may have a ``key`` beside them, which SQLite chooses.
        keys: the columns that identify a row.
        subject: the columns that together name what a row is about; none where all rows are about one subject.
        sql: the statements that make it, with its indexes.
        beside: columns at its end that folds do not write.
    """

    def __init__(
        self,
        name: str,
        row: type[NamedTuple],
        keys: Sequence[str],
        subject: Sequence[str],
        sql: str,
        beside: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.sql = sql
        self.keys = tuple(keys)
        self.folded: tuple[str, ...] = row._fields
        self.columns = (*self.folded, *beside)
        self._has_one_row = tuple(subject) == self.keys
        self._insert = f"INSERT OR REPLACE {_into(name, self.folded)}"
        # Not OR REPLACE, before which SQLite would write the search index's words to the file: with each row.
        self._add = f"INSERT {_into(name, ('key', *self.columns))}"
        self._next_key = f"SELECT 1 + ifnull(max(key), 0) FROM {name}"
        self._delete = (
            f"DELETE FROM {name} WHERE {' AND '.join(f'{column} = ?' for column in subject) or '1'}"
        )

    def replace(
        self, connection: sqlite3.Connection, subject: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Replace the rows about a subject, given the values of its columns."""
        if not (rows and self._has_one_row):
            connection.execute(self._delete, subject)
        self.write(connection, rows)

    def write(self, connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows, in the place of those that the same columns identify."""
        for row in rows:
            connection.execute(self._insert, row)

    def add(self, connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> range:
        """Add rows, with all columns, of subjects that have none; returns the keys that SQLite chooses for them."""
        (first,) = connection.execute(self._next_key).fetchone()
        keys = range(first, first + len(rows))
        connection.executemany(self._add, ((key, *row) for key, row in zip(keys, rows, strict=True)))
        return keys


def _into(table: str, columns: Sequence[str]) -> str:
    listed = ", ".join(f'"{column}"' for column in columns)
    return f"INTO {table} ({listed}) VALUES ({', '.join('?' * len(columns))})"
