"""The events of a journal as they travel to other copies."""

from __future__ import annotations

from collections.abc import Container, Iterator

from review.domain.team.exchange import SharedEvent
from review.journal import validity
from review.journal.exchange import review_id
from review.journal.journal import Journal
from review.journal.soundness import COLUMNS

_AT_A_TIME = 1_000


def to_send(journal: Journal, have: Container[str] = ()) -> Iterator[SharedEvent]:
    """The events that somebody lacks who has those given by their hash, in order of arrival; damaged ones are left out."""
    review = review_id.id_of(journal.database)
    after = 0
    while rows := journal.rows(
        f"SELECT sequence, {', '.join(COLUMNS)} FROM event WHERE sequence > ? ORDER BY sequence LIMIT {_AT_A_TIME}",
        (after,),
    ):
        after = rows[-1][0]
        for _, *columns in rows:
            if columns[0] not in have and validity.read(columns[-1]) is not None:
                yield SharedEvent(review, *columns)
