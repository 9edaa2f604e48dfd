"""Row keys of records and their ids, each from the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from review.domain.record import Role
from review.journal.journal import Journal


def keys(journal: Journal, query: str, *parameters: object) -> list[int]:
    """The keys that a query gives, in order; as one JSON list, since 100,000 rows take three times as long."""
    found: list[int] = json.loads(journal.value(f"SELECT json_group_array(key) FROM ({query})", parameters))
    return found


def count(journal: Journal) -> int:
    """The number of listed records."""
    return int(journal.value("SELECT count(*) FROM record"))


def key_of(journal: Journal, record: str) -> int | None:
    """The row key of a record, or None."""
    key = journal.value("SELECT key FROM record WHERE record = ?", (record,))
    return None if key is None else int(key)


def keys_of(journal: Journal, identifiers: Iterable[str]) -> set[int]:
    """The keys of the records with those ids."""
    listed = "SELECT key FROM record WHERE record IN (SELECT value FROM json_each(?))"
    return set(keys(journal, listed, json.dumps(list(identifiers))))


def identifiers(journal: Journal, row_keys: Sequence[int]) -> list[str]:
    """The ids of the records with those keys, in that order; read as lists, as in `keys`."""
    found, records = journal.row(
        "SELECT json_group_array(key), json_group_array(record) FROM record WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(row_keys)),),
    )
    ids: dict[int, str] = dict(zip(json.loads(found), json.loads(records), strict=True))
    return [ids[key] for key in row_keys if key in ids]


def with_role(journal: Journal, role: Role) -> set[int]:
    """The keys of the records with a role."""
    return set(keys(journal, "SELECT key FROM record WHERE role = ?", role))


def not_retrieved(journal: Journal) -> set[int]:
    """The keys of the records whose document could not be obtained."""
    return set(keys(journal, "SELECT key FROM record WHERE reading_status = 'not-retrieved'"))


def is_evidence(journal: Journal, record: str) -> bool:
    """Whether a record is listed and is evidence, so that it can be screened and count in N."""
    return bool(journal.value("SELECT role FROM record WHERE record = ?", (record,)) == Role.EVIDENCE)
