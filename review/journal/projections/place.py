"""The present place of an act on a passage: later readings of the file move it to another text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from msgspec import UNSET

from review.acts import Quotation, Reanchor
from review.domain import LabelSource
from review.journal.projections.events import TypedEvent


class OnPassage(Protocol):
    """An act on a passage."""

    @property
    def text_sha256(self) -> str:
        """The text."""

    @property
    def start(self) -> int:
        """Where in the text it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Place(NamedTuple):
    """A span of a text; quotation and page are those of what quotes its passage, and empty for others.

    `page_label` is what the text itself says of the page, whatever was set by hand.
    """

    text_sha256: str
    start: int
    end: int
    quote: str = ""
    page: int = 0
    page_label: str = ""
    label_source: LabelSource = LabelSource.PRINTED


def present_place(act: OnPassage, events: Iterable[TypedEvent]) -> Place:
    """Where an act was made, or where its last move put it."""
    place = Place(act.text_sha256, act.start, act.end)
    if isinstance(act, Quotation):
        label, source = _own_label(act)
        place = place._replace(quote=act.quote, page=act.page, page_label=label, label_source=source)
    for event in events:
        if isinstance(event.act, Reanchor):
            place = _moved(place, event.act)
    return place


def _own_label(act: Quotation) -> tuple[str, LabelSource]:
    """The label of a quotation's page without those set by hand; acts from before sources were kept have `PRINTED`."""
    if act.own_label is not UNSET:
        return act.own_label.label, LabelSource.of(act.own_label.source)
    return act.page_label, LabelSource.PRINTED if act.label_source is UNSET else LabelSource.of(
        act.label_source
    )


def _moved(place: Place, move: Reanchor) -> Place:
    return Place(
        move.text_sha256,
        move.start,
        move.end,
        move.quote if isinstance(move.quote, str) else place.quote,
        move.page if isinstance(move.page, int) else place.page,
        move.page_label if isinstance(move.page_label, str) else place.page_label,
        _source_of(move, place),
    )


def _source_of(move: Reanchor, place: Place) -> LabelSource:
    if move.label_source is not UNSET:
        return LabelSource.of(move.label_source)
    return LabelSource.PRINTED if isinstance(move.page_label, str) else place.label_source
