"""The rows of the list, and which of its columns are empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from review.domain.listing import RecordRow
from review.domain.record import Record, Role, year_letter
from review.journal.journal import Journal
from review.journal.queries.files import PATH
from review.journal.queries.visibility import CODINGS, EACH_CODING

_BLOCK = 500
"""The most records that one query reads."""

_FILLED = {
    "source_type": "SELECT EXISTS (SELECT 1 FROM record WHERE source_type > '')",
    "role": "SELECT EXISTS (SELECT 1 FROM record WHERE role <> 'evidence')",
    "codings": f"SELECT EXISTS (SELECT 1 FROM {CODINGS})",
    "pages": "SELECT EXISTS (SELECT 1 FROM record WHERE file_sha256 > '')",
}
"""Whether any record has something in a column; each is answered by an index."""


def empty_columns(journal: Journal, stages: Sequence[str]) -> frozenset[str]:
    """Which of source type, role, codings, pages and the stages are empty in all records."""
    empty = {name for name, filled in _FILLED.items() if not journal.value(filled)}
    filled = "SELECT EXISTS (SELECT 1 FROM outcome WHERE stage = ?)"
    return frozenset(empty.union(stage for stage in stages if not journal.value(filled, (stage,))))


def rows(journal: Journal, row_keys: Sequence[int], stages: Sequence[str]) -> list[RecordRow]:
    """The rows with those keys, in that order; missing keys are skipped."""
    found: dict[int, RecordRow] = {}
    for block in _blocks(row_keys):
        marks = ",".join("?" * len(block))
        outcomes = _outcomes(journal, block, stages)
        for row in journal.rows(
            "SELECT key, record, title, year, source_type, role, reading_status, page_count, short_author, letter,"
            f" (SELECT count(DISTINCT {EACH_CODING}) FROM {CODINGS} AS coding WHERE coding.record = record.record), file_sha256 <> '', unconfirmed,"
            f" {PATH} FROM record WHERE key IN ({marks})",
            block,
        ):
            key, record, title, year, source_type, role, status, pages, author, letter, codings, *facts = row
            has_file, is_unconfirmed, path = facts
            suffix = year_letter(letter)
            cited = Record(record, title, year=year, short_author=author, year_suffix=suffix).author_year
            found[key] = RecordRow(
                record, cited, title, year, source_type, Role(role), status, pages, outcomes(record), codings,
                bool(has_file), path, bool(is_unconfirmed),
            )  # fmt: skip
    return [found[key] for key in row_keys if key in found]


def whole_records(
    journal: Journal, row_keys: Sequence[int], stages: Sequence[str]
) -> Iterator[tuple[Record, dict[str, str]]]:
    """The whole records with those keys, each with what its decisions come to at every stage; as `rows` otherwise."""
    from review.journal.queries import records

    for block in _blocks(row_keys):
        outcomes = _outcomes(journal, block, stages)
        for record in records.with_keys(journal, block):
            yield record, outcomes(record.id)


def _blocks(row_keys: Sequence[int]) -> Iterator[list[int]]:
    """The keys in lists that are short enough for one query."""
    return (list(row_keys[start : start + _BLOCK]) for start in range(0, len(row_keys), _BLOCK))


def _outcomes(
    journal: Journal, block: Sequence[int], stages: Sequence[str]
) -> Callable[[str], dict[str, str]]:
    """What the decisions on a record come to at every stage, for the records with those keys."""
    decided: dict[str, dict[str, str]] = {}
    for stage, record, decision in journal.rows(
        "SELECT stage, record, decision FROM outcome"
        f" WHERE record IN (SELECT record FROM record WHERE key IN ({','.join('?' * len(block))}))"
        f" AND stage IN ({','.join('?' * len(stages))})",
        [*block, *stages],
    ):
        decided.setdefault(record, {})[stage] = decision
    undecided = dict.fromkeys(stages, "none")
    return lambda record: undecided | decided.get(record, {})
