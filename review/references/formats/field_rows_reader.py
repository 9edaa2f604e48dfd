"""Reads tables with one field in each row, as Embase writes them: its name, then its values; a blank row ends a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.domain.reference import Item, Refusal
from review.references.columns import guessed_mapping, reference_of_row
from review.references.formats.tables_reader import Rows
from review.references.text import one_line

_FEWEST = 3
_LONGEST_NAME = 40


def has_field_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first rows of a table begin with the names of different fields, a title among them."""
    names: list[str] = []
    for row in rows:
        name = one_line(row[0]) if row else ""
        if not name or name in names or len(name) > _LONGEST_NAME:
            break
        names.append(name)
    mapping = guessed_mapping(names, {})
    known = [field for field in mapping.values() if field]
    across = guessed_mapping(rows[0], {}) if rows else {}
    return "title" in known and len(known) >= _FEWEST and sum(map(bool, across.values())) < _FEWEST


def read_field_rows(rows: Rows, source_format: str) -> Iterator[Item]:
    """The records; one ends at a blank row, or where its first field comes again."""
    names: list[str] = []
    values: list[str] = []
    begin = 0
    for line, cells in rows:
        if isinstance(cells, Refusal):
            yield cells
            continue
        name = one_line(cells[0]) if cells else ""
        if names and (not any(map(str.strip, cells)) or name == names[0]):
            yield _record(names, values, source_format, begin)
            names, values = [], []
        if any(map(str.strip, cells)):
            begin = begin if names else line
            names.append(name)
            values.append("; ".join(filter(None, map(one_line, cells[1:]))))
    if names:
        yield _record(names, values, source_format, begin)


def _record(names: Sequence[str], values: Sequence[str], source_format: str, line: int) -> Item:
    mapping = guessed_mapping(names, {})
    return reference_of_row(values, mapping, list(mapping), source_format, line)
