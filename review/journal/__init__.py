"""The journal of a review: events, the tables made from them, and every query. The only place that knows SQL."""

from review.journal.event import Act, Event
from review.journal.journal import FILE_NAME, Journal

__all__ = ["FILE_NAME", "Act", "Event", "Journal"]
