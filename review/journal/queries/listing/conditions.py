"""The conditions that a selection of records can have, by field and value."""

from __future__ import annotations

import json
from collections.abc import Sequence

from review.domain.act import NOT_SET
from review.domain.listing import FACET, LABEL, NO_SEARCH, REFERENCE, SEARCH, SOURCE
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries import descriptions
from review.journal.queries.imported import names
from review.journal.queries.listing.deciding import decided_as, undecided
from review.journal.queries.listing.lookup import keys
from review.journal.queries.searches import ties
from review.journal.queries.theory import codes_under
from review.journal.queries.visibility import CODINGS

_FIELDS = frozenset({"role", "source_type", "year", "reading_status", "record"})


def matching(journal: Journal, field: str, value: str, stages: Sequence[str]) -> set[int]:
    """The keys of the records whose field has a value.

    Raises:
        UnknownNameError: the field does not exist; the text lists those that do.
    """
    if field in stages:
        if value == "none":
            return undecided(journal, field)
        return decided_as(journal, field, value)
    if field == "code":
        return set(
            keys(
                journal,
                f"SELECT DISTINCT key FROM coding_code JOIN {CODINGS} AS coding USING (coding) JOIN record USING (record)"
                " WHERE code IN (SELECT value FROM json_each(?))",
                json.dumps(codes_under(journal, value)),
            )
        )
    if field == "source_type" and value == "unclassified":
        return set(keys(journal, "SELECT key FROM record WHERE source_type = ''"))
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
        return set(keys(journal, f"SELECT key FROM record WHERE CAST({field} AS TEXT) = ?", value))
    raise UnknownNameError(unknown_name("field", field, [*fields(stages), f"{FACET}ID"]))


def fields(stages: Sequence[str]) -> list[str]:
    """The fields that a condition can be about, apart from facets."""
    return sorted(_FIELDS | {"code", "status", SEARCH, REFERENCE, LABEL, SOURCE, *stages})


def _by_confirmation(journal: Journal, value: str) -> set[int]:
    """The keys of the records whose reference is confirmed, or not."""
    is_wanted = {"confirmed": "NOT unconfirmed", "unconfirmed": "unconfirmed"}.get(value, "0")
    return set(keys(journal, f"SELECT key FROM record WHERE {is_wanted}"))


def _from_search(journal: Journal, search: str) -> set[int]:
    """The keys of the records that a search found, or that no search is known to have found."""
    key_of = dict(journal.rows("SELECT record, key FROM record"))
    found = {tie.record for tie in ties.ties(journal) if tie.search and search in {NO_SEARCH, tie.search}}
    if search == NO_SEARCH:
        return {key for record, key in key_of.items() if record not in found}
    return {key_of[record] for record in found if record in key_of}
