"""The list of records: filters, search, sort, what waits, and the rows that are shown."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from review.domain import NOT_SET, DecisionKind, Listed, Outcome, Record, RecordRow, Role, Selection
from review.domain.citation import year_letter
from review.domain.texts.characters import composed, has_together, searched
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries import descriptions, records
from review.journal.queries.imported import names
from review.journal.queries.imported.names import LABEL, SOURCE
from review.journal.queries.searches import ties
from review.journal.queries.team.duties import COMMENTS_ONLY
from review.journal.queries.team.needed import open_pilot
from review.journal.queries.theory import codes_under
from review.journal.queries.visibility import CODINGS

_SORTS = {
    "added": "key",
    "author_year": "short_author COLLATE NOCASE, year, letter, title_order, record",
    "title": "title_order, key",
    "year": "year, key",
    "source_type": "source_type, key",
}
"""Each but the first has a covering index: rows are wide, and sorting does not read them. None begins with the title: that of
author and year holds it, and an index more would be a seventh of what an import writes."""

_FIELDS = frozenset({"role", "source_type", "year", "reading_status", "record"})
_BLOCK = 500
FACET = "facet."
"""What the field of a condition on a facet begins with: ``facet.population``."""

SEARCH, NO_SEARCH = "search", "none"
"""The field of a condition on the search that found a record, and its value for records that are tied to none."""

REFERENCE, CONFIRMATIONS = "reference", ("confirmed", "unconfirmed")
"""The field of a condition on what was found in a record's file, and its values: whether somebody confirmed all of it."""

OUT_LATER = (DecisionKind.EXCLUDE, DecisionKind.PARK)
"""The decisions at a stage after which a record is left out of the later ones."""


def listed(journal: Journal, selection: Selection, stages: Sequence[str]) -> Listed:
    """The records in a selection, in its order (descending: the whole order reversed).

    Raises:
        UnknownNameError: a field or sort that does not exist; the text lists those that do.
    """
    ordered = _ordered(journal, selection.sort, stages)
    if selection.descending:
        ordered.reverse()
    wanted: set[int] | None = None
    for field, value in selection.where:
        found = _matching(journal, field, value, stages)
        wanted = found if wanted is None else wanted & found
    if selection.search.strip():
        found = _found(journal, selection.search)
        wanted = found if wanted is None else wanted & found
    chosen = array("q", ordered if wanted is None else filter(wanted.__contains__, ordered))
    if not (chosen and selection.names_first and selection.search.strip()):
        return Listed(chosen, len(chosen))
    named = _named(journal, selection.search)
    first = array("q", filter(named.__contains__, chosen))
    return Listed(first + array("q", (key for key in chosen if key not in named)), len(first))


def _keys(journal: Journal, query: str, *parameters: object) -> list[int]:
    """The keys that a query gives, in order; as one JSON list, since 100,000 rows take three times as long."""
    found: list[int] = json.loads(journal.value(f"SELECT json_group_array(key) FROM ({query})", parameters))
    return found


def _ordered(journal: Journal, sort: str, stages: Sequence[str]) -> list[int]:
    if sort in stages:
        return _by_outcome(journal, sort)
    if sort == "codings":
        counted = dict(
            journal.rows(
                f"SELECT key, count(*) FROM {CODINGS} AS coding JOIN record USING (record) GROUP BY record"
            )
        )
        return sorted(_ordered(journal, "added", stages), key=lambda key: counted.get(key, 0))
    if sort == "added":
        return sorted(_keys(journal, "SELECT key FROM record"))
    if sort not in _SORTS:
        raise UnknownNameError(unknown_name("order", sort, [*_SORTS, "codings", *stages]))
    return _keys(journal, f"SELECT key FROM record ORDER BY {_SORTS[sort]}")


_AT_STAGE = "SELECT key FROM outcome JOIN record USING (record) WHERE stage = ?"


def _by_outcome(journal: Journal, stage: str) -> list[int]:
    """All keys by their outcome at a stage, in alphabetical order of outcomes."""
    groups = {str(kind): _keys(journal, f"{_AT_STAGE} AND decision = ?", stage, kind) for kind in Outcome}
    groups["none"] = list(_undecided(journal, stage))
    return [key for kind in sorted(groups) for key in sorted(groups[kind])]


def _undecided(journal: Journal, stage: str) -> set[int]:
    return set(_keys(journal, "SELECT key FROM record")).difference(_keys(journal, _AT_STAGE, stage))


