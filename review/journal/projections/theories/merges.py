"""Configurations that were merged: which one shows each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import MergeCmocs
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class MergedCmocRow(NamedTuple):
    """A configuration that was merged, and the one that shows it, which is not merged itself."""

    cmoc: str
    kept: str


MERGED_CMOC = Table(
    "merged_cmoc",
    MergedCmocRow,
    keys=("cmoc",),
    subject=(),
    sql="""
CREATE TABLE merged_cmoc (cmoc TEXT PRIMARY KEY, kept TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX merged_cmoc_by_kept ON merged_cmoc (kept);
""",
)


def fold(connection: sqlite3.Connection, _: str, events: Sequence[TypedEvent]) -> None:
    """Write a row for each merged configuration. What was merged into one that is merged later follows it.

    Merges made apart may lead to each other: a merge of two that are one already changes nothing.
    """
    into: dict[str, str] = {}

    def root(cmoc: str) -> str:
        way = []
        while cmoc in into:
            way.append(cmoc)
            cmoc = into[cmoc]
        into.update(dict.fromkeys(way, cmoc))
        return cmoc

    for event in events:
        if isinstance(event.act, MergeCmocs):
            kept, merged = root(event.act.cmoc), root(event.act.merged)
            if kept != merged:
                into[merged] = kept
    MERGED_CMOC.replace(connection, (), [MergedCmocRow(cmoc, root(cmoc)) for cmoc in sorted(into)])
