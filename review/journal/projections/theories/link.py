"""Links from one configuration to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import LinkCmocs, UnlinkCmocs
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class LinkRow(NamedTuple):
    """One kind of link between two configurations."""

    cmoc: str
    other: str
    kind: str
    clock: int


LINK = Table(
    "cmoc_link",
    LinkRow,
    keys=("cmoc", "other", "kind"),
    subject=("cmoc", "other"),
    sql="""
CREATE TABLE cmoc_link (
    cmoc TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, clock INTEGER NOT NULL, PRIMARY KEY (cmoc, other, kind)
) WITHOUT ROWID;
CREATE INDEX cmoc_link_by_other ON cmoc_link (other);
""",
)


def fold(connection: sqlite3.Connection, name: str, events: Sequence[TypedEvent]) -> None:
    """Write the links of a pair: those of each kind since they were last removed."""
    cmoc, other = name.split(":", 1)
    kinds: dict[str, int] = {}
    for event in events:
        match event.act:
            case LinkCmocs():
                kinds.setdefault(str(event.act.link), event.clock)
            case UnlinkCmocs():
                kinds.clear()
    LINK.replace(
        connection, (cmoc, other), [LinkRow(cmoc, other, kind, clock) for kind, clock in kinds.items()]
    )