def _matching(journal: Journal, field: str, value: str, stages: Sequence[str]) -> set[int]:
    if field in stages:
        if value == "none":
            return _undecided(journal, field)
        return decided_as(journal, field, value)
    if field == "code":
        return set(
            _keys(
                journal,
                f"SELECT DISTINCT key FROM coding_code JOIN {CODINGS} AS coding USING (coding) JOIN record USING (record)"
                " WHERE code IN (SELECT value FROM json_each(?))",
                json.dumps(codes_under(journal, value)),
            )
        )
    if field == "source_type" and value == "unclassified":
        return set(_keys(journal, "SELECT key FROM record WHERE source_type = ''"))
    if field == REFERENCE:
        return _by_confirmation(journal, value)
    if field == "status":
        # What `review records --json` calls it.
        field = "reading_status"
    if field.startswith(FACET):
        facet = field.removeprefix(FACET)
        if value == NOT_SET:
            return descriptions.keys_without_facet(journal, facet)
        return descriptions.keys_with_facet(journal, facet, value)
    if field in (LABEL, SOURCE):
        return names.with_name(journal, field, value)
    if field == SEARCH:
        return _from_search(journal, value)
    if field in _FIELDS:
        return set(_keys(journal, f"SELECT key FROM record WHERE CAST({field} AS TEXT) = ?", value))
    raise UnknownNameError(unknown_name("field", field, [*fields(stages), f"{FACET}ID"]))


def fields(stages: Sequence[str]) -> list[str]:
    """The fields that a condition can be about, apart from facets."""
    return sorted(_FIELDS | {"code", "status", SEARCH, REFERENCE, LABEL, SOURCE, *stages})


def _by_confirmation(journal: Journal, value: str) -> set[int]:
    """The keys of the records whose reference is confirmed, or not."""
    is_wanted = {"confirmed": "NOT unconfirmed", "unconfirmed": "unconfirmed"}.get(value, "0")
    return set(_keys(journal, f"SELECT key FROM record WHERE {is_wanted}"))


def _from_search(journal: Journal, search: str) -> set[int]:
    """The keys of the records that a search found, or that no search is known to have found."""
    keys = dict(journal.rows("SELECT record, key FROM record"))
    found = {tie.record for tie in ties.ties(journal) if tie.search and search in {NO_SEARCH, tie.search}}
    if search == NO_SEARCH:
        return {key for record, key in keys.items() if record not in found}
    return {keys[record] for record in found if record in keys}


def _found(journal: Journal, search: str) -> set[int]:
    """The keys of the records whose reference, labels, document or file name has the words."""
    return _in_words(journal, search) | _with_file_named(journal, search) | names.labelled(journal, search)


def _in_words(journal: Journal, search: str) -> set[int]:
    """The keys of the records whose reference or document has the words."""
    expression = search_expression(search)
    return set(
        _keys(
            journal,
            "SELECT rowid AS key FROM record_search WHERE record_search MATCH ? UNION ALL"
            " SELECT record.key FROM text JOIN record USING (text_sha256)"
            " WHERE text.key IN (SELECT rowid FROM text_search WHERE text_search MATCH ?)",
            expression,
            expression,
        )
    )


def _named(journal: Journal, search: str) -> set[int]:
    """The keys of the records with all words in title, authors (or organisation without any) or DOI, or only in the file name."""
    expression = f"{{title authors doi}} : ({search_expression(search)})"
    named = _keys(journal, "SELECT rowid AS key FROM record_search WHERE record_search MATCH ?", expression)
    return {*named, *(_with_file_named(journal, search) - _in_words(journal, search))}


_FILE_NAME = "replace(path, rtrim(path, replace(path, '/', '')), '')"
_FILE_WORDS = f"' ' || replace(replace(replace({_FILE_NAME}, '-', ' '), '_', ' '), '.', ' ')"
_MOST_WORDS = 20
"""The most words of a file name that are searched for."""


def _with_file_named(journal: Journal, search: str) -> set[int]:
    """The keys of the records with a file in whose name every word begins one, apart from `.pdf` at its end.

    Words of Chinese, Japanese and Korean may stand anywhere.
    """
    words = re.findall(r"[^\W_]+", search.casefold().strip().removesuffix(".pdf"))[:_MOST_WORDS]
    if not words or words == ["pdf"]:
        return set()
    # The first is quick and leaves few names to take apart.
    has_words = " AND ".join([*["path LIKE ?"] * len(words), *[f"{_FILE_WORDS} LIKE ?"] * len(words)])
    found = _keys(
        journal,
        f"SELECT record.key FROM file JOIN record USING (file_sha256) WHERE file_sha256 <> '' AND {has_words}",
        *(f"%{word}%" for word in words),
        *(f"%{word}%" if has_together(word[0]) else f"% {word}%" for word in words),
    )
    return set(found)


def count(journal: Journal) -> int:
    """The number of listed records."""
    return int(journal.value("SELECT count(*) FROM record"))


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


