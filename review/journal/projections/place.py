"""The present place of an act on a passage: later readings of the file move it to another text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from review.acts import Code, Done, Reanchor, Reject
from review.journal.projections.events import TypedEvent


class Place(NamedTuple):
    """A span of a text; quotation and page are those of a coding, and empty for others."""

    text_sha256: str
    start: int
    end: int
    quote: str = ""
    page: int = 0
    page_label: str = ""


def present_place(act: Code | Reject | Done, events: Iterable[TypedEvent]) -> Place:
    """Where an act was made, or where its last move put it."""
    place = Place(act.text_sha256, act.start, act.end)
    if isinstance(act, Code):
        place = place._replace(quote=act.quote, page=act.page, page_label=act.page_label)
    for event in events:
        if isinstance(event.act, Reanchor):
            place = _moved(place, event.act)
    return place


def _moved(place: Place, move: Reanchor) -> Place:
    return Place(
        move.text_sha256,
        move.start,
        move.end,
        move.quote if isinstance(move.quote, str) else place.quote,
        move.page if isinstance(move.page, int) else place.page,
        move.page_label if isinstance(move.page_label, str) else place.page_label,
    )
