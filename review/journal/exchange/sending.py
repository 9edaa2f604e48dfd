"""The events of a journal as they travel to other copies."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator

from review.domain.team.exchange import SharedEvent
from review.journal import validity
from review.journal.exchange import review_id
from review.journal.journal import Journal
from review.journal.soundness import COLUMNS

_AT_A_TIME = 1_000

LAST = 2**63 - 1
"""The revision that no journal reaches."""


def to_send(
    journal: Journal, have: Container[str] = (), *, after: int = 0, until: int = LAST
) -> Iterator[SharedEvent]:
    """The events that a copy lacks which has those in `have` (hashes), in order of arrival; damaged ones are left out.

    `after` and `until`: only those that arrived after that revision, and up to that one.
    """
    review = review_id.id_of(journal.database)
    while rows := journal.rows(
        f"SELECT sequence, {', '.join(COLUMNS)} FROM event WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT {_AT_A_TIME}",
        (after, until),
    ):
        after = rows[-1][0]
        for _, *columns in rows:
            if columns[0] not in have and validity.read(columns[-1]) is not None:
                yield SharedEvent(review, *columns)


def unknown(journal: Journal, hashes: Iterable[str]) -> frozenset[str]:
    """Those of some hashes that no event here has."""
    given = json.dumps(list(hashes))
    found = journal.rows(
        "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT hash FROM event)", (given,)
    )
    return frozenset(str(one) for (one,) in found)


def first_of(journal: Journal, hashes: Iterable[str]) -> int:
    """The revision with which the first of some events came; 0 if none is here."""
    given = json.dumps(list(hashes))
    found = "SELECT ifnull(min(sequence), 0) FROM event WHERE hash IN (SELECT value FROM json_each(?))"
    return int(journal.value(found, (given,)))