def waiting(journal: Journal, reviewer: str, stage: str, before: str) -> list[int]:
    """The keys of the records of evidence that wait for a reviewer's decision at a stage, the oldest first.

    `before` is the stage before it, or ``""``: later stages get what that one included or left open. While a pilot is not
    finished, only its records wait. Nothing waits for a stakeholder.
    """
    if journal.value(COMMENTS_ONLY, (reviewer,)):
        return []
    if before:
        candidates = set(_keys(journal, f"{_AT_STAGE} AND decision IN ('include', 'maybe')", before))
    else:
        candidates = set(_keys(journal, "SELECT key FROM record"))
    if pilot := open_pilot(journal, stage, before):
        candidates &= keys_of(journal, pilot.records)
    others = _keys(journal, "SELECT key FROM record WHERE role <> 'evidence'")
    return sorted(candidates.difference(others, decided(journal, reviewer, stage)))


def decided(journal: Journal, reviewer: str, stage: str) -> set[int]:
    """The keys of the records that a reviewer has decided on at a stage, or that have the decisions it needs."""
    own = "SELECT key FROM decision JOIN record USING (record) WHERE reviewer = ? AND stage = ?"
    return {*_keys(journal, own, reviewer, stage), *_keys(journal, _AT_STAGE, stage)}


def decided_as(journal: Journal, stage: str, outcome: str) -> set[int]:
    """The keys of the records whose decisions at a stage come to this outcome."""
    return set(_keys(journal, f"{_AT_STAGE} AND decision = ?", stage, outcome))


def can_be_decided(
    journal: Journal, reviewer: str, record: str, stage: str, *, before: Sequence[str], again: bool
) -> bool:
    """Whether a record is listed, not excluded or parked at a stage `before`, and not among the `decided` ones.

    The last does not matter if it is decided `again`.
    """
    query = (
        "SELECT (? OR NOT (EXISTS (SELECT 1 FROM decision WHERE record = ? AND stage = ? AND reviewer = ?)"
    )
    query += " OR EXISTS (SELECT 1 FROM outcome WHERE stage = ? AND record = ?)))"
    query += " AND NOT EXISTS (SELECT 1 FROM outcome WHERE record = ? AND stage IN (SELECT value FROM json_each(?))"
    query += " AND decision IN (SELECT value FROM json_each(?))) FROM record WHERE record = ?"
    aside = (record, json.dumps(list(before)), json.dumps(OUT_LATER), record)
    return bool(journal.value(query, (again, record, stage, reviewer, stage, record, *aside)))


def is_evidence(journal: Journal, record: str) -> bool:
    """Whether a record is listed and is evidence, so that it can be screened and count in N."""
    return bool(journal.value("SELECT role FROM record WHERE record = ?", (record,)) == Role.EVIDENCE)


def with_role(journal: Journal, role: Role) -> set[int]:
    """The keys of the records with a role."""
    return set(_keys(journal, "SELECT key FROM record WHERE role = ?", role))


def keys_of(journal: Journal, identifiers: Iterable[str]) -> set[int]:
    """The keys of the records with those ids."""
    listed = "SELECT key FROM record WHERE record IN (SELECT value FROM json_each(?))"
    return set(_keys(journal, listed, json.dumps(list(identifiers))))


def identifiers(journal: Journal, row_keys: Sequence[int]) -> list[str]:
    """The ids of the records with those keys, in that order; read as lists, as in `_keys`."""
    keys, records = journal.row(
        "SELECT json_group_array(key), json_group_array(record) FROM record WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(row_keys)),),
    )
    found: dict[int, str] = dict(zip(json.loads(keys), json.loads(records), strict=True))
    return [found[key] for key in row_keys if key in found]


def search_expression(search: str) -> str:
    """What a person typed as an FTS5 expression: every word must occur; the last may be a prefix.

    Whatever is typed is a word: nothing in it is an operator. Words of Chinese, Japanese and Korean may stand anywhere in others.
    """
    words = re.findall(r"\w+", composed(search))
    if not words:
        return '""'
    return " ".join(
        f'"{searched(word)}"{"*" if word is words[-1] or has_together(word[-1]) else ""}' for word in words
    )


def key_of(journal: Journal, record: str) -> int | None:
    """The row key of a record, or None."""
    key = journal.value("SELECT key FROM record WHERE record = ?", (record,))
    return None if key is None else int(key)


def rows(journal: Journal, row_keys: Sequence[int], stages: Sequence[str]) -> list[RecordRow]:
    """The rows with those keys, in that order; missing keys are skipped."""
    found: dict[int, RecordRow] = {}
    for block in _blocks(row_keys):
        marks = ",".join("?" * len(block))
        outcomes = _outcomes(journal, block, stages)
        for row in journal.rows(
            "SELECT key, record, title, year, source_type, role, reading_status, page_count, short_author, letter,"
            f" (SELECT count(*) FROM {CODINGS} AS coding WHERE coding.record = record.record), file_sha256 <> '', unconfirmed,"
            f" {records.PATH} FROM record WHERE key IN ({marks})",
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
