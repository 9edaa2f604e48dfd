"""Comparing the rows of a table with those that the events give: different, missing and extra rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from review.domain.canonical import is_hash
from review.domain.wording.short_id import short_id
from review.journal.projections.table import Table
from review.journal.soundness import described, printable
from review.journal.validity import is_text

_LONGEST = 40
_Row = tuple[object, ...]


class RowProblem(NamedTuple):
    """A row in words and what is wrong with it; `is_too_many`: a rebuild would remove it."""

    words: str
    is_too_many: bool = False


def differing(connection: sqlite3.Connection, made: sqlite3.Connection, table: Table) -> Iterator[RowProblem]:
    """Each row of a table that differs from the database made from the events.

    Both tables are read in the order of their keys, whatever their columns hold.

    Raises:
        sqlite3.OperationalError: the table, or a column of it, is gone.
    """
    keys = table.keys
    names = (*keys, *(column for column in table.columns if column not in keys))
    listed = ", ".join(f'"{name}"' for name in names)
    query = f"SELECT {listed} FROM {table.name} ORDER BY {', '.join(keys)}"
    found, expected = connection.execute(query), made.execute(query)
    row, due = next(found, None), next(expected, None)
    while row or due:
        if row == due:
            row, due = next(found, None), next(expected, None)
        elif due is None or (row and _order(row, keys) < _order(due, keys)):
            yield RowProblem(f"{_named(row or (), names, keys)}: is not in the events", is_too_many=True)
            row = next(found, None)
        elif row is None or _order(due, keys) < _order(row, keys):
            yield RowProblem(f"{_named(due, names, keys)}: is missing")
            due = next(expected, None)
        else:
            yield RowProblem(f"{_named(due, names, keys)}: {_difference(row, due, names)}")
            row, due = next(found, None), next(expected, None)


def _order(row: _Row, keys: Sequence[str]) -> list[tuple[int, object]]:
    """A row's sort key as SQLite orders it: NULL, numbers, text by its bytes, blobs."""
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
        return f"its columns {', '.join(f'`{name}`' for name, *_ in wrong)} do not match the events"
    ((name, is_, was),) = wrong
    found, expected = described(is_), described(was)
    if found == expected:
        return f"its column `{name}` does not match the events"
    return f"its column `{name}` holds {found} instead of {expected}"


def _shown(value: object) -> str:
    """A part of a row's key: ids as short as commands accept them."""
    if isinstance(value, str) and is_text(value):
        return short_id(value) if is_hash(value) else printable(value[:_LONGEST]) or "''"
    return described(value)
