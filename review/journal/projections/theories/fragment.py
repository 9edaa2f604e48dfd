"""Fragments: passages in elements of configurations."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import PutFragment, TakeFragment
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.place import present_place
from review.journal.projections.table import Table


class FragmentRow(NamedTuple):
    """A fragment; `fragment` is the event that put it there. `element` may be gone: then it is shown in one of its `role`."""

    fragment: str
    cmoc: str
    element: str
    role: str
    relation: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    status: str
    reviewer: str
    time: str
    clock: int
    page: int
    page_label: str
    label_source: str


FRAGMENT = Table(
    "fragment",
    FragmentRow,
    keys=("fragment",),
    subject=("fragment",),
    sql="""
CREATE TABLE fragment (
    fragment TEXT PRIMARY KEY,
    cmoc TEXT NOT NULL,
    element TEXT NOT NULL,
    role TEXT NOT NULL,
    relation TEXT NOT NULL,
    record TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    status TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    clock INTEGER NOT NULL,
    page INTEGER NOT NULL,
    page_label TEXT NOT NULL,          -- without what was set by hand, which stands in page_label
    label_source TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX fragment_by_cmoc ON fragment (cmoc);
CREATE INDEX fragment_by_record ON fragment (record, start);
""",
)


def fold(connection: sqlite3.Connection, fragment: str, events: Sequence[TypedEvent]) -> None:
    """Write a fragment's row, where it stands now; none if it was taken out."""
    made = made_by(PutFragment, events)
    is_taken = any(isinstance(event.act, TakeFragment) for event in events)
    rows = [_standing(fragment, *made, events)] if made and not is_taken else []
    FRAGMENT.replace(connection, (fragment,), rows)


def _standing(fragment: str, made: TypedEvent, act: PutFragment, events: Sequence[TypedEvent]) -> FragmentRow:
    place = present_place(act, events)
    return FragmentRow(
        fragment=fragment,
        cmoc=act.cmoc,
        element=act.element,
        role=act.role,
        relation=str(act.relation),
        record=act.record,
        text_sha256=place.text_sha256,
        start=place.start,
        end=place.end,
        quote=place.quote,
        status=act.status,
        reviewer=made.reviewer,
        time=made.time,
        clock=made.clock,
        page=place.page,
        page_label=place.page_label,
        label_source=place.label_source,
    )
