"""Copies of a review that meet: events of one arrive in another, as they do through a folder or a server."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain.team.exchange import FoundEvent, SharedEvent
from review.journal.event import Event
from review.journal.exchange.receiving import ReceivedEvents, receive_events
from review.journal.exchange.review_id import NAME, id_of
from review.journal.journal import Journal


def receive(journal: Journal, events: Iterable[Event]) -> ReceivedEvents:
    """Insert events of other copies, all of the journal's own review; how many were new, and which were refused."""
    review = id_of(journal.database)
    return receive_events(journal, (FoundEvent(_shared(review, event), "") for event in events))


def an_empty_copy(of: Journal) -> Journal:
    """A journal in memory that knows which review it is a copy of, in whatever order the events come."""
    copy = Journal.in_memory()
    copy.database.set_meta(NAME, id_of(of.database))
    return copy


def _shared(review: str, event: Event) -> SharedEvent:
    return SharedEvent(
        review=review,
        hash=event.hash,
        previous=event.previous,
        replica=event.replica,
        clock=event.clock,
        time=event.time,
        reviewer=event.reviewer,
        act=event.spelling,
    )
