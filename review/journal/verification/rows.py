"""Rows of a table beside the rows that the events give: which differ, in what, which are missing, which are too many."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from review.journal.validity import is_text

TABLES: Mapping[str, tuple[str, ...]] = {
    "undone": ("event",),
    "record": ("record",),
    "merged_record": ("record",),
    "reference": ("event",),
    "relation": ("event",),
    "decision": ("record", "stage", "reviewer"),
    "outcome": ("stage", "record"),
    "coding": ("coding",),
    "coding_code": ("coding", "position"),
    "rejection": ("event",),
    "done_mark": ("event",),
    "memo": ("memo",),
    "theory_version": ("number",),
}
"""The tables that hold what events say, each with the columns that identify a row."""

_LONGEST = 40
_ID = re.compile(r"[0-9a-f]{64}")
_Row = tuple[object, ...]


def differing(connection: sqlite3.Connection, made: sqlite3.Connection, table: str) -> Iterator[str]:
    """A phrase for each row of `table` that is not as in the database that was made from the events.

    Both tables are read side by side in the order of their keys, whatever their columns hold.

    Raises:
        sqlite3.OperationalError: the table, or a column of it, is gone.
    """
    keys = TABLES[table]
    columns = [row[1] for row in made.execute(f"PRAGMA table_info({table})")]
    # A record's key is the order of arrival in this file, which the events do not tell.
    others = [column for column in columns if column not in {*keys, "key"}]
    listed = ", ".join(f'"{column}"' for column in (*keys, *others))
    query = f"SELECT {listed} FROM {table} ORDER BY {', '.join(keys)}"
    found, expected = connection.execute(query), made.execute(query)
    names = (*keys, *others)
    row, due = next(found, None), next(expected, None)
    while row or due:
        if row == due:
            row, due = next(found, None), next(expected, None)
        elif due is None or (row and _order(row, keys) < _order(due, keys)):
            yield f"{_named(row or (), names, keys)}: no event says that"
            row = next(found, None)
        elif row is None or _order(due, keys) < _order(row, keys):
            yield f"{_named(due, names, keys)}: is missing"
            due = next(expected, None)
        else:
            yield f"{_named(due, names, keys)}: {_difference(row, due, names)}"
            row, due = next(found, None), next(expected, None)


def _order(row: _Row, keys: Sequence[str]) -> list[tuple[int, object]]:
    """The place of a row in SQLite's order of its key: NULL, numbers, text by its bytes, bytes."""
    return [_rank(value) for value in row[: len(keys)]]


def _rank(value: object) -> tuple[int, object]:
    if value is None:
        return 0, 0
    if isinstance(value, int | float):
        return 1, value
    if isinstance(value, str):
        return 2, value.encode("utf-8", "surrogateescape")
    return 3, value


def _named(row: _Row, names: Sequence[str], keys: Sequence[str]) -> str:
    """A row in words that commands understand: ``coding 3f2a…, record 91bc…``."""
    values = dict(zip(names, row, strict=True))
    telling = [*keys, *(name for name in ("record", "code") if values.get(name) and name not in keys)]
    return ", ".join(f"{'version' if name == 'number' else name} {_shown(values[name])}" for name in telling)


def _difference(row: _Row, due: _Row, names: Sequence[str]) -> str:
    wrong = [(name, is_, was) for name, is_, was in zip(names, row, due, strict=True) if is_ != was]
    if len(wrong) > 1:
        return f"its columns {', '.join(f'`{name}`' for name, *_ in wrong)} are not what the events say"
    ((name, is_, was),) = wrong
    found, expected = described(is_), described(was)
    if found == expected:
        return f"its column `{name}` is not what the events say"
    return f"its column `{name}` holds {found} and not {expected}"


def described(value: object) -> str:
    """A value of a column, or its type, for a line."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, str):
        return f"'{_printable(value[:20])}'" if is_text(value) else "bytes that are not UTF-8"
    return str(value)[:20]


def _shown(value: object) -> str:
    """A part of a row's key: ids as short as commands take them."""
    if isinstance(value, str) and is_text(value):
        return value[:12] if _ID.fullmatch(value) else _printable(value[:_LONGEST]) or "''"
    return described(value)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
