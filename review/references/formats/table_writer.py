"""Shared by the tables for screening programs: columns, and cells that no spreadsheet evaluates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from review.domain.citation import in_braces, parse_authors
from review.domain.reference import Reference
from review.domain.wording.formulas import guarded
from review.references.column_names import KNOWN_COLUMNS, compared_column
from review.references.kinds import KINDS
from review.references.text import joined, separated

TABLE_FORMATS = frozenset({"csv", "tsv", "xlsx"})
"""The formats whose unknown fields are written as columns."""


def write_csv(columns: Iterable[str], rows: Sequence[Mapping[str, str]]) -> str:
    """CSV with `columns` and a column for each further key of the rows, in order of appearance.

    Text that begins like a formula gets a leading apostrophe, which the reader removes.
    """
    columns = list(dict.fromkeys(chain(columns, *rows)))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(guarded, columns))
    writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue()


def names_in_cell(names: Sequence[str]) -> str:
    """Authors in one cell; a name without a comma that would be inverted when read is put in braces."""
    shown = [
        name if parse_authors(f"{name};") == (name,) or in_braces(name) else f"{{{name}}}" for name in names
    ]
    return "; ".join(shown) + (";" if len(shown) == 1 else "")


def known_kind(reference: Reference) -> str:
    """The type of work if the table reader knows it, else nothing; Scopus's ``Article`` is ``article-journal``."""
    is_known = reference.kind != "article" and any(work.kind == reference.kind for work in KINDS)
    return reference.kind if is_known else ""


def carried_in_cells(reference: Reference) -> Iterator[str]:
    """The names of fields that cells would not preserve."""
    for field in ("authors", "editors"):
        names = getattr(reference, field)
        if names and parse_authors(names_in_cell(names)) != names:
            yield field
    if separated(joined(reference.keywords)) != reference.keywords:
        yield "keywords"
    if reference.kind != known_kind(reference):
        yield "kind"
    for field in ("urls", "issn", "isbn", "notes"):
        if len(getattr(reference, field)) > 1:
            yield field


def own_columns(reference: Reference, taken: Iterable[str]) -> dict[str, str]:
    """The unknown fields of a table that can be columns again: one value, and a name without other meaning."""
    if reference.source_format not in TABLE_FORMATS:
        return {}
    compared = {compared_column(column) for column in taken} | KNOWN_COLUMNS
    return {
        column: values[0]
        for column, values in reference.other.items()
        if len(values) == 1 and compared_column(column) and compared_column(column) not in compared
    }
