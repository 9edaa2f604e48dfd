"""Elements of configurations, and their wordings."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import AddElement, TakeElement, WordElement
from review.domain.theories.heads import heads
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.table import Table


class ElementRow(NamedTuple):
    """An element; `element` is the event that added it."""

    element: str
    cmoc: str
    role: str
    memo: str
    clock: int


class ElementWordingRow(NamedTuple):
    """A wording that stands; the last one is shown, others were given apart."""

    element: str
    position: int
    event: str
    wording: str
    reviewer: str
    time: str


ELEMENT = Table(
    "element",
    ElementRow,
    keys=("element",),
    subject=("element",),
    sql="""
CREATE TABLE element (
    element TEXT PRIMARY KEY, cmoc TEXT NOT NULL, role TEXT NOT NULL, memo TEXT NOT NULL, clock INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX element_by_cmoc ON element (cmoc);
""",
)
ELEMENT_WORDING = Table(
    "element_wording",
    ElementWordingRow,
    keys=("element", "position"),
    subject=("element",),
    sql="""
CREATE TABLE element_wording (
    element TEXT NOT NULL, position INTEGER NOT NULL, event TEXT NOT NULL, wording TEXT NOT NULL, reviewer TEXT NOT NULL,
    time TEXT NOT NULL, PRIMARY KEY (element, position)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, element: str, events: Sequence[TypedEvent]) -> None:
    """Write an element's row and its wordings; worded after it was removed, it is there again."""
    made = made_by(AddElement, events)
    rows, wordings = [], []
    if made and not isinstance(events[-1].act, TakeElement):
        event, act = made
        rows = [ElementRow(element, act.cmoc, act.role, act.memo, event.clock)]
        wordings = _wordings(element, event, act.wording, events)
    ELEMENT.replace(connection, (element,), rows)
    ELEMENT_WORDING.replace(connection, (element,), wordings)


def _wordings(
    element: str, made: TypedEvent, first: str, events: Sequence[TypedEvent]
) -> list[ElementWordingRow]:
    """The wordings that stand: any later one replaces the first, and those from before the element was taken out."""
    taken = max((place for place, one in enumerate(events) if isinstance(one.act, TakeElement)), default=0)
    worded = {one.hash: (one, one.act) for one in events[taken:] if isinstance(one.act, WordElement)}
    shown = heads({event: act.follows for event, (_, act) in worded.items()})
    texts = [(one, act.wording) for one, act in map(worded.__getitem__, shown)] or [(made, first)]
    return [
        ElementWordingRow(element, place, one.hash, text, one.reviewer, one.time)
        for place, (one, text) in enumerate(texts)
    ]
