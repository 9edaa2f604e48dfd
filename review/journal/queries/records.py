"""Records: the list with its filters, search and sort; single ones; finding one by what a person types."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from review.errors import UnknownNameError
from review.journal import texts
from review.journal.journal import Journal
from review.model import Origin, Record, RecordRow, RecordText, Role, Selection

_SORTS = {
    "added": "record.key",
    "author_year": "record.short_author COLLATE NOCASE, record.year, record.year_suffix",
    "title": "record.title COLLATE NOCASE",
    "year": "record.year",
    "source_type": "record.source_type",
    "codings": "(SELECT count(*) FROM coding WHERE coding.record = record.record)",
}
_FIELDS = frozenset({"role", "source_type", "year", "reading_status", "record"})
_BLOCK = 500


def keys(journal: Journal, selection: Selection, stages: Sequence[str]) -> array[int]:
    """The row keys of the records that a selection names, in its order.

    Raises:
        UnknownNameError: a field or sort that does not exist; the text lists those that do.
    """
    conditions: list[str] = []
    parameters: list[object] = []
    for field, value in selection.where:
        condition, values = _condition(field, value, stages)
        conditions.append(condition)
        parameters += values
    if selection.search.strip():
        conditions.append(
            "(record.key IN (SELECT rowid FROM record_search WHERE record_search MATCH ?) OR record.text_sha256 IN"
            " (SELECT text_sha256 FROM text WHERE key IN (SELECT rowid FROM text_search WHERE text_search MATCH ?)))"
        )
        parameters += [search_expression(selection.search)] * 2
    order = _order(selection, stages, parameters)
    where = " AND ".join(conditions) or "1"
    return array(
        "q",
        (
            row[0]
            for row in journal.rows(f"SELECT key FROM record WHERE {where} ORDER BY {order}", parameters)
        ),
    )


def _condition(field: str, value: str, stages: Sequence[str]) -> tuple[str, list[object]]:
    if field in stages:
        chosen = "(SELECT decision FROM outcome WHERE outcome.stage = ? AND outcome.record = record.record)"
        return f"ifnull({chosen}, 'none') = ?", [field, value]
    if field == "code":
        return (
            "record.record IN (SELECT coding.record FROM coding JOIN coding_code USING (coding) WHERE code = ? OR code LIKE ? ESCAPE '\\')",
            [value, value.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%") + ".%"],
        )
    if field == "source_type" and value == "unclassified":
        return "record.source_type = ''", []
    if field in _FIELDS:
        return f"CAST(record.{field} AS TEXT) = ?", [value]
    allowed = ", ".join(sorted(_FIELDS | {"code"} | set(stages)))
    raise UnknownNameError(f"'{field}' is no field of a record's row; choose one of {allowed}")


def _order(selection: Selection, stages: Sequence[str], parameters: list[object]) -> str:
    direction = " DESC" if selection.descending else ""
    if selection.sort in stages:
        parameters.append(selection.sort)
        chosen = "(SELECT decision FROM outcome WHERE outcome.stage = ? AND outcome.record = record.record)"
        return f"ifnull({chosen}, 'none'){direction}, record.key"
    if selection.sort not in _SORTS:
        raise UnknownNameError(
            f"'{selection.sort}' is no order of records; choose one of {', '.join([*_SORTS, *stages])}"
        )
    return ", ".join(part + direction for part in _SORTS[selection.sort].split(", ")) + ", record.key"


def search_expression(search: str) -> str:
    """What a person typed as an FTS5 expression: every word must occur, the last one may be a beginning.

    Whatever is typed is a word: nothing in it is an operator.
    """
    words = re.findall(r"\w+", search)
    if not words:
        return '""'
    return " ".join(f'"{word}"' for word in words) + "*"


def key_of(journal: Journal, record: str) -> int | None:
    """The row key of a record, or None."""
    key = journal.value("SELECT key FROM record WHERE record = ?", (record,))
    return None if key is None else int(key)


def rows(journal: Journal, row_keys: Sequence[int], stages: Sequence[str]) -> list[RecordRow]:
    """The rows with those keys, in that order; keys that are gone are passed over."""
    found: dict[int, RecordRow] = {}
    for start in range(0, len(row_keys), _BLOCK):
        block = list(row_keys[start : start + _BLOCK])
        marks = ",".join("?" * len(block))
        outcomes: dict[str, dict[str, str]] = {}
        for stage, record, decision in journal.rows(
            f"SELECT stage, record, decision FROM outcome WHERE record IN (SELECT record FROM record WHERE key IN ({marks}))"
            f" AND stage IN ({','.join('?' * len(stages))})",
            [*block, *stages],
        ):
            outcomes.setdefault(record, {})[stage] = decision
        for row in journal.rows(
            "SELECT key, record, title, year, source_type, role, reading_status, page_count, short_author, year_suffix,"
            f" (SELECT count(*) FROM coding WHERE coding.record = record.record) FROM record WHERE key IN ({marks})",
            block,
        ):
            key, record, title, year, source_type, role, status, pages, author, suffix, codings = row
            cited = Record(record, title, year=year, short_author=author, year_suffix=suffix).author_year
            decided = outcomes.get(record, {})
            found[key] = RecordRow(
                record, cited, title, year, source_type, Role(role), status, pages,
                {stage: decided.get(stage, "none") for stage in stages}, codings,
            )  # fmt: skip
    return [found[key] for key in row_keys if key in found]


_RECORD = (
    "record, title, authors, year, doi, organisation, short_author, year_suffix, container, abstract, role, source_type,"
    " origins, file_sha256, text_sha256, reading_status, message, page_count,"
    " ifnull((SELECT min(path) FROM file WHERE file.file_sha256 = record.file_sha256 AND record.file_sha256 <> ''), '')"
)


def _record(row: Sequence[Any]) -> Record:
    values = list(row)
    values[2] = tuple(json.loads(values[2]))
    values[10] = Role(values[10])
    origins: Mapping[str, Mapping[str, Any]] = json.loads(values[12])
    values[12] = {name: Origin(**origin) for name, origin in origins.items()}
    return Record(*values)


def record(journal: Journal, identifier: str) -> Record:
    """The record with that id.

    Raises:
        UnknownNameError: there is none.
    """
    row = journal.row(f"SELECT {_RECORD} FROM record WHERE record = ?", (identifier,))
    if row is None:
        raise UnknownNameError(
            f"'{identifier[:12]}' is no record of this review; `review records` lists them"
        )
    return _record(row)


def every_record(journal: Journal) -> list[Record]:
    """All records, in the order in which they came."""
    return [_record(row) for row in journal.rows(f"SELECT {_RECORD} FROM record ORDER BY key")]


def find(journal: Journal, typed: str) -> str:
    """The id of the record that a person means by a unique prefix of the id, a DOI, or a path.

    Raises:
        UnknownNameError: none, or more than one; the text lists the candidates.
    """
    typed = typed.strip()
    found: list[Sequence[Any]] = []
    if re.fullmatch(r"[0-9a-f]{1,64}", typed):
        found = journal.rows(
            "SELECT record, title FROM record WHERE record >= ? AND record < ? ORDER BY record LIMIT 6",
            (typed, typed + "g"),
        )
    if not found:
        doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", typed, flags=re.IGNORECASE)
        found = journal.rows(
            "SELECT record, title FROM record WHERE doi = ? COLLATE NOCASE AND doi <> '' LIMIT 6", (doi,)
        )
    if not found:
        name = typed.replace("\\", "/")
        found = journal.rows(
            "SELECT DISTINCT record, title FROM record JOIN file USING (file_sha256)"
            " WHERE path = ? OR path = ? OR path LIKE ? ESCAPE '\\' LIMIT 6",
            (
                name,
                f"corpus/{name}",
                "%/" + name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
            ),
        )
    if len(found) == 1:
        return str(found[0][0])
    if not found:
        raise UnknownNameError(
            f"'{typed}' is no record: give the beginning of an id, a DOI or a path in corpus/ (`review records` lists them)"
        )
    listed = "; ".join(f"{identifier[:12]} {title[:50]}" for identifier, title in found)
    raise UnknownNameError(f"'{typed}' means more than one record: {listed}")


def record_texts(journal: Journal, opening_length: int = 3000) -> list[RecordText]:
    """What orders and source types are learned from; a document's opening stands in where there is no abstract."""
    found = []
    for identifier, title, abstract, container, organisation, text_sha256 in journal.rows(
        "SELECT record, title, abstract, container, organisation, text_sha256 FROM record ORDER BY key"
    ):
        opening = ""
        if text_sha256 and len(abstract) < 200:
            document = texts.load(journal, text_sha256)
            opening = document.text[: min(opening_length, document.body_end)] if document else ""
        found.append(RecordText(identifier, title, abstract, opening, container or organisation))
    return found
